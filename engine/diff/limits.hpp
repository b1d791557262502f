// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>

/// What a comparison may cost. Above a bound the result is coarser, never wrong.
namespace denkraum::diff {

/// Edits that the search for a shortest script looks for from each end before it goes on from the
/// furthest point reached; the work on n words is at most about n × this.
constexpr std::ptrdiff_t script_cost_max = 400;

/// Kept words between two changes that may be shown as changed along with them.
constexpr std::size_t island_words_max = 3;

/// A pair of neighbouring words that stands in more blocks than this says nothing about a block.
constexpr std::size_t pair_blocks_max = 12;

/// Candidates that are weighed for one block.
constexpr std::size_t candidates_max = 8;

/// Blocks of the older text × blocks of the newer one that are aligned in one gap between matches.
constexpr std::size_t gap_cells_max = 40'000;

/// Words looked at while gaps are aligned, in one comparison.
constexpr std::size_t gap_words_max = 20'000'000;

/// Blocks that one block may be split into, or joined from.
constexpr std::size_t parts_max = 64;

/// Cells of two columns or rows that are weighed against each other, in one table.
constexpr std::size_t table_work_max = 4'000'000;

} // namespace denkraum::diff
