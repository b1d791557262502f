// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/prose/prose.hpp"
#include "base/result.hpp"
#include "engine/diff/table_diff.hpp"
#include "engine/diff/words.hpp"

/// What became of a text: two editions, two points of a draft, two drafts of a law.
///
/// Everything here is a plain value that holds all words of both texts: a page renders it inline
/// (pieces one after the other) or side by side (before_side, after_side) without the texts.
namespace denkraum::diff {

enum class Fate : std::uint8_t {
    Kept,    ///< nothing changed, but perhaps its place (`moved`) or uid
    Changed, ///< one block and one block
    Added,
    Removed,
    Split,  ///< one block became several that follow each other
    Joined, ///< several that follow each other became one
};

/// A block without its words.
struct Frame {
    std::string uid = {};
    prose::Kind kind = prose::Kind::Paragraph;
    int level = 0;
    prose::ListStyle list = prose::ListStyle::None;
    int indent = 0;
    std::vector<prose::Source> sources = {};

    friend bool operator==(const Frame&, const Frame&) = default;
};

/// What is different, for labels and filters. Of Split and Joined the first blocks are compared.
struct Aspects {
    bool words = false;
    bool marks = false;
    bool number = false; ///< the number in the text: "Article 52" has become "Article 50"
    bool kind = false;
    bool level = false;
    bool list = false; ///< its style or its depth
    bool table = false;
    bool sources = false;

    friend bool operator==(const Aspects&, const Aspects&) = default;
};

struct Entry {
    Fate fate = Fate::Kept;
    bool moved = false; ///< stands elsewhere among the blocks that both texts have
    Aspects changed = {};
    std::vector<std::size_t> before = {}; ///< indexes of blocks in the older text, rising
    std::vector<std::size_t> after = {};  ///< and in the newer one
    std::vector<Frame> frames_before = {};
    std::vector<Frame> frames = {};
    /// One; or of Split one per newer block, of Joined one per older block, read in order.
    std::vector<BlockDiff> parts = {};
    std::optional<TableDiff> table = {}; ///< where either block is a table

    [[nodiscard]] bool is_unchanged() const { return fate == Fate::Kept && !moved; }

    friend bool operator==(const Entry&, const Entry&) = default;
};

/// Every block of both texts stands in exactly one entry. The entries come in the reading order of
/// the newer text; a removed block stands after the block it followed.
struct ProseDiff {
    std::vector<Entry> entries = {};

    friend bool operator==(const ProseDiff&, const ProseDiff&) = default;
};

/// Both texts are normalised first (base/prose). How blocks are matched is said in match.hpp, how
/// words are compared in words.hpp; a heaviest increasing subsequence of the matches stays in
/// place, the others have moved.
///
/// Time: two texts of 50,000 words without common uids take some tens of milliseconds. All steps
/// are linear in the words, or bounded by limits.hpp.
[[nodiscard]] ProseDiff compare(prose::Prose before, prose::Prose after);

/// The newer text, normalised, made from the older one and the difference.
///
/// Fails: Conflict when the difference was not made from this older text.
[[nodiscard]] Result<prose::Prose> apply(prose::Prose before, const ProseDiff& diff);

} // namespace denkraum::diff
