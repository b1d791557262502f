// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/redaction/affected.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "domain/guideline/edition_store.hpp"

namespace denkraum::guideline::redaction {

Result<std::vector<Affected>>
affected_by(sql::Transaction& main, const std::vector<std::string>& uids) {
    std::map<GuidelineId, std::set<int>> with_it;
    for (const std::string& uid : uids) {
        const auto id = ParagraphId::from_text(uid);
        if (!id) continue;
        DK_TRY(const auto places, guideline::store::places_of(main, *id));
        for (const guideline::store::Place& place : places)
            with_it[place.guideline].insert(place.edition);
    }
    std::vector<Affected> out;
    for (const auto& [guideline, numbers] : with_it) {
        DK_TRY(auto editions, guideline::store::editions_of(main, guideline));
        std::ranges::reverse(editions);
        for (Edition& edition : editions) {
            const bool has_it = numbers.contains(edition.number);
            if (!has_it && !numbers.contains(edition.number - 1)) continue;
            out.push_back({.edition = std::move(edition), .has_paragraph = has_it});
        }
    }
    return out;
}

Result<secret::Digest> words_behind(sql::Transaction& main, const Edition& edition) {
    secret::Sha256 hash;
    for (const int number : {edition.number - 1, edition.number}) {
        if (number < 1) continue;
        DK_TRY(
            const auto paragraphs, guideline::store::paragraphs(main, edition.guideline, number)
        );
        hash.add(hash_of(prose_of(paragraphs)));
    }
    return std::move(hash).finish();
}

void replace_words(prose::Block& block, std::string_view notice) {
    block.content = {{.text = std::string(notice)}};
    block.table = {};
    block.sources.clear();
    if (block.kind == prose::Kind::Table) block.kind = prose::Kind::Paragraph;
}

bool is_change_table(std::string_view name) {
    return name.starts_with("aenderungen.");
}

bool is_bundle(std::string_view name) {
    return name.ends_with("-vorgang.zip");
}

} // namespace denkraum::guideline::redaction
