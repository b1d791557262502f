// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace denkraum::diff {

/// Half-open ranges of two sequences: the first is replaced by the second. One may be empty.
struct Edit {
    std::size_t before_first = 0;
    std::size_t before_last = 0;
    std::size_t after_first = 0;
    std::size_t after_last = 0;

    friend bool operator==(const Edit&, const Edit&) = default;
};

/// Ordered and disjoint, never touching on both sides; what lies between two edits is equal.
using Script = std::vector<Edit>;

/// A shortest script where it has at most about 2 × script_cost_max edits, else a longer one.
///
/// Myers, "An O(ND) Difference Algorithm and Its Variations" (Algorithmica 1, 1986), in linear
/// space: the middle of a shortest path is found from both ends, then both halves are solved. Where
/// the ends have not met after script_cost_max steps, the search goes on from the furthest point
/// reached. Time O((n + m) × min(d, script_cost_max)) for d edits, space O(n + m).
[[nodiscard]] Script
script_of(std::span<const std::uint32_t> before, std::span<const std::uint32_t> after);

} // namespace denkraum::diff
