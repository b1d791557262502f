// SPDX-License-Identifier: EUPL-1.2
#include "engine/diff/match.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "base/check.hpp"
#include "engine/diff/match_similar.hpp"
#include "engine/diff/order.hpp"

namespace denkraum::diff {
namespace {

/// Fewer equal words far from each other are taken for chance.
constexpr std::size_t leftover_words_min = 4;

void pair_uids(Sides& sides, const prose::Prose& before, const prose::Prose& after) {
    std::unordered_map<std::string_view, std::size_t> places;
    for (std::size_t j = 0; j < after.blocks.size(); ++j) {
        if (!after.blocks[j].uid.empty()) places.emplace(after.blocks[j].uid, j);
    }
    for (std::size_t i = 0; i < before.blocks.size(); ++i) {
        const auto found = places.find(before.blocks[i].uid);
        if (found != places.end() && sides.is_free_after(found->second))
            sides.pair(i, found->second);
    }
}

void pair_unique(Sides& sides, std::uint64_t Signature::* hash) {
    struct Places {
        std::size_t before = nobody;
        std::size_t after = nobody;
        bool repeated = false;
    };
    std::unordered_map<std::uint64_t, Places> places;
    const auto put = [](std::size_t& place, bool& repeated, std::size_t index) {
        repeated = repeated || place != nobody;
        place = index;
    };
    for (std::size_t i = 0; i < sides.before.size(); ++i) {
        if (!sides.is_free_before(i) || sides.before[i].is_empty()) continue;
        Places& here = places[sides.before[i].*hash];
        put(here.before, here.repeated, i);
    }
    for (std::size_t j = 0; j < sides.after.size(); ++j) {
        if (!sides.is_free_after(j) || sides.after[j].is_empty()) continue;
        const auto found = places.find(sides.after[j].*hash);
        if (found != places.end()) put(found->second.after, found->second.repeated, j);
    }
    for (std::size_t i = 0; i < sides.before.size(); ++i) {
        if (!sides.is_free_before(i)) continue;
        const auto found = places.find(sides.before[i].*hash);
        if (found == places.end() || found->second.repeated) continue;
        if (found->second.before == i && found->second.after != nobody)
            sides.pair(i, found->second.after);
    }
}

/// Nothing has to be guessed, however many blocks look alike.
void pair_equal_texts(Sides& sides) {
    if (!std::ranges::equal(sides.before, sides.after, {}, &Signature::hash, &Signature::hash))
        return;
    for (std::size_t i = 0; i < sides.before.size(); ++i) {
        if (sides.is_free_before(i) && sides.is_free_after(i)) sides.pair(i, i);
    }
}

bool pair_if_equal(Sides& sides, std::size_t i, std::size_t j) {
    if (i >= sides.before.size() || j >= sides.after.size()) return false;
    if (!sides.is_free_before(i) || !sides.is_free_after(j)) return false;
    const Signature& one = sides.before[i];
    if (one.is_empty() && !one.is_blank()) return false;
    if (one.is_blank() != sides.after[j].is_blank()) return false;
    if (one.bare_hash != sides.after[j].bare_hash) return false;
    sides.pair(i, j);
    return true;
}

void pair_neighbours(Sides& sides) {
    for (std::size_t i = 0; i < sides.before.size(); ++i) {
        if (!sides.is_free_before(i)) pair_if_equal(sides, i + 1, sides.pairing.after_of[i] + 1);
    }
    for (std::size_t i = sides.before.size(); i-- > 1;) {
        const std::size_t j = sides.pairing.after_of[i];
        if (j != nobody && j > 0) pair_if_equal(sides, i - 1, j - 1);
    }
}

void pair_leftovers(Sides& sides) {
    std::unordered_multimap<std::uint64_t, std::size_t> places;
    for (std::size_t j = sides.after.size(); j-- > 0;) {
        const Signature& block = sides.after[j];
        if (sides.is_free_after(j) && block.words.size() >= leftover_words_min)
            places.emplace(block.bare_hash, j);
    }
    for (std::size_t i = 0; i < sides.before.size(); ++i) {
        if (!sides.is_free_before(i) || sides.before[i].is_empty()) continue;
        const auto found = places.find(sides.before[i].bare_hash);
        if (found == places.end()) continue;
        sides.pair(i, found->second);
        places.erase(found);
    }
}

} // namespace

Sides::Sides(std::span<const Signature> before_blocks, std::span<const Signature> after_blocks)
    : before(before_blocks), after(after_blocks) {
    pairing.after_of.assign(before.size(), nobody);
    pairing.before_of.assign(after.size(), nobody);
}

void Sides::pair(std::size_t i, std::size_t j) {
    CHECK(is_free_before(i) && is_free_after(j), "a block has one counterpart");
    pairing.after_of[i] = j;
    pairing.before_of[j] = i;
}

std::vector<std::size_t> Sides::anchors() const {
    std::vector<std::size_t> indexes;
    std::vector<std::size_t> positions;
    std::vector<std::size_t> weights;
    for (std::size_t i = 0; i < before.size(); ++i) {
        if (is_free_before(i)) continue;
        indexes.push_back(i);
        positions.push_back(pairing.after_of[i]);
        weights.push_back(1 + before[i].words.size());
    }
    const std::vector<bool> stays = in_order(positions, weights);
    std::vector<std::size_t> anchors;
    for (std::size_t k = 0; k < indexes.size(); ++k) {
        if (stays[k]) anchors.push_back(indexes[k]);
    }
    return anchors;
}

std::vector<std::size_t> headings_above(std::span<const Signature> blocks) {
    std::vector<std::size_t> above(blocks.size(), nobody);
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        while (blocks[i].is_heading() && !open.empty()
               && blocks[open.back()].level >= blocks[i].level)
            open.pop_back();
        if (!open.empty()) above[i] = open.back();
        if (blocks[i].is_heading()) open.push_back(i);
    }
    return above;
}

Pairing match_blocks(
    const prose::Prose& before,
    const prose::Prose& after,
    std::span<const Signature> before_signatures,
    std::span<const Signature> after_signatures
) {
    Sides sides(before_signatures, after_signatures);
    pair_uids(sides, before, after);
    pair_equal_texts(sides);
    pair_unique(sides, &Signature::hash);
    pair_unique(sides, &Signature::bare_hash);
    pair_neighbours(sides);
    pair_headings_by_content(sides);
    pair_similar(sides, Among::Paragraphs);
    pair_headings_by_content(sides);
    pair_similar(sides, Among::Everything);
    align_gaps(sides);
    pair_headings_by_content(sides);
    pair_leftovers(sides);
    return std::move(sides.pairing);
}

} // namespace denkraum::diff
