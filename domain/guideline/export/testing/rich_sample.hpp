// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "domain/guideline/edition/files.hpp"

/// An edition with everything a text may hold: all kinds, nested lists, a table with two kinds of
/// head, notes, an image, explained terms, links, sources, and letters that are not ASCII.
namespace denkraum::guideline::testing {

[[nodiscard]] prose::Prose rich_prose();
[[nodiscard]] Edition rich_edition(); ///< the second one
/// Those before it.
[[nodiscard]] std::vector<Edition> earlier_editions();
[[nodiscard]] std::vector<Paragraph> rich_paragraphs();
/// Knows the one image of the sample.
[[nodiscard]] ImageBytes rich_images();

/// Chapters of paragraphs with varying words: `count` blocks, about ten on a page.
[[nodiscard]] prose::Prose long_prose(std::size_t count);

} // namespace denkraum::guideline::testing
