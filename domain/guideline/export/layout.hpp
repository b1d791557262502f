// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <vector>

#include "domain/guideline/edition/edition.hpp"

/// The flat paragraphs of an edition as every paginated format needs them: lists nested, back
/// matter behind the text. Indices are those of `paragraphs`.
namespace denkraum::guideline {

struct ItemList;

struct ListItem {
    std::size_t at = 0;
    std::vector<ItemList> inner; // no initialiser: the type is not complete yet
};

struct ItemList {
    prose::ListStyle style = prose::ListStyle::Bullet;
    std::vector<ListItem> items = {};
};

/// A paragraph that is no item, or a whole list.
struct Piece {
    std::size_t at = 0; ///< when `list` has no items
    ItemList list = {};

    [[nodiscard]] bool is_list() const { return !list.items.empty(); }
};

/// Blocks without words, image or table are left out, unless they are items.
[[nodiscard]] std::vector<Piece> pieces_of(const std::vector<Paragraph>& paragraphs);

/// The level of each heading, 0 for what is none: never more than one deeper than the heading
/// before it, whatever the text says, since PDF/UA and EPUB allow no gaps.
[[nodiscard]] std::vector<int> outline_levels(const std::vector<Paragraph>& paragraphs);

/// Whether there is anything to see in it.
[[nodiscard]] bool is_empty(const prose::Block& block);

} // namespace denkraum::guideline
