// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/edition/numbering.hpp"

#include <algorithm>
#include <array>

#include "base/prose/lists.hpp"

namespace denkraum::guideline {
namespace {

using prose::Block;
using prose::Kind;

constexpr std::array<std::string_view, prose::heading_level_max + 1> heading_ids{
    "", "chp", "sec", "subsec", "subdvs"
};

/// 1 → "a", 26 → "z", 27 → "aa".
std::string letters(int count) {
    std::string word;
    for (int rest = count; rest > 0; rest = (rest - 1) / 26)
        word.insert(word.begin(), static_cast<char>('a' + (rest - 1) % 26));
    return word;
}

/// Walks over the blocks and counts.
class Counter {
public:
    BlockName heading(int wanted_level) {
        const auto level =
            static_cast<std::size_t>(std::clamp(wanted_level, 1, prose::heading_level_max));
        ++headings_[level];
        std::fill(headings_.begin() + static_cast<std::ptrdiff_t>(level) + 1, headings_.end(), 0);
        items_.clear();
        lead_ = {};
        if (level == 1) {
            paragraphs_ = 0;
            return {chapter_eid(), std::to_string(headings_[1])};
        }
        std::string eid = chapter_eid();
        for (std::size_t i = 2; i <= level; ++i) {
            if (headings_[i] == 0) continue;
            eid += "__" + std::string(heading_ids[i]) + "_" + std::to_string(headings_[i]);
        }
        return {eid, {}};
    }

    BlockName paragraph() {
        items_.clear();
        lead_ = counted_paragraph();
        return lead_;
    }

    BlockName item(int depth) {
        const auto wanted = static_cast<std::size_t>(depth);
        items_.resize(wanted);
        // Without a paragraph that leads the list in, its outermost items are paragraphs.
        const bool has_lead = !lead_.eid.empty();
        if (depth == 1 && !has_lead) return lead_of_items_ = counted_paragraph();
        ++items_.back();
        BlockName name = has_lead ? lead_ : lead_of_items_;
        for (std::size_t i = has_lead ? 0 : 1; i < wanted; ++i) {
            const bool is_letter = (i % 2 == 0) == has_lead;
            const std::string part = is_letter ? letters(items_[i]) : std::to_string(items_[i]);
            name.eid += "__point_" + part;
            name.number += "." + part;
        }
        return name;
    }

private:
    [[nodiscard]] std::string chapter_eid() const {
        return headings_[1] == 0 ? "intro" : "chp_" + std::to_string(headings_[1]);
    }
    BlockName counted_paragraph() {
        const std::string count = std::to_string(++paragraphs_);
        return {chapter_eid() + "__para_" + count, std::to_string(headings_[1]) + "." + count};
    }

    std::array<int, prose::heading_level_max + 1> headings_{};
    int paragraphs_ = 0;
    std::vector<int> items_; ///< how many so far, per depth
    BlockName lead_;         ///< the paragraph that the items at hand belong to, or none
    BlockName lead_of_items_;
};

} // namespace

std::vector<BlockName> names_of(const prose::Prose& given) {
    const prose::Prose prose = prose::normalised(given);
    const std::vector<int> depths = prose::item_depths(prose);
    std::vector<BlockName> names;
    names.reserve(prose.blocks.size());
    Counter counter;
    for (std::size_t i = 0; i < prose.blocks.size(); ++i) {
        const Block& block = prose.blocks[i];
        if (block.kind == Kind::Heading) {
            names.push_back(counter.heading(block.level));
        } else if (depths[i] > 0) {
            names.push_back(counter.item(depths[i]));
        } else {
            names.push_back(counter.paragraph());
        }
    }
    return names;
}

std::string shown_number(std::string_view number) {
    std::string shown;
    int dots = 0;
    for (const char c : number)
        shown += c == '.' && ++dots > 1 ? ' ' : c;
    return shown;
}

} // namespace denkraum::guideline
