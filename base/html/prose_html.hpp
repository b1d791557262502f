// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <span>
#include <string>

#include "base/html/html.hpp"
#include "base/html/prose_inline.hpp"
#include "base/prose/prose.hpp"

/// Prose as people read it: the published edition and, without numbers, the draft for those who
/// have no script. The words are exactly those of the prose.
namespace denkraum::html {

/// What a page knows about one block besides its words.
struct BlockFace {
    std::string anchor = {};       ///< id of its element; empty: none
    std::string number = {};       ///< shown in the left margin; empty: none
    std::string number_label = {}; ///< how a screen reader says it: "Nr. 3.4"
    Html aside = {};               ///< actions and counts behind the words
};

struct ProseView {
    /// One per block, or none at all.
    std::span<const BlockFace> faces = {};
    /// What a kind is called above its paragraph; empty: nothing is put there.
    std::function<std::string(prose::Kind)> label = {};
    int heading_shift = 1;       ///< 1: the highest heading is an h2, since the page has its own h1
    std::string language = "de"; ///< of the text: what is added (Anmerkungen, Begriffe) is in it
    ImageAddress image_address = {};
    /// Where a page shows one text in several pieces: the same for all of them, so that each note
    /// has its own number and address. The page puts its end_matter() behind the last piece;
    /// images are shown as it says. Empty: the prose is a text of its own.
    Inlines* inlines = nullptr;
};

/// Headings, paragraphs, quotes, tables and lists nested as item_depths() says. A number is a link
/// to its own anchor. Notes and explained terms are links to a list behind the text. Requires:
/// faces is empty or as long as the blocks.
[[nodiscard]] Html prose_html(const prose::Prose& prose, const ProseView& view = {});

/// The headings of levels 1 to `level_max` as nested lists of links to their anchors; headings
/// without words or without an anchor are left out.
[[nodiscard]] Html
contents_html(const prose::Prose& prose, std::span<const BlockFace> faces, int level_max = 2);

} // namespace denkraum::html
