// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/prose/prose.hpp"

/// What the blocks of an edition are called: by people, in addresses, and by machines.
///
/// Chapters (headings of level 1) are counted 1, 2, 3 …; what stands before the first one belongs
/// to chapter 0. Everything that is no heading and no list item is counted within its chapter:
/// 3.1, 3.2, 3.3 …. Items of a list belong to the paragraph before the list, letters and figures
/// in turn: 3.4.a, 3.4.b, 3.4.b.1, 3.4.b.1.a …; a list that no paragraph leads in (right after a
/// heading) has outermost items that are counted like paragraphs. Deeper headings have no number.
namespace denkraum::guideline {

struct BlockName {
    std::string eid;    ///< by position, Akoma Ntoso style: "chp_3__para_4__point_b"; unique
    std::string number; ///< as it stands in addresses: "3.4.b"; unique, or empty

    friend bool operator==(const BlockName&, const BlockName&) = default;
};

/// One per block, whatever the blocks are. The same blocks always get the same names.
[[nodiscard]] std::vector<BlockName> names_of(const prose::Prose& prose);

/// As people read it: "3.4.b.1" is shown as "3.4 b 1".
[[nodiscard]] std::string shown_number(std::string_view number);

} // namespace denkraum::guideline
