// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <algorithm>
#include <bit>
#include <span>
#include <vector>

#include "engine/crdt/state/store.hpp"

namespace denkraum::crdt {

/// Finds the items of one client by clock while a document is loaded: they lie one behind the other
/// in the pool. A hint for every few clocks says where to begin, so that a search takes a few steps
/// where binary search takes one miss of the cache after the other.
class ItemTable {
public:
    ItemTable() = default;
    /// Requires: the pool, in which the first of the items has this index, does not grow while the
    /// table is used.
    ItemTable(std::span<Item> items, ItemIndex first)
        : items_(items), first_(first), end_(items.back().end()) {
        shift_ = static_cast<unsigned>(std::bit_width((end_ / items.size()) >> 2));
        hints_.resize((end_ >> shift_) + 1U);
        std::size_t bucket = 0;
        for (ItemIndex i = 0; i < items.size(); ++i) {
            for (const Clock end = items[i].end(); bucket << shift_ < end; ++bucket)
                hints_[bucket] = i;
        }
    }

    [[nodiscard]] ItemIndex first() const { return first_; }
    [[nodiscard]] Clock end() const { return end_; }
    [[nodiscard]] std::span<Item> items() const { return items_; }

    /// Requires: clock < end().
    [[nodiscard]] ItemIndex find(Clock clock) const { return first_ + place_of(clock); }

    /// Marks the items in [from, to) as deleted. False when the range cuts one. Requires: to ≤
    /// end().
    [[nodiscard]] bool mark_deleted(Clock from, Clock to) {
        ItemIndex place = place_of(from);
        if (items_[place].clock != from && !items_[place].deleted) return false;
        for (; place < items_.size() && items_[place].clock < to; ++place) {
            if (items_[place].end() > to && !items_[place].deleted) return false;
            items_[place].deleted = true;
        }
        return true;
    }

private:
    [[nodiscard]] ItemIndex place_of(Clock clock) const {
        constexpr ItemIndex steps_max = 16;
        const std::size_t bucket = clock >> shift_;
        ItemIndex place = hints_[bucket];
        for (ItemIndex steps = 0; steps < steps_max; ++steps, ++place) {
            if (clock < items_[place].end()) return place;
        }
        // Many short items after long ones.
        const auto last = bucket + 1 < hints_.size() ? hints_[bucket + 1] + 1 : items_.size();
        const std::span<const Item> rest = items_.subspan(place, last - place);
        const auto found =
            std::upper_bound(rest.begin(), rest.end(), clock, [](Clock wanted, const Item& item) {
                return wanted < item.end();
            });
        return place + static_cast<ItemIndex>(found - rest.begin());
    }

    std::span<Item> items_;
    ItemIndex first_ = 0;
    Clock end_ = 0;
    unsigned shift_ = 0;
    std::vector<ItemIndex> hints_; ///< in each: the item of the first of its clocks
};

} // namespace denkraum::crdt
