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
    placed.content_at = arena_.add(content);
    placed.content_bytes = static_cast<std::uint32_t>(content.size());
    ClientLog& log = logs_[item.client];
    CHECK(log.next == item.clock, "a client's log has no holes");
    log.slots.push_back({item.clock, index});
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
        const Lane& lane = lanes_[item.lane];
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
        item.right = leftmost(item.lane);
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
    ClientLog& log = logs_[item.client];
    CHECK(log.next == item.end(), "only the last item of a log grows");
    journal_.push_back(
        {.step = Step::Extended,
         .room_log2 = item.room_log2,
         .item = index,
         .clock = item.end(),
         .length = length,
         .content_at = item.content_at,
         .content_bytes = item.content_bytes}
    );
    append_content(item, content);
    item.length += length;
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

void Store::append_content(Item& item, ByteView more) {
    const auto bytes = static_cast<std::uint32_t>(item.content_bytes + more.size());
    const bool is_last = item.content_at + item.content_bytes == arena_.size();
    const bool has_room = item.room_log2 != 0 && bytes <= (1U << item.room_log2);
    if (is_last) {
        (void)arena_.add(more);
    } else if (has_room) {
        std::memcpy(arena_.at(item.content_at + item.content_bytes), more.data(), more.size());
    } else {
        item.room_log2 = static_cast<std::uint8_t>(std::bit_width(bytes)) & 0x1fU;
        const auto at = static_cast<std::uint32_t>(arena_.size());
        arena_.grow(std::size_t{1} << item.room_log2);
        std::memcpy(arena_.at(at), arena_.at(item.content_at), item.content_bytes);
        std::memcpy(arena_.at(at + item.content_bytes), more.data(), more.size());
        item.content_at = at;
    }
    item.content_bytes = bytes;
}

/// yjs puts U+FFFD in the place of both halves of a character that is cut in two. They need six
/// bytes where four were: the longer side keeps its place, the shorter one moves.
void Store::halve_pair(Item& left, Item& right, std::uint32_t before) {
    constexpr std::uint32_t pair_bytes = 4;
    constexpr auto half_bytes = static_cast<std::uint32_t>(replacement.size());
    const std::uint32_t start = left.content_at;
    const std::uint32_t bytes = left.content_bytes;
    const std::uint32_t after = bytes - before - pair_bytes;
    JournalEntry& entry = journal_.back();
    entry.pair_at = start + before;
    std::memcpy(&entry.pair, arena_.at(entry.pair_at), pair_bytes);
    left.content_bytes = before + half_bytes;
    right.content_bytes = half_bytes + after;
    const bool left_moves = before < after;
    const std::string moved = left_moves
                                  ? std::string(as_text(arena_.view(start, before)))
                                  : std::string(as_text(arena_.view(start + bytes - after, after)));
    if (left_moves) {
        right.content_at = entry.pair_at + pair_bytes - half_bytes;
        std::memcpy(arena_.at(right.content_at), replacement.data(), half_bytes);
        left.content_at = arena_.add(as_bytes(moved));
        (void)arena_.add(as_bytes(replacement));
    } else {
        std::memcpy(arena_.at(entry.pair_at), replacement.data(), half_bytes);
        right.content_at = arena_.add(as_bytes(replacement));
        (void)arena_.add(as_bytes(moved));
    }
}

/// Requires: the split is the last entry of the journal.
void Store::cut_content(Item& left, Item& right, Clock offset) {
    // The room behind a moved run stays unused once the run is split: its size is a power of two
    // counted from the start of the whole.
    left.room_log2 = right.room_log2 = 0;
    const ByteView whole = content(left);
    if (left.kind == ContentKind::String) {
        const auto [at, inside] = cut_at(as_text(whole), offset, left.length);
        if (inside) return halve_pair(left, right, static_cast<std::uint32_t>(at));
        left.content_bytes = static_cast<std::uint32_t>(at);
    } else {
        Reader reader(whole);
        split_steps += offset;
        for (Clock i = 0; i < offset; ++i) {
            if (left.kind == ContentKind::Any) skip_any(reader);
            if (left.kind == ContentKind::Json) (void)reader.var_bytes();
        }
        left.content_bytes = static_cast<std::uint32_t>(whole.size() - reader.remaining());
    }
    right.content_at = left.content_at + left.content_bytes;
    right.content_bytes = static_cast<std::uint32_t>(whole.size()) - left.content_bytes;
}

bool Store::are_one_run(const Item& left, const Item& right, ItemIndex right_index) {
    if (left.kind != right.kind || left.deleted != right.deleted) return false;
    if (left.kind == ContentKind::Gc) return true;
    const bool joins = left.kind == ContentKind::String || left.kind == ContentKind::Any
                       || left.kind == ContentKind::Json || left.kind == ContentKind::Deleted;
    return joins && left.right == right_index && right.origin_client == left.client
           && right.origin_clock == left.last() && left.right_client == right.right_client
           && left.right_clock == right.right_clock;
}

bool Store::join_with_previous(ClientIndex client, SlotList::Place slot) {
    auto& slots = logs_[client].slots;
    if (slots.is_end(slot) || slot == slots.first()) return false;
    const ItemIndex index = slots[slot].item;
    const ItemIndex left_index = slots[slots.previous(slot)].item;
    Item& left = items_[left_index];
    const Item& right = items_[index];
    if (!are_one_run(left, right, index)) return false;
    if (left.content_at + left.content_bytes == right.content_at && left.room_log2 == 0) {
        left.content_bytes += right.content_bytes;
    } else if (right.content_bytes > 0) {
        const ByteView tail = content(right);
        append_content(left, Bytes(tail.begin(), tail.end()));
    }
    left.length += right.length;
    if (left.kind != ContentKind::Gc) {
        left.right = right.right;
        set_left_of_right(left_index);
    }
    if (place_hint.item == index) place_hint = {};
    if (right.is_visible()) milestones.forget();
    free_.push_back(index);
    slots.erase(slot);
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
        parent.keys.set(lanes_[item.lane].key, item.left);
    }
}

void Store::take_back(const JournalEntry& entry) {
    Item& item = items_[entry.item];
    switch (entry.step) {
    case Step::Appended:
        logs_[item.client].slots.pop_back();
        logs_[item.client].next = item.clock;
        free_.push_back(entry.item);
        return;
    case Step::Linked: unlink(entry.item); return;
    case Step::Extended:
        if (!item.keyed && item.is_visible()) types_[parent_of(item)].length -= entry.length;
        item.length -= entry.length;
        logs_[item.client].next -= entry.length;
        item.content_at = entry.content_at;
        item.content_bytes = entry.content_bytes;
        item.room_log2 = entry.room_log2 & 0x1fU;
        return;
    case Step::Split: {
        auto& slots = logs_[item.client].slots;
        const SlotList::Place slot = slots.find(item.clock);
        const ItemIndex left_index = slots[slots.previous(slot)].item;
        Item& left = items_[left_index];
        left.length += item.length;
        left.right = item.right;
        left.content_at = entry.content_at;
        left.content_bytes = entry.content_bytes;
        left.room_log2 = entry.room_log2 & 0x1fU;
        if (entry.pair_at != JournalEntry::no_pair) {
            std::memcpy(arena_.at(entry.pair_at), &entry.pair, sizeof entry.pair);
        }
        set_left_of_right(left_index);
        slots.erase(slot);
        free_.push_back(entry.item);
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
}

} // namespace denkraum::crdt
