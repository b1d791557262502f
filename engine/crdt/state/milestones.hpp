// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/crdt/state/item.hpp"

namespace denkraum::crdt {

/// Where the last local edit was, so that typing on does not walk from the start. Forgotten
/// whenever something else changes the document.
struct PlaceHint {
    TypeIndex text = none;
    ItemIndex item = no_item;
    std::uint64_t index = 0; ///< visible units before the item
    /// Attributes in force behind the item, by key with JSON values.
    std::vector<std::pair<std::string, std::string>> formats;
};

/// Visible items of one text with the number of visible units before each: from the nearest one it
/// is a short way to any index. They come to be where somebody walks a long way, follow every local
/// edit, and are forgotten when anything else changes the document.
///
/// There are at most `count_max`; when there are more, every other one goes and the way between two
/// becomes twice as long. So an edit of a text of n items costs in the order of √n.
class Milestones {
public:
    struct Place {
        ItemIndex item;
        std::uint64_t index;
    };

    /// Forgets all if they are of another text.
    void use_for(TypeIndex text);
    void forget();
    /// The last one with fewer than so many units before it, or the first that has as many where
    /// that is nearer.
    [[nodiscard]] std::optional<Place> near(std::uint64_t index) const;
    /// So many items may be passed without one.
    [[nodiscard]] std::size_t gap() const { return gap_; }
    /// Requires: the item is visible.
    void add(ItemIndex item, std::uint64_t index);

    /// Units were written between the visible units index - 1 and index.
    void inserted(std::uint64_t index, std::uint64_t units);
    /// The visible units [index, index + units) were deleted.
    void removed(std::uint64_t index, std::uint64_t units);

private:
    static constexpr std::size_t gap_min = 16;
    static constexpr std::size_t count_max = 1024;

    [[nodiscard]] std::size_t first_from(std::uint64_t index) const;

    TypeIndex text_ = none;
    std::size_t gap_ = gap_min;
    std::vector<std::uint32_t> indexes_; ///< rising; every unit has a byte: content_bytes_max
    std::vector<ItemIndex> items_;
};

} // namespace denkraum::crdt
