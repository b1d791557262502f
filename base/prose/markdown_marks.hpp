// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/prose/atoms.hpp"
#include "base/prose/prose.hpp"

namespace denkraum::prose {

/// What a line may add to the whole document, and where its images are.
struct MarkdownAround {
    std::function<std::string(const Image&)> image_address = {};
    std::vector<std::string> notes = {}; ///< of the text so far, in their order
};

/// The words of a block with their marks, on as many lines as they have forced breaks. White space
/// at the end is dropped.
[[nodiscard]] std::string marked_words(const std::vector<Inline>& content, MarkdownAround& around);

/// The same on one line, as it stands between two bars of a table.
[[nodiscard]] std::string marked_cell(const Cell& cell, MarkdownAround& around);

} // namespace denkraum::prose
