// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "base/prose/prose.hpp"
#include "domain/guideline/edition/numbering.hpp"

namespace denkraum::guideline {

/// What became of one paragraph from one text to the next. Moved alone is not a change: its
/// number may differ, its words do not.
struct Change {
    enum class What { Added, Changed, Removed };
    What what = What::Changed;
    std::string uid = {};
    std::string number_before = {}; ///< empty when added, or for a heading without number
    std::string number_after = {};  ///< empty when removed, or for a heading without number
    std::string words = {};         ///< the new ones, or those that are gone
    std::string reason = {};        ///< why, where somebody said it

    friend bool operator==(const Change&, const Change&) = default;
};

/// In reading order of the newer text, removed paragraphs last. Blocks without words, or whose
/// words, kind, marks and place in a list are the same, are no change.
[[nodiscard]] std::vector<Change>
changes_between(const prose::Prose& before, const prose::Prose& after);

} // namespace denkraum::guideline
