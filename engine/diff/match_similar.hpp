// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>

#include "engine/diff/match.hpp"

/// The steps of match_blocks() that weigh blocks which are not equal.
namespace denkraum::diff {

enum class Among : std::uint8_t { Paragraphs, Everything };

/// Pairs free headings whose paragraphs stand, for the greater part, under one free heading of the
/// other text. Repeated, because a chapter is known by its articles. Linear in the blocks.
void pair_headings_by_content(Sides& sides);

/// Weighs free blocks that share neighbouring words which stand in at most pair_blocks_max free
/// blocks; the most similar pairs are made first.
void pair_similar(Sides& sides, Among among);

/// Aligns the free blocks between two neighbouring anchors in order (dynamic programming over at
/// most gap_cells_max pairs of blocks a gap).
void align_gaps(Sides& sides);

} // namespace denkraum::diff
