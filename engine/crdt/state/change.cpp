// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <bit>
#include <cstring>

#include "base/check.hpp"
#include "engine/crdt/lib0/any.hpp"
#include "engine/crdt/lib0/utf16.hpp"
#include "engine/crdt/state/store.hpp"

/// The parts of Store that change it, and take changes back.
namespace denkraum::crdt {

using Step = JournalEntry::Step;

ItemIndex Store::append(const Item& item, ByteView content) {
    const ItemIndex index = take_place();
    Item& placed = items_[index];
    placed = item;
    if (item.kind == ContentKind::Type) (void)arena_.add(as_bytes("none"));
    set_extent(placed, {arena_.add(content), static_cast<std::uint32_t>(content.size())});
    ClientLog& log = logs_[client_of(item)];
    CHECK(log.next == item.clock, "a client's log has no holes");
    log.slots.push_back(index, items_);
    log.next = item.end();
    journal_.push_back(
        {.step = Step::Appended, .item = index, .clock = item.clock, .length = item.length}
    );
    return index;
}

void Store::set_left_of_right(ItemIndex index) {
    const Item& item = items_[index];
    if (item.right != no_item) {
        items_[item.right].left = index;
    } else if (item.keyed) {
        const Lane& lane = lanes_[bonds(item).lane];
        types_[lane.parent].keys.set(lane.key, index);
    }
}

void Store::link_loaded(ItemIndex index, ItemIndex left) {
    Item& item = items_[index];
    Type& parent = types_[parent_of(item)];
    item.left = left;
    if (left != no_item) {
        item.right = items_[left].right;
        items_[left].right = index;
    } else {
        item.right = leftmost(bonds(item).lane);
        if (!item.keyed) parent.start = index;
    }
    set_left_of_right(index);
    if (!item.keyed && item.is_visible()) parent.length += item.length;
    if (item.kind == ContentKind::Format) parent.has_formats = true;
}

void Store::link(ItemIndex index, ItemIndex left) {
    link_loaded(index, left);
    journal_.push_back({.step = Step::Linked, .item = index});
}

void Store::extend(ItemIndex index, Clock length, ByteView content) {
    Item& item = items_[index];
    ClientLog& log = logs_[client_of(item)];
    CHECK(log.next == item.end(), "only the last item of a log grows");
    const Extent extent = extent_of(item);
    journal_.push_back(
        {.step = Step::Extended,
         .has_room = item.has_room,
         .item = index,
         .clock = item.end(),
         .length = length,
         .content_at = extent.at,
         .content_bytes = extent.bytes}
    );
    append_content(item, content, length);
    log.next += length;
    if (!item.keyed && item.is_visible()) types_[parent_of(item)].length += length;
}

void Store::mark_deleted(ItemIndex index) {
    Item& item = items_[index];
    if (!item.keyed && item.is_countable()) types_[parent_of(item)].length -= item.length;
    item.deleted = true;
    journal_.push_back(
        {.step = Step::Deleted, .item = index, .clock = item.clock, .length = item.length}
    );
}

void Store::reserve(const DecodedUpdate& update) {
    // Growing step by step doubles the room each time, which is right for keystrokes only.
    if (update.structs.size() <= items_.size()) return;
    items_.reserve(items_.size() + update.structs.size() + update.structs.size() / 16);
    std::size_t bytes = 0;
    for (const Struct& item : update.structs)
        bytes += item.content.size();
    arena_.reserve(bytes + bytes / 16);
}

void Store::commit() {
    constexpr std::size_t kept_steps_max = 1024;
    if (journal_.capacity() > kept_steps_max) journal_ = {};
    journal_.clear();
}

void Store::append_content(Item& item, ByteView more, Clock length) {
    Extent extent = extent_of(item);
    item.length += length;
    if (more.empty()) return;
    const auto bytes = static_cast<std::uint32_t>(extent.bytes + more.size());
    if (extent.at + extent.bytes == arena_.size()) {
        (void)arena_.add(more);
    } else if (item.has_room && std::bit_width(bytes) == std::bit_width(extent.bytes)) {
        std::memcpy(arena_.at(extent.at + extent.bytes), more.data(), more.size());
    } else {
        const auto at = static_cast<std::uint32_t>(arena_.size());
        arena_.grow(std::size_t{1} << static_cast<unsigned>(std::bit_width(bytes)));
        std::memcpy(arena_.at(at), arena_.at(extent.at), extent.bytes);
        std::memcpy(arena_.at(at + extent.bytes), more.data(), more.size());
        extent.at = at;
        item.has_room = true;
    }
    set_extent(item, {extent.at, bytes});
}

/// yjs puts U+FFFD in the place of both halves of a character that is cut in two. They need six
/// bytes where four were: the longer side keeps its place, the shorter one moves.
Store::Cut Store::halve_pair(Extent whole, std::uint32_t before) {
    constexpr std::uint32_t pair_bytes = 4;
    constexpr auto half_bytes = static_cast<std::uint32_t>(replacement.size());
    const std::uint32_t after = whole.bytes - before - pair_bytes;
    JournalEntry& entry = journal_.back();
    entry.pair_at = whole.at + before;
    std::memcpy(&entry.pair, arena_.at(entry.pair_at), pair_bytes);
    Cut cut{{whole.at, before + half_bytes}, {whole.at, half_bytes + after}};
    const bool left_moves = before < after;
    const std::uint32_t moved_at = left_moves ? whole.at : whole.at + whole.bytes - after;
    const std::string moved(as_text(arena_.view(moved_at, left_moves ? before : after)));
    if (left_moves) {
        cut.right.at = entry.pair_at + pair_bytes - half_bytes;
        std::memcpy(arena_.at(cut.right.at), replacement.data(), half_bytes);
        cut.left.at = arena_.add(as_bytes(moved));
        (void)arena_.add(as_bytes(replacement));
    } else {
        std::memcpy(arena_.at(entry.pair_at), replacement.data(), half_bytes);
        cut.right.at = arena_.add(as_bytes(replacement));
        (void)arena_.add(as_bytes(moved));
    }
    return cut;
}

/// Requires: the split is the last entry of the journal.
Store::Cut Store::cut_content(const Item& whole, Clock offset) {
    const Extent extent = extent_of(whole);
    const ByteView bytes = content(whole);
    std::uint32_t before = 0;
    if (whole.kind == ContentKind::String) {
        const auto [at, inside] = cut_at(as_text(bytes), offset, whole.length);
        before = static_cast<std::uint32_t>(at);
        if (inside) return halve_pair(extent, before);
    } else {
        Reader reader(bytes);
        split_steps += offset;
        for (Clock i = 0; i < offset; ++i) {
            if (whole.kind == ContentKind::Any) skip_any(reader);
            if (whole.kind == ContentKind::Json) (void)reader.var_bytes();
        }
        before = extent.bytes - static_cast<std::uint32_t>(reader.remaining());
    }
    return {{extent.at, before}, {extent.at + before, extent.bytes - before}};
}

bool Store::are_one_run(const Item& left, const Item& right, ItemIndex right_index) const {
    if (left.kind != right.kind || left.deleted != right.deleted) return false;
    if (left.kind == ContentKind::Gc) return true;
    const bool joins = left.kind == ContentKind::String || left.kind == ContentKind::Any
                       || left.kind == ContentKind::Json || left.kind == ContentKind::Deleted;
    if (!joins || left.right != right_index) return false;
    const Bonds& before = bonds(left);
    const Bonds& after = bonds(right);
    return after.origin_client == before.client && right.origin_clock == left.last()
           && before.right_client == after.right_client && left.right_clock == right.right_clock;
}

bool Store::join_with_previous(ClientIndex client, SlotList::Place slot) {
    auto& slots = logs_[client].slots;
    if (slots.is_end(slot) || slot == slots.first()) return false;
    const ItemIndex index = slots[slot];
    const ItemIndex left_index = slots[slots.previous(slot)];
    Item& left = items_[left_index];
    const Item& right = items_[index];
    if (!are_one_run(left, right, index)) return false;
    const Extent head = extent_of(left);
    const Extent tail = extent_of(right);
    if (head.at + head.bytes == tail.at && !left.has_room) {
        left.length += right.length;
        set_extent(left, {head.at, head.bytes + tail.bytes});
    } else {
        const ByteView more = content(right);
        append_content(left, Bytes(more.begin(), more.end()), right.length);
    }
    if (left.kind != ContentKind::Gc) {
        left.right = right.right;
        set_left_of_right(left_index);
    }
    if (place_hint.item == index) place_hint = {};
    if (right.is_visible()) milestones.forget();
    free_place(index);
    slots.erase(slot, items_);
    return true;
}

void Store::unlink(ItemIndex index) {
    const Item& item = items_[index];
    Type& parent = types_[parent_of(item)];
    if (!item.keyed && item.is_visible()) parent.length -= item.length;
    if (item.left != no_item) {
        items_[item.left].right = item.right;
    } else if (!item.keyed) {
        parent.start = item.right;
    }
    if (item.right != no_item) {
        items_[item.right].left = item.left;
    } else if (item.keyed) {
        parent.keys.set(lanes_[bonds(item).lane].key, item.left);
    }
}

void Store::take_back(const JournalEntry& entry) {
    Item& item = items_[entry.item];
    switch (entry.step) {
    case Step::Appended:
        logs_[client_of(item)].slots.pop_back();
        logs_[client_of(item)].next = item.clock;
        free_place(entry.item);
        return;
    case Step::Linked: unlink(entry.item); return;
    case Step::Extended:
        if (!item.keyed && item.is_visible()) types_[parent_of(item)].length -= entry.length;
        item.length -= entry.length;
        logs_[client_of(item)].next -= entry.length;
        set_extent(item, {entry.content_at, entry.content_bytes});
        item.has_room = entry.has_room;
        return;
    case Step::Split: {
        auto& slots = logs_[client_of(item)].slots;
        const SlotList::Place slot = slots.find(item.clock, items_);
        const ItemIndex left_index = slots[slots.previous(slot)];
        Item& left = items_[left_index];
        left.length += item.length;
        left.right = item.right;
        set_extent(left, {entry.content_at, entry.content_bytes});
        left.has_room = entry.has_room;
        if (entry.pair_at != JournalEntry::no_pair) {
            std::memcpy(arena_.at(entry.pair_at), &entry.pair, sizeof entry.pair);
        }
        set_left_of_right(left_index);
        slots.erase(slot, items_);
        free_place(entry.item);
        return;
    }
    case Step::Deleted:
        item.deleted = false;
        if (!item.keyed && item.is_countable()) types_[parent_of(item)].length += item.length;
        return;
    }
}

void Store::roll_back() {
    forget_places();
    while (!journal_.empty()) {
        take_back(journal_.back());
        journal_.pop_back();
    }
    commit();
}

} // namespace denkraum::crdt
