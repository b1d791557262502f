// SPDX-License-Identifier: EUPL-1.2
#include "base/check.hpp"
#include "engine/crdt/state/store.hpp"

/// The parts of Store that take in a whole document at once.
namespace denkraum::crdt {

ItemIndex Store::add_loaded(const Item& item, ByteView content) {
    const auto index = static_cast<ItemIndex>(items_.size());
    Item& placed = items_.emplace_back(item);
    if (item.kind == ContentKind::Type) (void)arena_.add(as_bytes("none"));
    set_extent(placed, {arena_.add(content), static_cast<std::uint32_t>(content.size())});
    return index;
}

void Store::reserve_loaded(std::size_t items) {
    // Doubling would leave half of the room unused in the end, exact room for each client would
    // move everything once for each of them.
    const std::size_t wanted = items_.size() + items;
    if (wanted > items_.capacity()) {
        items_.reserve(std::max(wanted, items_.capacity() + items_.capacity() / 2));
    }
}

void Store::set_log(ClientIndex client, ItemIndex first, std::size_t count) {
    CHECK(count > 0 && logs_[client].slots.empty(), "a log is set once");
    logs_[client].slots.fill(std::span(items_).subspan(first, count), first);
    logs_[client].next = items_[first + count - 1].end();
}

void Store::shrink_loaded() {
    if (items_.capacity() > items_.size() + items_.size() / 8) items_.shrink_to_fit();
    arena_.shrink();
    extents_.shrink_to_fit();
    types_.shrink_to_fit();
    lanes_.shrink_to_fit();
    bonds_.shrink();
    scan_marks_ = {};
    scan_count = 0;
}

} // namespace denkraum::crdt
