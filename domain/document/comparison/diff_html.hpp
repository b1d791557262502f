// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "base/html/html.hpp"
#include "base/html/prose_inline.hpp"
#include "base/i18n/words.hpp"
#include "engine/diff/prose_diff.hpp"

/// What changed between two texts, as a page shows it.
namespace denkraum::document::comparison {

/// Unchanged words that are folded into the page; beyond, only their number is said.
constexpr std::size_t shown_words_max = 20'000;

/// Text: sentences, one for each change, for whoever listens.
enum class Layout { Inline, SideBySide, Text };

struct DiffView {
    Layout layout = Layout::Inline;
    /// What the blocks of either text are called ("3.4 b"), one per block, or none at all.
    std::span<const std::string> numbers_before = {};
    std::span<const std::string> numbers = {};
    html::ImageAddress image_address = {};
    /// Of the words that are compared: they are marked where the page speaks another one, what is
    /// said about them is not. Empty: that of the page.
    std::string text_language = {};
    /// What stands below each entry of the difference; one per entry, or none at all.
    std::span<const html::Html> below = {};
};

/// How many blocks of each fate. Moved ones that also changed count as changed.
struct Tally {
    long added = 0;
    long removed = 0;
    long changed = 0; ///< split and joined ones too
    long moved = 0;
    long unchanged = 0;
};
[[nodiscard]] Tally tally(const diff::ProseDiff& diff);

/// "3 Absätze neu, 2 geändert, 1 gestrichen, 1 verschoben; 57 unverändert." Or that both are equal.
[[nodiscard]] std::string summary(const i18n::Words& say, const Tally& tally);

/// In the layout of the view.
/// Requires: the numbers are as many as the blocks, where there are any; `below` likewise.
[[nodiscard]] html::Html
diff_html(const i18n::Words& say, const diff::ProseDiff& diff, const DiffView& view);

/// One paragraph, for a paragraph through the editions: what is different besides the words, then
/// its words, and the cells of its table, with their changes one after the other. Of the view,
/// images and language count.
[[nodiscard]] html::Html
entry_html(const i18n::Words& say, const diff::Entry& entry, const DiffView& view);

} // namespace denkraum::document::comparison
