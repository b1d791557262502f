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
    /// Requires: the pool does not grow while the table is used.
    ItemTable(Store& store, ItemIndex first, std::size_t count)
        : store_(&store), first_(first), count_(count), end_(last_item().end()) {
        shift_ = static_cast<unsigned>(std::bit_width(end_ / count));
        hints_.reserve((end_ >> shift_) + 1U);
        for (ItemIndex i = 0; i < count; ++i) {
            while (hints_.size() << shift_ < at(i).end())
                hints_.push_back(i);
        }
    }

    [[nodiscard]] bool empty() const { return count_ == 0; }
    [[nodiscard]] ItemIndex first() const { return first_; }
    [[nodiscard]] Clock end() const { return end_; }
    [[nodiscard]] std::span<const Item> items() const {
        return count_ == 0 ? std::span<const Item>() : std::span(&at(0), count_);
    }

    /// Requires: clock < end().
    [[nodiscard]] ItemIndex find(Clock clock) const { return first_ + place_of(clock); }

    /// Marks the items in [from, to) as deleted. False when the range cuts one. Requires: to ≤
    /// end().
    [[nodiscard]] bool mark_deleted(Clock from, Clock to) {
        std::size_t place = place_of(from);
        if (at(place).clock != from && !at(place).deleted) return false;
        for (; place < count_ && at(place).clock < to; ++place) {
            Item& item = store_->item(first_ + static_cast<ItemIndex>(place));
            if (item.end() > to && !item.deleted) return false;
            item.deleted = true;
        }
        return true;
    }

private:
    [[nodiscard]] const Item& at(std::size_t place) const {
        return store_->item(first_ + static_cast<ItemIndex>(place));
    }
    [[nodiscard]] const Item& last_item() const { return at(count_ - 1); }
    [[nodiscard]] ItemIndex place_of(Clock clock) const {
        constexpr ItemIndex steps_max = 16;
        const std::size_t bucket = clock >> shift_;
        ItemIndex place = hints_[bucket];
        for (ItemIndex steps = 0; steps < steps_max; ++steps, ++place) {
            if (clock < at(place).end()) return place;
        }
        // Many short items after long ones.
        const auto last = bucket + 1 < hints_.size() ? hints_[bucket + 1] + 1 : count_;
        const std::span<const Item> rest(&at(place), last - place);
        const auto found =
            std::upper_bound(rest.begin(), rest.end(), clock, [](Clock wanted, const Item& item) {
                return wanted < item.end();
            });
        return place + static_cast<ItemIndex>(found - rest.begin());
    }

    Store* store_ = nullptr;
    ItemIndex first_ = 0;
    std::size_t count_ = 0;
    Clock end_ = 0;
    unsigned shift_ = 0;
    std::vector<ItemIndex> hints_;
};

} // namespace denkraum::crdt
