// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <map>
#include <utility>

#include "base/json/json.hpp"
#include "domain/guideline/edition/change_table.hpp"
#include "domain/guideline/edition_store.hpp"
#include "domain/guideline/images.hpp"
#include "domain/guideline/reason_store.hpp"
#include "domain/guideline/redaction/affected.hpp"
#include "domain/guideline/redaction/editions.hpp"
#include "domain/guideline/redaction/images.hpp"
#include "engine/diff/prose_diff.hpp"

/// Making the files of editions anew, before anything is changed.
namespace denkraum::guideline::redaction {
namespace {

struct Work {
    Affected affected;
    secret::Digest words;          ///< behind its files, as read
    std::vector<Edition> all;      ///< editions of its guideline
    std::vector<Paragraph> before; ///< of the edition before it
    std::vector<Paragraph> paragraphs;
    Reasons reasons;
};

bool is_meant(const Prepared& wanted, const Paragraph& paragraph) {
    return std::ranges::find(wanted.uids, paragraph.block.uid) != wanted.uids.end();
}

void replace_in(std::vector<Paragraph>& paragraphs, const Prepared& wanted) {
    for (Paragraph& paragraph : paragraphs) {
        if (is_meant(wanted, paragraph)) replace_words(paragraph.block, wanted.notice);
    }
}

/// The files of an edition carry what it was rendered into on the day of its release: its data say
/// what that was. Without them there is none.
Done attach_printed_renderings(
    sql::Transaction& main, const Edition& edition, std::vector<Paragraph>& paragraphs
) {
    const auto file =
        guideline::store::file(main, edition.guideline, edition.number, "leitlinie.json");
    if (!file && file.error().code == ErrorCode::NotFound) return {};
    if (!file) return std::unexpected(file.error());
    DK_TRY(const json::value data, json::parse(as_text(file->bytes)));
    if (!data.is_object()) return {};
    const json::value* blocks = data.get_object().if_contains("blocks");
    if (blocks == nullptr || !blocks->is_array()) return {};
    std::map<std::string, const json::object*> by_uid;
    for (const json::value& block : blocks->get_array()) {
        if (!block.is_object()) continue;
        const json::value* found = block.get_object().if_contains("renderings");
        if (found == nullptr || !found->is_object()) continue;
        by_uid.emplace(json::text_or(block.get_object(), "uid"), &found->get_object());
    }
    for (Paragraph& paragraph : paragraphs) {
        const auto found = by_uid.find(paragraph.block.uid);
        if (found == by_uid.end()) continue;
        for (const auto& [language, words] : *found->second) {
            if (words.is_string()) {
                paragraph.renderings.emplace(language, std::string(words.get_string()));
            }
        }
    }
    return {};
}

/// As store::remove_reasons() will: the same words stand under each paragraph of a change.
void remove_reasons_of(Reasons& reasons, const std::string& uid) {
    const auto found = reasons.find(uid);
    if (found == reasons.end()) return;
    const std::string words = found->second;
    std::erase_if(reasons, [&](const auto& reason) { return reason.second == words; });
}

Result<Work> read_work(sql::Transaction& main, const Affected& affected, const Prepared& wanted) {
    const Edition& edition = affected.edition;
    Work work{
        .affected = affected, .words = {}, .all = {}, .before = {}, .paragraphs = {}, .reasons = {}
    };
    DK_TRY(work.words, words_behind(main, edition));
    DK_TRY(work.paragraphs, guideline::store::paragraphs(main, edition.guideline, edition.number));
    DK_DO(attach_printed_renderings(main, edition, work.paragraphs));
    for (Paragraph& paragraph : work.paragraphs) {
        if (is_meant(wanted, paragraph)) paragraph.renderings.clear();
    }
    replace_in(work.paragraphs, wanted);
    work.affected.edition.is_redacted = hash_of(prose_of(work.paragraphs)) != edition.hash;
    DK_TRY(work.all, guideline::store::editions_of(main, edition.guideline));
    if (edition.number < 2) return work;
    DK_TRY(work.before, guideline::store::paragraphs(main, edition.guideline, edition.number - 1));
    replace_in(work.before, wanted);
    DK_TRY(
        work.reasons, guideline::store::edition_reasons(main, edition.guideline, edition.number)
    );
    for (const std::string& uid : wanted.uids)
        remove_reasons_of(work.reasons, uid);
    return work;
}

Anew made_anew(const Work& work, const ExportTools& tools) {
    const Edition& edition = work.affected.edition;
    Anew made{
        .guideline = edition.guideline,
        .number = edition.number,
        .words = work.words,
        .base_url = tools.base_url
    };
    if (work.affected.has_paragraph) {
        made.files = make_all_files(edition, work.paragraphs, work.all, tools);
    }
    if (edition.number < 2) return made;
    const auto diff = diff::compare(prose_of(work.before), prose_of(work.paragraphs));
    auto lines = change_table(diff, work.before, work.paragraphs, edition.language);
    give_reasons(lines, work.reasons);
    for (File& file : change_files(edition, edition.number - 1, lines, tools.base_url))
        made.files.files.push_back(std::move(file));
    return made;
}

} // namespace

Result<Prepared> prepare(
    sql::Database& main,
    const std::vector<std::string>& uids,
    std::string_view notice,
    const ExportTools& tools
) {
    Prepared prepared{.uids = uids, .notice = std::string(notice)};
    std::vector<Work> works;
    {
        DK_TRY(auto transaction, main.begin(sql::Access::Read));
        DK_TRY(prepared.images, images_of(transaction, uids));
        DK_TRY(const auto affected, affected_by(transaction, uids));
        for (const Affected& one : affected) {
            DK_TRY(Work work, read_work(transaction, one, prepared));
            works.push_back(std::move(work));
        }
    }
    ExportTools with = tools;
    if (!with.images) with.images = stored_images(main);
    for (const Work& work : works)
        prepared.editions.push_back(made_anew(work, with));
    return prepared;
}

} // namespace denkraum::guideline::redaction
