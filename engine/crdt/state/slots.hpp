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
/// moves a few hundred slots at most. Items that lie one behind the other in the pool, as after
/// loading, need no slots: their chunk says where the first one is.
class SlotList {
public:
    /// Good until the list changes.
    struct Place {
        std::uint32_t chunk = 0;
        std::uint32_t at = 0;
        friend bool operator==(const Place&, const Place&) = default;
    };
    /// All items of the document, where the clocks are.
    using Pool = std::span<const Item>;

    [[nodiscard]] bool empty() const { return chunks_.empty(); }
    [[nodiscard]] ItemIndex back() const { return chunks_.back().item(chunks_.back().count - 1); }
    [[nodiscard]] ItemIndex operator[](Place place) const {
        return chunks_[place.chunk].item(place.at);
    }
    /// The last item that starts at or before this clock. Requires: there is one.
    [[nodiscard]] Place find(Clock clock, Pool pool) const;
    [[nodiscard]] Place first() const { return {}; }
    [[nodiscard]] bool is_end(Place place) const { return place.chunk == chunks_.size(); }
    [[nodiscard]] Place next(Place place) const {
        if (++place.at < chunks_[place.chunk].count) return place;
        return {place.chunk + 1, 0};
    }
    /// Requires: place is not the first.
    [[nodiscard]] Place previous(Place place) const {
        if (place.at > 0) return {place.chunk, place.at - 1};
        return {place.chunk - 1, chunks_[place.chunk - 1].count - 1};
    }
    /// How many items there are from this one to the end.
    [[nodiscard]] std::size_t count_from(Place place) const;

    /// Takes in items that lie one behind the other in the pool. Requires: the list is empty.
    void fill(std::span<const Item> items, ItemIndex first);
    /// Requires of these: the item is in the pool.
    void push_back(ItemIndex item, Pool pool);
    void insert_after(Place place, ItemIndex item, Pool pool);
    void pop_back();
    void erase(Place place, Pool pool);

private:
    struct Chunk {
        Clock clock = 0; ///< of the first item
        std::uint32_t count = 0;
        ItemIndex start = 0;     ///< the items are start, start + 1, …
        std::vector<Slot> slots; ///< unless there are slots
        [[nodiscard]] ItemIndex item(std::uint32_t at) const {
            return slots.empty() ? start + at : slots[at].item;
        }
    };
    static void give_slots(Chunk& chunk, Pool pool);
    void halve(std::uint32_t chunk);

    std::vector<Chunk> chunks_; ///< none is empty
};

} // namespace denkraum::crdt
