// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Finds the paragraphs of a file again in what the converter made of it.
namespace denkraum::intake {

/// A paragraph with words.
struct Line {
    std::string text;
    std::string squeezed; ///< see engine/intake/ast/draft.hpp
};

/// For each line of the file the line of the converter that holds its words; in order, and none
/// holds those of two.
///
/// Equal lines first, as many as can be (of more than `align_cells_max` pairs without a line that
/// stands once on both sides, only those that stand near each other); of equal ones in a row the
/// first. What then remains between two of them is compared loosely: the converter may have added
/// words to a line (formulas, symbols) or lost some, and of several candidates that with the most
/// common words counts.
[[nodiscard]] std::vector<std::optional<std::size_t>>
align(const std::vector<Line>& file, const std::vector<Line>& converted);

/// Every letter of the words stands in the text, in order, however the text parts its own; what the
/// converter added may stand inside a word, as a formula in brackets does.
[[nodiscard]] bool holds_words(std::string_view text, std::string_view words);

} // namespace denkraum::intake
