// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/prose/prose.hpp"
#include "engine/diff/tokens.hpp"

/// What became of the words of one content: the paragraph itself, a table's caption, a cell.
namespace denkraum::diff {

enum class PieceKind : std::uint8_t {
    Kept,
    Added,
    Removed,
    Formatted, ///< the same words with other marks
};

struct Piece {
    PieceKind kind = PieceKind::Kept;
    Content runs = {};        ///< as they stand now; of Removed: as they stood
    Content runs_before = {}; ///< of Formatted only

    friend bool operator==(const Piece&, const Piece&) = default;
};

/// In reading order; where words were replaced, the removed ones come first. Pieces are whole words
/// (tokens.hpp), neighbours are of different kinds, and no piece is empty.
struct BlockDiff {
    std::vector<Piece> pieces = {};

    [[nodiscard]] bool has_other_words() const;
    [[nodiscard]] bool has_other_marks() const;

    friend bool operator==(const BlockDiff&, const BlockDiff&) = default;
};

/// The content before and after, runs joined as normalised() does. Several diffs are read one after
/// the other, as the parts of a split or joined block are.
[[nodiscard]] Content before_side(std::span<const BlockDiff> parts);
[[nodiscard]] Content after_side(std::span<const BlockDiff> parts);

/// Both contents must be normalised (base/prose). Words are compared by script_of(), whose bound on
/// work holds here; then few kept words between two larger changes are taken into them, and a
/// change that could stand in several places is moved to where a sentence or phrase begins.
[[nodiscard]] BlockDiff compare_words(const Content& before, const Content& after);

/// One content became several, or several became one: as many diffs as there are on the longer
/// side. Requires: one side is exactly one content, none is empty.
[[nodiscard]] std::vector<BlockDiff> compare_parts(
    std::span<const Content* const> before,
    std::span<const Content* const> after,
    Dictionary& dictionary
);

/// The whole content as one piece; nothing where it is empty.
[[nodiscard]] BlockDiff whole(PieceKind kind, const Content& content);

} // namespace denkraum::diff
