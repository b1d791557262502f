// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/edition/changes.hpp"

#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "base/utf8.hpp"

namespace denkraum::guideline {
namespace {

bool has_words(const prose::Block& block) {
    return !utf8::trim(prose::plain_text(block)).empty();
}

} // namespace

std::vector<Change> changes_between(const prose::Prose& before, const prose::Prose& after) {
    const prose::Prose old = prose::normalised(before);
    const prose::Prose now = prose::normalised(after);
    const auto old_names = names_of(old);
    const auto now_names = names_of(now);
    std::unordered_map<std::string_view, std::size_t> old_places;
    for (std::size_t i = 0; i < old.blocks.size(); ++i)
        old_places.emplace(old.blocks[i].uid, i);

    std::vector<Change> changes;
    std::unordered_set<std::string_view> kept;
    for (std::size_t i = 0; i < now.blocks.size(); ++i) {
        const prose::Block& block = now.blocks[i];
        const auto place = old_places.find(block.uid);
        if (place == old_places.end()) {
            if (!has_words(block)) continue;
            const std::string words = prose::plain_text(block);
            changes.push_back({Change::What::Added, block.uid, {}, now_names[i].number, words});
            continue;
        }
        kept.insert(block.uid);
        if (old.blocks[place->second] == block) continue;
        changes.push_back(
            {Change::What::Changed,
             block.uid,
             old_names[place->second].number,
             now_names[i].number,
             prose::plain_text(block)}
        );
    }
    for (std::size_t i = 0; i < old.blocks.size(); ++i) {
        const prose::Block& block = old.blocks[i];
        if (kept.contains(block.uid) || !has_words(block)) continue;
        const std::string words = prose::plain_text(block);
        changes.push_back({Change::What::Removed, block.uid, old_names[i].number, {}, words});
    }
    return changes;
}

} // namespace denkraum::guideline
