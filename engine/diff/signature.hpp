// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/prose/prose.hpp"
#include "engine/diff/tokens.hpp"

/// What of a block is looked at when its counterpart is sought.
namespace denkraum::diff {

/// The bytes of a block's words that are only its number:
///
///   label  := 1*3(one [sign] [space])       not more than the whole block
///   one    := name space count / "§" count / count ("." / ")") / "(" count ")" / digits "."
///   digits… name   := "Article" / "Artikel" / "Chapter" / "Anhang" / …   in any case of letters
///   count  := digits [letters] / a Roman numeral / one letter / digits ("." digits)…
///   sign   := "." / ":" / "–" / "-" / ")"
///
/// 0 where the block has none. "52 Personen" is no label, "52. Personen" is one.
[[nodiscard]] std::size_t label_bytes(std::string_view words);

struct Signature {
    std::vector<std::uint32_t> words = {}; ///< keys in reading order, spaces and the label left out
    std::vector<std::uint32_t> bag = {};   ///< the same, sorted
    std::vector<std::uint64_t> pairs = {}; ///< neighbouring words, sorted, each once
    std::string label = {};
    std::uint64_t hash = 0;      ///< of label and words
    std::uint64_t bare_hash = 0; ///< of the words
    prose::Kind kind = prose::Kind::Paragraph;
    int level = 0;

    [[nodiscard]] bool is_heading() const { return kind == prose::Kind::Heading; }
    /// A number without words says which place this is, not what stands there.
    [[nodiscard]] bool is_empty() const { return words.empty(); }
    [[nodiscard]] bool is_blank() const { return words.empty() && label.empty(); }
};

/// Linear in the words, but for sorting them.
[[nodiscard]] Signature signature_of(const prose::Block& block, Dictionary& dictionary);

/// Number of equal elements of two sorted lists.
[[nodiscard]] std::size_t
shared(const std::vector<std::uint32_t>& one, const std::vector<std::uint32_t>& other);
[[nodiscard]] std::size_t
shared(const std::vector<std::uint64_t>& one, const std::vector<std::uint64_t>& other);

/// From 0 to 1: shared words of all words (Dice); or, where one block is a part of the other, how
/// much of its neighbouring words stands there, somewhat less.
[[nodiscard]] double similarity(const Signature& one, const Signature& other);

/// From 0 to 1: shared pairs of neighbouring words of all pairs. Strangers with the same phrases
/// stay low.
[[nodiscard]] double likeness_in_order(const Signature& one, const Signature& other);

} // namespace denkraum::diff
