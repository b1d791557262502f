// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "engine/crdt/state/store.hpp"

/// The parts of Store that forget what a refused update named and made. Everything is kept in the
/// order in which it came, so each table is cut to the size it had.
namespace denkraum::crdt {
namespace {

/// Room for so much more is kept: growing to it costs less than taking in what needs it.
constexpr std::size_t spare_min = 1024;

template <class Table>
void shrink(Table& table) {
    if (table.capacity() > 2 * table.size() + spare_min) table.shrink_to_fit();
}

} // namespace

void Store::roll_back_to(const Sizes& before) {
    roll_back();
    if (sizes() == before) return;
    forget_types(before);
    forget_names(before);
    bonds_.cut_to(before.bonds);
    // Whatever came since is free again, and of no other use.
    std::erase_if(free_, [&](ItemIndex index) { return index >= before.items; });
    items_.resize(before.items);
    shrink(items_);
    shrink(free_);
    if (extents_.size() > before.extents) renumber_extents();
    arena_.cut_to(before.content_bytes);
    arena_.shrink();
    if (scan_marks_.size() > items_.size()) scan_marks_.resize(items_.size());
    shrink(scan_marks_);
}

void Store::forget_types(const Sizes& before) {
    last_root_ = none;
    while (lanes_.size() > before.lanes) {
        const Lane& lane = lanes_.back();
        const bool is_of_older = lane.parent < before.types;
        if (is_of_older && lane.key != none) {
            KeyTable& keys = types_[lane.parent].keys;
            keys.pop_back();
            if (keys.entries().capacity() > 2 * keys.entries().size() + spare_min) keys.shrink();
        }
        lanes_.pop_back();
    }
    while (types_.size() > before.types) {
        if (types_.back().item == no_item) roots_.erase(types_.back().name);
        types_.pop_back();
    }
    shrink(lanes_);
    shrink(types_);
}

void Store::forget_names(const Sizes& before) {
    const std::size_t forgotten = names_.size() - before.names + logs_.size() - before.clients;
    while (names_.size() > before.names) {
        names_index_.erase(names_.back());
        names_.pop_back();
    }
    while (logs_.size() > before.clients) {
        clients_.erase(logs_.back().id);
        logs_.pop_back();
    }
    shrink(logs_);
    if (forgotten < spare_min) return;
    names_index_.rehash(0);
    clients_.rehash(0);
}

/// Items that stay may have taken the places of others meanwhile: all move up.
void Store::renumber_extents() {
    std::vector<Extent> kept;
    for (Item& item : items_) {
        if (!item.has_extent) continue;
        kept.push_back(extents_[item.content]);
        item.content = static_cast<std::uint32_t>(kept.size() - 1);
    }
    extents_ = std::move(kept);
    free_extents_ = {};
}

} // namespace denkraum::crdt
