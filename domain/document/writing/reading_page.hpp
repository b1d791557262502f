// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <vector>

#include "base/html/html.hpp"
#include "base/i18n/words.hpp"
#include "base/prose/prose.hpp"
#include "domain/document/writing/pages.hpp"

/// The words of a draft for those who have no script, and until the editor has come over the line.
/// A long draft is read in parts: the editor brings the whole text itself, and a browser should
/// not be given everything twice.
namespace denkraum::document::writing::pages {

/// Blocks of one part. Lists and headings stay with what belongs to them up to twice as many.
constexpr std::size_t part_blocks_max = 300;

/// Where each part begins, the first at 0. Prose without blocks has one part.
[[nodiscard]] std::vector<std::size_t> parts_of(const prose::Prose& prose);

/// Part `page.part` (from 1) of the words, or the nearest there is; with ways to the other parts
/// and to the whole text, where there are several.
[[nodiscard]] html::Html reading(const i18n::Words& say, const EditorPage& page);

} // namespace denkraum::document::writing::pages
