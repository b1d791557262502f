// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "engine/diff/script.hpp"
#include "engine/diff/tokens.hpp"

namespace denkraum::diff {

/// The units of a text that a script compares: all but spaces.
struct Units {
    explicit Units(const Text& source);

    const Text& text;
    std::vector<std::size_t> tokens; ///< index of each unit's token
    std::vector<std::uint32_t> keys;
};

/// Makes a shortest script one that people read well; it still leads from one text to the other.
/// 1. Additions and removals that could stand in several places are slid to where a sentence or
///    phrase begins. 2. At most island_words_max kept words are given up where they are shorter
///    than the changes on both sides of them (after the semantic clean-up of N. Fraser,
///    "Diff Strategies", 2006).
/// Linear in the units, the edits and the distance slid.
[[nodiscard]] Script tidied(Script script, const Units& before, const Units& after);

} // namespace denkraum::diff
