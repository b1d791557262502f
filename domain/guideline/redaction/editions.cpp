// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/redaction/editions.hpp"

#include <algorithm>

#include "base/json/json.hpp"
#include "base/prose/prose_json.hpp"
#include "domain/guideline/edition/files.hpp"
#include "domain/guideline/edition_store.hpp"
#include "domain/guideline/redaction/images.hpp"
#include "domain/guideline/redaction/store.hpp"
#include "domain/guideline/rendering_store.hpp"

namespace denkraum::guideline::redaction {
namespace {

constexpr std::string_view why_missing = "a paragraph of this edition was redacted";

/// Everything but the words stays: kind, level, list, uid.
void replace_words(prose::Block& block, std::string_view notice) {
    block.content = {{.text = std::string(notice)}};
    block.table = {};
    block.sources.clear();
    if (block.kind == prose::Kind::Table) block.kind = prose::Kind::Paragraph;
}

/// Files that hold words of the edition before: made again they would need both.
bool tells_of_the_edition_before(std::string_view name) {
    return name.starts_with("aenderungen.") || name.ends_with("-vorgang.zip");
}

Done take_file_away(sql::Transaction& main, const Edition& edition, const store::NamedFile& old) {
    DK_DO(store::remove_file(main, edition, old.name, why_missing));
    return store::drop_if_unused(main, old.content);
}

Done replace_files(
    sql::Transaction& main, const Edition& edition, const std::vector<Paragraph>& paragraphs
) {
    const std::vector<File> fresh = make_files(edition, paragraphs);
    DK_TRY(const auto old_files, store::files_of(main, edition.guideline, edition.number));
    for (const store::NamedFile& old : old_files) {
        const auto found = std::find_if(fresh.begin(), fresh.end(), [&](const File& file) {
            return file.name == old.name;
        });
        if (found == fresh.end()) {
            DK_DO(take_file_away(main, edition, old));
            continue;
        }
        DK_TRY(const auto hash, guideline::store::put_content(main, as_bytes(found->bytes)));
        DK_DO(store::replace_file(main, edition, old.name, hash));
        DK_DO(store::drop_if_unused(main, old.content));
    }
    return {};
}

/// The next edition does not have the words, but its table of changes may.
Done change_next_edition(sql::Transaction& main, const Edition& edition) {
    DK_TRY(const auto files, store::files_of(main, edition.guideline, edition.number));
    for (const store::NamedFile& file : files) {
        if (tells_of_the_edition_before(file.name)) DK_DO(take_file_away(main, edition, file));
    }
    return {};
}

Done change_edition(
    sql::Transaction& main, const Edition& edition, ParagraphId id, std::string_view notice
) {
    DK_TRY(auto paragraphs, guideline::store::paragraphs(main, edition.guideline, edition.number));
    for (Paragraph& paragraph : paragraphs) {
        if (ParagraphId::from_text(paragraph.block.uid) != id) continue;
        replace_words(paragraph.block, notice);
        DK_DO(store::replace_paragraph(main, edition, id, paragraph.block));
    }
    DK_TRY(const auto rendered, guideline::store::renderings_of(main, edition.guideline));
    attach(paragraphs, rendered);
    return replace_files(main, edition, paragraphs);
}

/// Drafts that were frozen for their release, whatever became of them.
Done change_requests(sql::Transaction& main, std::string_view uid, std::string_view notice) {
    DK_TRY(const auto all, store::frozen_drafts(main));
    for (const store::Frozen& frozen : all) {
        DK_TRY(const Bytes stored, guideline::store::content(main, frozen.words));
        if (as_text(stored).find(uid) == std::string_view::npos) continue;
        DK_TRY(const json::value parsed, json::parse(as_text(stored)));
        DK_TRY(prose::Prose prose, prose::from_json(parsed));
        for (prose::Block& block : prose.blocks) {
            if (block.uid == uid) replace_words(block, notice);
        }
        const std::string text = json::write(prose::to_json(prose));
        DK_TRY(const auto hash, guideline::store::put_content(main, as_bytes(text)));
        DK_DO(store::replace_frozen(main, frozen, hash));
        DK_DO(store::drop_if_unused(main, frozen.words));
    }
    return {};
}

} // namespace

Done take_away(sql::Transaction& main, std::string_view uid, std::string_view notice) {
    const auto id = ParagraphId::from_text(uid);
    if (!id) return {};
    DK_TRY(auto images, images_of(main, *id));
    DK_DO(guideline::store::remove_renderings(main, *id));
    DK_DO(store::remove_reasons(main, *id));
    DK_TRY(const auto places, guideline::store::places_of(main, *id));
    for (const guideline::store::Place& place : places) {
        DK_TRY(const auto editions, guideline::store::editions_of(main, place.guideline));
        for (const Edition& edition : editions) {
            if (edition.number == place.edition) {
                DK_DO(change_edition(main, edition, *id, notice));
            } else if (edition.number == place.edition + 1) {
                DK_DO(change_next_edition(main, edition));
            }
        }
    }
    DK_DO(withdraw_unshown(main, std::move(images)));
    return change_requests(main, uid, notice);
}

} // namespace denkraum::guideline::redaction
