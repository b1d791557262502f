// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <span>
#include <vector>

#include "base/prose/prose.hpp"
#include "engine/diff/signature.hpp"

/// Which block of one text is which block of the other.
namespace denkraum::diff {

constexpr std::size_t nobody = static_cast<std::size_t>(-1);

/// One to one, in both directions; `nobody` where a block has no counterpart.
struct Pairing {
    std::vector<std::size_t> after_of = {};  ///< per block of the older text
    std::vector<std::size_t> before_of = {}; ///< per block of the newer text
};

/// What the steps of matching work on.
struct Sides {
    std::span<const Signature> before;
    std::span<const Signature> after;
    Pairing pairing;

    Sides(std::span<const Signature> before_blocks, std::span<const Signature> after_blocks);

    [[nodiscard]] bool is_free_before(std::size_t i) const { return pairing.after_of[i] == nobody; }
    [[nodiscard]] bool is_free_after(std::size_t j) const { return pairing.before_of[j] == nobody; }
    void pair(std::size_t i, std::size_t j);

    /// The pairs that keep their order, heaviest first chosen, as indexes of the older text.
    [[nodiscard]] std::vector<std::size_t> anchors() const;
};

/// The heading under which each block stands; of a heading: the one above it. `nobody` before the
/// first one.
[[nodiscard]] std::vector<std::size_t> headings_above(std::span<const Signature> blocks);

/// In this order, each step leaving what the former ones paired:
///   1. the same uid;
///   2. texts of equal words throughout: block by block; else the same words where only one block
///      on each side has them, then the same words without their number ("Article 52" that has
///      become "Article 50"), then equal neighbours of pairs;
///   3. headings whose paragraphs were paired with those under one heading (renumbered, retitled,
///      or with titles that stand several times);
///   4. similar words: blocks that share rare neighbouring words are weighed, best first, those
///      under the same heading and in order preferred;
///   5. what lies between two pairs, aligned in order by similarity;
///   6. equal words that are left.
/// A block of nothing but a number is matched by steps 1, 3 and 5 only.
///
/// Time: linear in the words but for sorting, plus at most gap_words_max words in step 5.
[[nodiscard]] Pairing match_blocks(
    const prose::Prose& before,
    const prose::Prose& after,
    std::span<const Signature> before_signatures,
    std::span<const Signature> after_signatures
);

} // namespace denkraum::diff
