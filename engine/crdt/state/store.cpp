// SPDX-License-Identifier: EUPL-1.2
#include "engine/crdt/state/store.hpp"

#include <algorithm>
#include <cstring>

#include "base/check.hpp"

namespace denkraum::crdt {

KeyIndex Store::intern(std::string_view name) {
    const auto known = names_index_.find(name);
    if (known != names_index_.end()) return known->second;
    const auto key = static_cast<KeyIndex>(names_.size());
    // A deque never moves its strings, so the index may point into them.
    names_index_.emplace(names_.emplace_back(name), key);
    return key;
}

std::optional<KeyIndex> Store::find_name(std::string_view name) const {
    const auto known = names_index_.find(name);
    if (known == names_index_.end()) return std::nullopt;
    return known->second;
}

ClientIndex Store::client(ClientId id) {
    if (const auto known = find_client(id)) return *known;
    const auto index = static_cast<ClientIndex>(logs_.size());
    clients_.emplace(id, index);
    logs_.push_back({.id = id, .next = 0, .slots = {}});
    return index;
}

std::optional<ClientIndex> Store::search_client(ClientId id) const {
    const auto known = clients_.find(id);
    if (known == clients_.end()) return std::nullopt;
    last_found_ = known->second;
    return known->second;
}

Struct Store::as_struct(const Item& item) const {
    Struct out;
    out.kind = item.kind;
    const Bonds& bonds = this->bonds(item);
    out.client = logs_[bonds.client].id;
    out.clock = item.clock;
    out.length = item.length;
    out.content = content(item);
    if (item.kind == ContentKind::Gc) return out;
    out.has_origin = bonds.origin_client != none;
    if (out.has_origin) out.origin = {logs_[bonds.origin_client].id, item.origin_clock};
    out.has_right_origin = bonds.right_client != none;
    if (out.has_right_origin) out.right_origin = {logs_[bonds.right_client].id, item.right_clock};
    out.has_key_flag = item.keyed;
    if (out.has_origin || out.has_right_origin) return out;
    const Lane& lane = lanes_[bonds.lane];
    const Type& parent = types_[lane.parent];
    if (parent.item == no_item) {
        out.parent_kind = ParentKind::Root;
        out.root = names_[parent.name];
    } else {
        out.parent_kind = ParentKind::Item;
        out.parent = id_of(items_[parent.item]);
    }
    out.has_key = out.has_key_flag;
    if (out.has_key) out.key = names_[lane.key];
    return out;
}

ItemIndex Store::starting_at(ClientIndex client, Clock clock) {
    const SlotList::Place slot = slot_of(client, clock);
    const ItemIndex index = logs_[client].slots[slot];
    const Item& found = items_[index];
    if (found.clock == clock || found.kind == ContentKind::Gc) return index;
    return split(slot, client, clock - found.clock);
}

ItemIndex Store::ending_at(ClientIndex client, Clock clock) {
    const SlotList::Place slot = slot_of(client, clock);
    const ItemIndex index = logs_[client].slots[slot];
    const Item& found = items_[index];
    if (found.last() != clock && found.kind != ContentKind::Gc) {
        split(slot, client, clock - found.clock + 1);
    }
    return index;
}

ItemIndex Store::split(SlotList::Place slot, ClientIndex client, Clock offset) {
    const ItemIndex left_index = logs_[client].slots[slot];
    const ItemIndex index = take_place();
    Item& left = items_[left_index];
    Item& right = items_[index];
    right = left;
    right.clock = left.clock + offset;
    right.length = left.length - offset;
    right.origin_clock = right.clock - 1;
    right.left = left_index;
    right.has_extent = right.has_room = false;
    Bonds bonds = bonds_[left.bonds];
    bonds.origin_client = client;
    right.bonds = bonds_.intern(bonds) & index_bits;
    const Extent whole = extent_of(left);
    journal_.push_back(
        {.step = JournalEntry::Step::Split,
         .has_room = left.has_room,
         .item = index,
         .clock = right.clock,
         .length = right.length,
         .content_at = whole.at,
         .content_bytes = whole.bytes}
    );
    const Cut cut = cut_content(left, offset);
    left.length = offset;
    left.right = index;
    // The room behind a moved run stays unused once the run is split: its size is told by the
    // number of bytes of the whole.
    left.has_room = false;
    set_extent(left, cut.left);
    set_extent(right, cut.right);
    set_left_of_right(index);
    logs_[client].slots.insert_after(slot, index, items_);
    return index;
}

TypeIndex Store::root(std::string_view name) {
    // One edit after the other is mostly in the same text.
    if (last_root_ != none && names_[types_[last_root_].name] == name) return last_root_;
    const KeyIndex key = intern(name);
    const auto [place, is_new] = roots_.emplace(key, static_cast<TypeIndex>(types_.size()));
    if (is_new) {
        Type root;
        root.name = key;
        (void)add_type(std::move(root));
    }
    return last_root_ = place->second;
}

std::optional<TypeIndex> Store::find_root(std::string_view name) const {
    const auto key = find_name(name);
    if (!key) return std::nullopt;
    const auto known = roots_.find(*key);
    if (known == roots_.end()) return std::nullopt;
    return known->second;
}

LaneIndex Store::lane_of(TypeIndex parent, KeyIndex key) {
    Type& type = types_[parent];
    if (key == none) return type.list;
    if (const KeyTable::Entry* entry = type.keys.find(key)) return entry->lane;
    const auto lane = static_cast<LaneIndex>(lanes_.size());
    lanes_.push_back({parent, key});
    type.keys.add(key, lane);
    return lane;
}

ItemIndex Store::leftmost(LaneIndex index) const {
    const Lane& lane = lanes_[index];
    const Type& parent = types_[lane.parent];
    if (lane.key == none) return parent.start;
    ItemIndex at = parent.keys.last(lane.key);
    while (at != no_item && items_[at].left != no_item)
        at = items_[at].left;
    return at;
}

// In the arena the index of the type held stands before the content of an item of kind Type.

TypeIndex Store::held_by(const Item& item) const {
    TypeIndex type = none;
    std::memcpy(&type, content(item).data() - sizeof type, sizeof type);
    return type;
}

TypeIndex Store::add_type(Type type) {
    const auto index = static_cast<TypeIndex>(types_.size());
    type.list = static_cast<LaneIndex>(lanes_.size());
    lanes_.push_back({index, none});
    if (type.item != no_item) {
        const Item& holder = items_[type.item];
        std::memcpy(arena_.at(extent_of(holder).at) - sizeof index, &index, sizeof index);
    }
    types_.push_back(std::move(type));
    return index;
}

ItemIndex Store::take_place() {
    if (!free_.empty()) {
        const ItemIndex index = free_.back();
        free_.pop_back();
        return index;
    }
    items_.emplace_back();
    return static_cast<ItemIndex>(items_.size() - 1);
}

void Store::free_place(ItemIndex index) {
    Item& item = items_[index];
    if (item.has_extent) free_extents_.push_back(item.content);
    item.has_extent = false;
    free_.push_back(index);
}

void Store::set_extent(Item& item, Extent extent) {
    const Clock units = item.kind == ContentKind::String ? item.length : 0;
    if (extent.bytes == units) {
        if (item.has_extent) free_extents_.push_back(item.content);
        item.has_extent = false;
        item.content = extent.at;
        return;
    }
    if (!item.has_extent) {
        if (free_extents_.empty()) {
            item.content = static_cast<std::uint32_t>(extents_.size());
            extents_.emplace_back();
        } else {
            item.content = free_extents_.back();
            free_extents_.pop_back();
        }
        item.has_extent = true;
    }
    extents_[item.content] = extent;
}

} // namespace denkraum::crdt
