// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/redaction/editions.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "base/json/json.hpp"
#include "base/prose/prose_json.hpp"
#include "domain/guideline/edition_store.hpp"
#include "domain/guideline/export/bundle.hpp"
#include "domain/guideline/extract.hpp"
#include "domain/guideline/redaction/affected.hpp"
#include "domain/guideline/redaction/images.hpp"
#include "domain/guideline/redaction/store.hpp"
#include "domain/guideline/rendering_store.hpp"

namespace denkraum::guideline::redaction {
namespace {

using guideline::store::ListedFile;

/// The files of one edition while they are replaced.
class Replacing {
public:
    Replacing(sql::Transaction& main, const Affected& affected, const Anew& anew)
        : main_(main),
          edition_(affected.edition),
          all_(affected.has_paragraph),
          made_(anew.files),
          base_url_(anew.base_url) {}

    Done run() {
        DK_TRY(
            const auto listed,
            guideline::store::files_of(main_, edition_.guideline, edition_.number)
        );
        DK_TRY(const auto stored, store::files_of(main_, edition_.guideline, edition_.number));
        for (const store::NamedFile& old : stored) {
            const bool is_meant = all_ || is_change_table(old.name);
            if (is_meant && !is_bundle(old.name)) DK_DO(replace(old));
        }
        // What an earlier redaction had to take away, and can be made today.
        for (const ListedFile& gone : listed) {
            if (!guideline::store::is_gone_since_redaction(gone)) continue;
            if (const File* fresh = find(gone.name))
                DK_DO(store::put_back(main_, edition_, *fresh));
        }
        const bool has_bundle = std::ranges::any_of(listed, [](const ListedFile& file) {
            return is_bundle(file.name)
                   && (file.why_missing.empty() || guideline::store::is_gone_since_redaction(file));
        });
        return has_bundle ? replace_bundle(stored) : Done{};
    }

private:
    const File* find(std::string_view name) const {
        const auto found = std::ranges::find(made_.files, name, &File::name);
        return found == made_.files.end() ? nullptr : &*found;
    }

    std::string why_missing(std::string_view name) const {
        const auto found = std::ranges::find(made_.missing, name, &MissingFile::name);
        const std::string why(guideline::store::gone_since_redaction);
        return found == made_.missing.end() ? why : why + ": " + found->why;
    }

    Done replace(const store::NamedFile& old) {
        const File* fresh = find(old.name);
        if (fresh == nullptr) {
            DK_DO(store::remove_file(main_, edition_, old.name, why_missing(old.name)));
        } else {
            DK_TRY(const auto hash, guideline::store::put_content(main_, as_bytes(fresh->bytes)));
            DK_DO(store::replace_file(main_, edition_, old.name, hash));
        }
        return store::drop_if_unused(main_, old.content);
    }

    /// Last of all: it holds the others, and an extract of the trail up to the release.
    Done replace_bundle(const std::vector<store::NamedFile>& stored) {
        std::vector<File> files;
        DK_TRY(const auto there, store::files_of(main_, edition_.guideline, edition_.number));
        for (const store::NamedFile& one : there) {
            if (!is_bundled(one.name)) continue;
            DK_TRY(const Bytes bytes, guideline::store::content(main_, one.content));
            files.push_back({.name = one.name, .bytes = std::string(as_text(bytes))});
        }
        DK_TRY(const auto trail, trail_extract(main_, edition_));
        DK_TRY(
            const auto paragraphs,
            guideline::store::paragraphs(main_, edition_.guideline, edition_.number)
        );
        Edition edition = edition_;
        edition.is_redacted = hash_of(prose_of(paragraphs)) != edition.hash;
        DK_DO(store::put_back(main_, edition, bundle_file(edition, files, trail, base_url_)));
        for (const store::NamedFile& old : stored) {
            if (is_bundle(old.name)) DK_DO(store::drop_if_unused(main_, old.content));
        }
        return {};
    }

    sql::Transaction& main_;
    const Edition& edition_;
    bool all_;
    const MadeFiles& made_;
    const std::string& base_url_;
};

bool is_meant(const Prepared& prepared, std::string_view uid) {
    return std::ranges::find(prepared.uids, uid) != prepared.uids.end();
}

Done change_paragraphs(sql::Transaction& main, const Edition& edition, const Prepared& prepared) {
    DK_TRY(auto paragraphs, guideline::store::paragraphs(main, edition.guideline, edition.number));
    for (Paragraph& paragraph : paragraphs) {
        if (!is_meant(prepared, paragraph.block.uid)) continue;
        const auto id = ParagraphId::from_text(paragraph.block.uid);
        CHECK(id.has_value(), "a paragraph was stored under its uid");
        replace_words(paragraph.block, prepared.notice);
        DK_DO(store::replace_paragraph(main, edition, *id, paragraph.block));
    }
    return {};
}

/// Nothing when it was published since.
const Anew* made_for(const Prepared& prepared, const Edition& edition) {
    const auto made = std::ranges::find_if(prepared.editions, [&](const Anew& anew) {
        return anew.guideline == edition.guideline && anew.number == edition.number;
    });
    return made == prepared.editions.end() ? nullptr : &*made;
}

/// Files that were made of other words than those of now would bring words back that went.
Done check_words_are_as_read(
    sql::Transaction& main, const Prepared& prepared, const std::vector<Affected>& affected
) {
    for (const Affected& one : affected) {
        const Anew* made = made_for(prepared, one.edition);
        DK_TRY(const auto words, words_behind(main, one.edition));
        if (made != nullptr && made->words == words) continue;
        Error error{ErrorCode::Conflict, "an edition was published or redacted meanwhile"};
        error.field = "editions";
        return std::unexpected(std::move(error));
    }
    return {};
}

Done change_editions(sql::Transaction& main, const Prepared& prepared) {
    DK_TRY(const auto affected, affected_by(main, prepared.uids));
    DK_DO(check_words_are_as_read(main, prepared, affected));
    for (const Affected& one : affected) {
        if (one.has_paragraph) DK_DO(change_paragraphs(main, one.edition, prepared));
    }
    for (const Affected& one : affected) {
        DK_DO(Replacing(main, one, *made_for(prepared, one.edition)).run());
    }
    return {};
}

/// Drafts that were frozen for their release, whatever became of them.
Done change_requests(sql::Transaction& main, const Prepared& prepared) {
    DK_TRY(const auto all, store::frozen_drafts(main));
    for (const store::Frozen& frozen : all) {
        DK_TRY(const Bytes stored, guideline::store::content(main, frozen.words));
        const bool is_concerned = std::ranges::any_of(prepared.uids, [&](const std::string& uid) {
            return as_text(stored).contains(uid);
        });
        if (!is_concerned) continue;
        DK_TRY(const json::value parsed, json::parse(as_text(stored)));
        DK_TRY(prose::Prose prose, prose::from_json(parsed));
        for (prose::Block& block : prose.blocks) {
            if (is_meant(prepared, block.uid)) replace_words(block, prepared.notice);
        }
        const std::string text = json::write(prose::to_json(prose));
        DK_TRY(const auto hash, guideline::store::put_content(main, as_bytes(text)));
        DK_DO(store::replace_frozen(main, frozen, {hash, hash_of(prose)}));
        DK_DO(store::drop_if_unused(main, frozen.words));
    }
    return {};
}

} // namespace

Done take_away(sql::Transaction& main, const Prepared& prepared, std::set<std::string>& images) {
    for (const std::string& uid : prepared.uids) {
        const auto id = ParagraphId::from_text(uid);
        if (!id) continue;
        DK_DO(guideline::store::remove_renderings(main, *id));
        DK_DO(store::remove_reasons(main, *id));
    }
    DK_DO(change_editions(main, prepared));
    DK_DO(change_requests(main, prepared));
    return withdraw_unshown(main, images);
}

} // namespace denkraum::guideline::redaction
