// SPDX-License-Identifier: EUPL-1.2
#include "engine/crdt/merge/integrate.hpp"

#include "engine/crdt/limits.hpp"

namespace denkraum::crdt {
namespace {

/// Where a struct goes: between two items of a lane. No lane: it is collected.
struct Spot {
    ItemIndex left = no_item;
    ItemIndex right = no_item;
    LaneIndex lane = none;
};

bool is_unknown(const Store& store, ClientId writer, Id id) {
    return id.client != writer && id.clock >= store.next_clock(id.client);
}

bool is_collected(const Store& store, ItemIndex index) {
    return index != no_item && store.item(index).kind == ContentKind::Gc;
}

/// The type that the parent item holds; none when the item was collected or holds no type.
TypeIndex type_held_by(const Store& store, Id id) {
    const ClientIndex client = *store.find_client(id.client);
    const Item& parent = store.item(store.find(client, id.clock));
    return parent.clock == id.clock && parent.kind == ContentKind::Type ? store.held_by(parent)
                                                                        : none;
}

Spot find_spot(Store& store, const Struct& item, Item& placed, Bonds& bonds) {
    Spot spot;
    // A split keeps the handle of the left part: the right neighbour, found first, stays itself
    // even where somebody says that it is the left one too.
    if (item.has_right_origin) {
        bonds.right_client = *store.find_client(item.right_origin.client);
        placed.right_clock = item.right_origin.clock;
        spot.right = store.starting_at(bonds.right_client, item.right_origin.clock);
    }
    if (item.has_origin) {
        bonds.origin_client = *store.find_client(item.origin.client);
        placed.origin_clock = item.origin.clock;
        spot.left = store.ending_at(bonds.origin_client, item.origin.clock);
    }
    if (is_collected(store, spot.left) || is_collected(store, spot.right)) return spot;
    const ItemIndex neighbour = spot.left != no_item ? spot.left : spot.right;
    if (neighbour != no_item) {
        spot.lane = store.bonds(store.item(neighbour)).lane;
        return spot;
    }
    const TypeIndex parent = item.parent_kind == ParentKind::Root
                                 ? store.root(item.root)
                                 : type_held_by(store, item.parent);
    if (parent == none) return spot;
    spot.lane = store.lane_of(parent, item.has_key ? store.intern(item.key) : none);
    return spot;
}

/// The items between the neighbours a writer saw were written by others at the same time. Goes
/// through them from left to right and finds behind which of them the new item belongs.
///
/// "Seen" are all items passed so far; "open" those passed since the place last moved.
class ConflictScan {
public:
    ConflictScan(Store& store, Budget& budget) : store_(store), budget_(budget) {
        auto& marks = store.scan_marks();
        if (marks.size() < store.item_room()) marks.resize(store.item_room(), 0);
        // Numbers go on from scan to scan, so marks need no clearing until they wrap.
        if (store.scan_count > 0xf000'0000U) {
            std::fill(marks.begin(), marks.end(), 0);
            store.scan_count = 0;
        }
        seen_from_ = open_from_ = store.scan_count;
    }

    Result<ItemIndex> behind(const Item& item, ItemIndex left, ItemIndex right, ItemIndex at) {
        while (at != no_item && at != right) {
            if (budget_.conflict_steps == 0) {
                return fail(ErrorCode::TooLarge, "too many conflicts in one update");
            }
            --budget_.conflict_steps;
            const Item& other = store_.item(at);
            store_.scan_marks()[at] = ++store_.scan_count;
            if (same_origin(item, other)) {
                if (store_.writer_of(other) < store_.writer_of(item)) {
                    left = at;
                    open_from_ = store_.scan_count;
                } else if (same_right_origin(item, other)) {
                    break;
                }
            } else {
                const std::uint32_t mark = mark_of_origin(other);
                if (mark <= seen_from_) break;
                if (mark <= open_from_) {
                    left = at;
                    open_from_ = store_.scan_count;
                }
            }
            at = other.right;
        }
        return left;
    }

private:
    [[nodiscard]] bool same_origin(const Item& a, const Item& b) const {
        const ClientIndex client = store_.bonds(a).origin_client;
        return client == store_.bonds(b).origin_client
               && (client == none || a.origin_clock == b.origin_clock);
    }
    [[nodiscard]] bool same_right_origin(const Item& a, const Item& b) const {
        const ClientIndex client = store_.bonds(a).right_client;
        return client == store_.bonds(b).right_client
               && (client == none || a.right_clock == b.right_clock);
    }
    [[nodiscard]] std::uint32_t mark_of_origin(const Item& other) {
        const ClientIndex client = store_.bonds(other).origin_client;
        if (client == none) return 0;
        return store_.scan_marks()[store_.find(client, other.origin_clock)];
    }

    Store& store_;
    Budget& budget_;
    std::uint32_t seen_from_ = 0;
    std::uint32_t open_from_ = 0;
};

Done hold_type(Store& store, ItemIndex index) {
    const Item& item = store.item(index);
    Reader reader(store.content(item));
    Type type;
    type.kind = static_cast<TypeKind>(reader.var_uint());
    if (!reader.done()) type.name = store.intern(reader.var_string());
    type.item = index;
    type.depth = store.type(store.parent_of(item)).depth + 1;
    if (type.depth > type_depth_max) return fail(ErrorCode::TooLarge, "types nested too deep");
    (void)store.add_type(std::move(type));
    return {};
}

void collect(Store& store, ClientIndex client, Clock clock, Clock length) {
    const ClientLog& log = store.log(client);
    if (!log.slots.empty()) {
        const ItemIndex last = log.slots.back();
        if (store.item(last).kind == ContentKind::Gc) return store.extend(last, length, {});
    }
    Item item;
    item.bonds = store.intern({.client = client}) & index_bits;
    item.clock = clock;
    item.length = length;
    item.deleted = true;
    store.append(item, {});
}

} // namespace

bool typed_on(Store& store, const Struct& item) {
    if (!item.has_origin || item.origin.client != item.client) return false;
    const bool joins = item.kind == ContentKind::String || item.kind == ContentKind::Any
                       || item.kind == ContentKind::Deleted;
    if (!joins) return false;
    if (item.origin.clock + 1 != item.clock) return false;
    const auto client = store.find_client(item.client);
    if (!client || store.log(*client).next != item.clock) return false;
    const ItemIndex index = store.log(*client).slots.back();
    const Item& last = store.item(index);
    const ClientIndex right_client = store.bonds(last).right_client;
    const bool is_deleted = item.kind == ContentKind::Deleted;
    if (last.kind != item.kind || last.deleted != is_deleted || last.keyed) return false;
    if ((right_client != none) != item.has_right_origin) return false;
    if (!item.has_right_origin) {
        if (last.right != no_item) return false;
    } else {
        if (last.right_clock != item.right_origin.clock || last.right == no_item) return false;
        if (store.log(right_client).id != item.right_origin.client) return false;
        const Item& right = store.item(last.right);
        if (store.client_of(right) != right_client || right.clock != last.right_clock) return false;
    }
    store.extend(index, item.length, item.content);
    return true;
}

Result<ItemIndex>
left_neighbour(Store& store, const Item& item, ItemIndex left, ItemIndex right, Budget& budget) {
    const bool free_start =
        left == no_item && (right == no_item || store.item(right).left != no_item);
    const bool not_adjacent = left != no_item && store.item(left).right != right;
    if (!free_start && !not_adjacent) return left;
    const ItemIndex first =
        left != no_item ? store.item(left).right : store.leftmost(store.bonds(item).lane);
    // A scan needs room in proportion to the document.
    if (first == no_item || first == right) return left;
    return ConflictScan(store, budget).behind(item, left, right, first);
}

/// Map values: the newest stands rightmost and is the one that counts.
Done settle(Store& store, ItemIndex index) {
    const Item& item = store.item(index);
    if (item.kind == ContentKind::Type) DK_DO(hold_type(store, index));
    if (item.keyed && item.right == no_item && item.left != no_item) {
        remove(store, item.left);
    }
    const ItemIndex holder = store.type(store.parent_of(item)).item;
    const bool in_deleted = holder != no_item && store.item(holder).deleted;
    if (in_deleted || (item.keyed && item.right != no_item)) remove(store, index);
    return {};
}

std::optional<ClientId> missing_client(const Store& store, const Struct& item) {
    if (item.has_origin && is_unknown(store, item.client, item.origin)) return item.origin.client;
    if (item.has_right_origin && is_unknown(store, item.client, item.right_origin)) {
        return item.right_origin.client;
    }
    if (item.parent_kind == ParentKind::Item && is_unknown(store, item.client, item.parent)) {
        return item.parent.client;
    }
    return std::nullopt;
}

Result<ItemIndex>
place(Store& store, Item item, ItemIndex right, ByteView content, Budget& budget) {
    DK_TRY(const ItemIndex left, left_neighbour(store, item, item.left, right, budget));
    item.deleted = item.kind == ContentKind::Deleted;
    const ItemIndex index = store.append(item, content);
    store.link(index, left);
    DK_DO(settle(store, index));
    return index;
}

Struct rest_of(const Struct& item, Clock known) {
    Struct rest = item;
    if (item.kind == ContentKind::Gc) return rest;
    rest.has_origin = true;
    rest.origin = {item.client, known - 1};
    rest.parent_kind = ParentKind::Copied;
    rest.has_key = false;
    return rest;
}

Done integrate(Store& store, const Struct& item, Clock offset, Budget& budget) {
    const ClientIndex client = store.client(item.client);
    const Clock clock = item.clock + offset;
    if (item.kind == ContentKind::Gc) {
        collect(store, client, clock, item.length - offset);
        return {};
    }
    if (!store.has_room(item.content.size())) return fail(ErrorCode::TooLarge, "document full");
    if (offset == 0 && typed_on(store, item)) return {};
    Item placed;
    Bonds bonds{.client = client};
    Spot spot = find_spot(store, item, placed, bonds);
    if (store.split_steps > conflict_steps_max) {
        return fail(ErrorCode::TooLarge, "too many values passed in one update");
    }
    Bytes tail;
    ByteView content = item.content;
    if (offset > 0) {
        append_content_part(tail, item, offset, item.length);
        content = tail;
    }
    if (spot.lane == none || is_collected(store, spot.left)) {
        collect(store, client, clock, item.length - offset);
        return {};
    }
    bonds.lane = spot.lane;
    placed.bonds = store.intern(bonds) & index_bits;
    placed.clock = clock;
    placed.length = item.length - offset;
    placed.keyed = store.lane(spot.lane).key != none;
    placed.kind = item.kind;
    placed.left = spot.left;
    auto done = place(store, placed, spot.right, content, budget);
    if (!done) return std::unexpected(std::move(done).error());
    return {};
}

} // namespace denkraum::crdt
