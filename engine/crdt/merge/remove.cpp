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
    if (store.item(index).type == none) return;
    // Types may be nested deep: a list of what is left to do instead of recursion.
    std::vector<ItemIndex> waiting;
    add_children(store, store.item(index).type, waiting);
    while (!waiting.empty()) {
        const ItemIndex next = waiting.back();
        waiting.pop_back();
        if (store.item(next).deleted) continue;
        store.mark_deleted(next);
        if (store.item(next).type != none) add_children(store, store.item(next).type, waiting);
    }
}

std::optional<IdRange> remove_range(Store& store, const IdRange& range) {
    const auto client = store.find_client(range.client);
    const Clock known = client ? store.log(*client).next : 0;
    const Clock end = std::min(range.end(), known);
    if (range.clock < end) {
        std::size_t slot = store.slot_of(*client, range.clock);
        const auto item_at = [&](std::size_t at) { return store.log(*client).slots[at].item; };
        const Item& first = store.item(item_at(slot));
        if (first.clock < range.clock && !first.deleted) {
            store.split(slot, *client, range.clock - first.clock);
            ++slot;
        }
        for (; slot < store.log(*client).slots.size(); ++slot) {
            const Item& item = store.item(item_at(slot));
            if (item.clock >= end) break;
            if (item.deleted) continue;
            if (end < item.end()) store.split(slot, *client, end - item.clock);
            remove(store, item_at(slot));
        }
    }
    if (range.end() <= known) return std::nullopt;
    const Clock start = std::max(range.clock, known);
    return IdRange{range.client, start, range.end() - start};
}

} // namespace denkraum::crdt
