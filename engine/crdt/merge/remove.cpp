// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <vector>

#include "engine/crdt/merge/integrate.hpp"

namespace denkraum::crdt {
namespace {

void add_children(const Store& store, TypeIndex type, std::vector<ItemIndex>& waiting) {
    for (ItemIndex at = store.type(type).start; at != no_item; at = store.item(at).right) {
        waiting.push_back(at);
    }
    // Older values of a key are deleted already.
    for (const KeyTable::Entry& entry : store.type(type).keys.entries()) {
        if (entry.last != no_item) waiting.push_back(entry.last);
    }
}

} // namespace

void remove(Store& store, ItemIndex index) {
    if (store.item(index).deleted) return;
    store.mark_deleted(index);
    if (store.item(index).kind != ContentKind::Type) return;
    // Types may be nested deep: a list of what is left to do instead of recursion.
    std::vector<ItemIndex> waiting;
    add_children(store, store.held_by(store.item(index)), waiting);
    while (!waiting.empty()) {
        const ItemIndex next = waiting.back();
        waiting.pop_back();
        if (store.item(next).deleted) continue;
        store.mark_deleted(next);
        if (store.item(next).kind == ContentKind::Type) {
            add_children(store, store.held_by(store.item(next)), waiting);
        }
    }
}

std::optional<IdRange> remove_range(Store& store, const IdRange& range) {
    const auto client = store.find_client(range.client);
    const Clock known = client ? store.log(*client).next : 0;
    const Clock end = std::min(range.end(), known);
    if (range.clock < end) {
        // The list may change with every split: it is asked anew.
        const auto slots = [&]() -> const SlotList& { return store.log(*client).slots; };
        SlotList::Place slot = store.slot_of(*client, range.clock);
        const Item& first = store.item(slots()[slot]);
        if (first.clock < range.clock && !first.deleted) {
            store.split(slot, *client, range.clock - first.clock);
            slot = store.slot_of(*client, range.clock);
        }
        while (!slots().is_end(slot)) {
            const ItemIndex index = slots()[slot];
            const Item& item = store.item(index);
            if (item.clock >= end) break;
            if (!item.deleted) {
                if (end < item.end()) {
                    store.split(slot, *client, end - item.clock);
                    // Halving a chunk moves places.
                    slot = store.slot_of(*client, end - 1);
                }
                remove(store, index);
            }
            slot = slots().next(slot);
        }
    }
    if (range.end() <= known) return std::nullopt;
    const Clock start = std::max(range.clock, known);
    return IdRange{range.client, start, range.end() - start};
}

} // namespace denkraum::crdt
