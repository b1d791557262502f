// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/prose/prose.hpp"
#include "engine/diff/aspects.hpp"

/// What the table of changes says of one paragraph, in the language of its words: everything that
/// may be different must be in it, or both columns would be the same.
namespace denkraum::guideline {

/// Beside the words, which always come with their notes and alternative texts.
struct ShownBeside {
    bool links = false;
    bool terms = false;
    bool sources = false;
    std::string_view language = "de";
};
[[nodiscard]] ShownBeside
shown_beside(std::span<const diff::Aspect> aspects, std::string_view language);

/// "Wir hören zu [Anmerkung: seit 2024] [Bild: ein Kreis]", rows of a table as lines, their cells
/// parted by tabs. Empty for a block that says nothing.
[[nodiscard]] std::string changed_words(const prose::Block& block, const ShownBeside& shown);

/// "Empfehlung statt Selbstverpflichtung", "andere Quellen".
[[nodiscard]] std::string aspect_in_words(
    diff::Aspect aspect, prose::Kind before, prose::Kind after, std::string_view language
);

} // namespace denkraum::guideline
