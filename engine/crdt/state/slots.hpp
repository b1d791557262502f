// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/crdt/state/item.hpp"

namespace denkraum::crdt {

/// Where an item of a client is in the pool.
struct Slot {
    Clock clock;
    ItemIndex item;
};

/// The items of one client by clock. In chunks: splitting a run in the middle of a long history
/// moves a few hundred slots at most.
class SlotList {
public:
    /// Good until the list changes.
    struct Place {
        std::uint32_t chunk = 0;
        std::uint32_t at = 0;
        friend bool operator==(const Place&, const Place&) = default;
    };

    [[nodiscard]] bool empty() const { return chunks_.empty(); }
    [[nodiscard]] const Slot& back() const { return chunks_.back().back(); }
    [[nodiscard]] const Slot& operator[](Place place) const {
        return chunks_[place.chunk][place.at];
    }
    /// The last slot that starts at or before this clock. Requires: there is one.
    [[nodiscard]] Place find(Clock clock) const;
    [[nodiscard]] Place first() const { return {}; }
    [[nodiscard]] bool is_end(Place place) const { return place.chunk == chunks_.size(); }
    [[nodiscard]] Place next(Place place) const {
        if (++place.at < chunks_[place.chunk].size()) return place;
        return {place.chunk + 1, 0};
    }
    /// Requires: place is not the first.
    [[nodiscard]] Place previous(Place place) const {
        if (place.at > 0) return {place.chunk, place.at - 1};
        return {place.chunk - 1, static_cast<std::uint32_t>(chunks_[place.chunk - 1].size()) - 1};
    }
    /// How many slots there are from this one to the end.
    [[nodiscard]] std::size_t count_from(Place place) const;

    /// Takes in items that lie one behind the other in the pool. Requires: the list is empty.
    void fill(std::span<const Item> items, ItemIndex first);
    void push_back(Slot slot);
    void pop_back();
    void insert_after(Place place, Slot slot);
    void erase(Place place);

private:
    using Chunk = std::vector<Slot>;
    void halve(std::uint32_t chunk);

    std::vector<Chunk> chunks_; ///< none is empty
};

} // namespace denkraum::crdt
