// SPDX-License-Identifier: EUPL-1.2
#include "engine/crdt/merge/load.hpp"

#include <algorithm>

#include "engine/crdt/limits.hpp"
#include "engine/crdt/merge/integrate.hpp"
#include "engine/crdt/merge/item_table.hpp"
#include "engine/crdt/state/id_ranges.hpp"

namespace denkraum::crdt {
namespace {

/// What a struct without neighbours says of where it stands.
struct Parent {
    ParentKind kind = ParentKind::Copied;
    Id item;
    std::string_view root;
    bool has_key = false;
    std::string_view key;
};

class Loader {
public:
    explicit Loader(Store& store) : store_(store) {}

    /// False when this is no document that can be loaded.
    Result<bool> run(ByteView bytes) {
        UpdateReader reader(bytes);
        UpdateSection section;
        while (is_whole_ && reader.next_section(section))
            read_section(reader, section);
        if (!is_whole_) return false;
        DK_DO(reader.deletes(deletes_));
        if (!make_tables() || !mark_deleted()) return false;
        DK_DO(link_all());
        return is_whole_;
    }

    /// Also joins what has become one run.
    Changes finish() {
        Changes changes;
        std::vector<Id> borders;
        for (auto part = parts_.rbegin(); part != parts_.rend(); ++part) {
            const ItemTable& table = tables_[part->client];
            const ClientId id = store_.log(part->client).id;
            changes.inserted.push_back({id, 0, table.end()});
            ItemIndex index = table.first();
            for (const Item& item : table.items()) {
                if (item.deleted) changes.deleted.push_back({id, item.clock, item.length});
                const bool joins = index > table.first()
                                   && store_.are_one_run(store_.item(index - 1), item, index);
                if (joins) borders.push_back({part->client, item.clock});
                ++index;
            }
        }
        tidy(changes.deleted);
        for (auto border = borders.rbegin(); border != borders.rend(); ++border) {
            const auto client = static_cast<ClientIndex>(border->client);
            store_.join_with_previous(client, store_.slot_of(client, border->clock));
        }
        store_.commit();
        store_.shrink_loaded();
        return changes;
    }

private:
    ClientIndex client_of(ClientId id) {
        if (id != last_id_ || last_client_ == none) {
            last_id_ = id;
            last_client_ = store_.client(id);
        }
        return last_client_;
    }

    /// Where the items of one client are in the pool.
    struct Part {
        ClientIndex client;
        ItemIndex first;
        std::size_t count;
    };

    void read_section(UpdateReader& reader, const UpdateSection& section) {
        const ClientIndex client = client_of(section.client);
        store_.reserve_loaded(std::min<std::size_t>(section.count, structs_max));
        const auto first = static_cast<ItemIndex>(store_.item_room());
        is_whole_ = section.clock == 0;
        Struct read;
        while (is_whole_ && reader.next(read))
            add(read, client, first);
        const std::size_t count = store_.item_room() - first;
        if (count > 0) parts_.push_back({client, first, count});
    }

    /// False when a client is named twice.
    bool make_tables() {
        tables_.resize(store_.client_count());
        for (const Part& part : parts_) {
            ItemTable& table = tables_[part.client];
            if (!table.items().empty()) return false;
            table = ItemTable(store_.loaded(part.first, part.count), part.first);
            store_.set_log(part.client, part.first, part.count);
        }
        std::sort(parts_.begin(), parts_.end(), [&](const Part& a, const Part& b) {
            return store_.log(a.client).id > store_.log(b.client).id;
        });
        return true;
    }

    void add(const Struct& read, ClientIndex client, ItemIndex first) {
        const std::size_t count = store_.item_room();
        const bool full = count >= structs_max || !store_.has_room(read.content.size());
        if (read.kind == ContentKind::Skip || full) {
            is_whole_ = false;
            return;
        }
        const bool is_bare = read.kind == ContentKind::Gc;
        if (is_bare && count > first) {
            Item& last = store_.item(static_cast<ItemIndex>(count - 1));
            if (last.kind == ContentKind::Gc) {
                last.length += read.length;
                return;
            }
        }
        Item item;
        Bonds bonds{.client = client};
        item.clock = read.clock;
        item.length = read.length;
        item.kind = read.kind;
        item.deleted = is_bare || read.kind == ContentKind::Deleted;
        if (read.has_origin) {
            bonds.origin_client = client_of(read.origin.client);
            item.origin_clock = read.origin.clock;
        }
        if (read.has_right_origin) {
            bonds.right_client = client_of(read.right_origin.client);
            item.right_clock = read.right_origin.clock;
        }
        if (!is_bare && !read.has_origin && !read.has_right_origin) {
            // Where it stands is kept until it is linked.
            item.left = static_cast<ItemIndex>(parents_.size());
            parents_.push_back({read.parent_kind, read.parent, read.root, read.has_key, read.key});
        }
        // The lane comes in when the item is linked.
        item.bonds = store_.intern(bonds) & index_bits;
        store_.add_loaded(item, read.content);
    }

    bool mark_deleted() {
        tidy(deletes_);
        for (const IdRange& range : deletes_) {
            const auto client = store_.find_client(range.client);
            if (!client || range.end() > tables_[*client].end()) return false;
            if (!tables_[*client].mark_deleted(range.clock, range.end())) return false;
        }
        return true;
    }

    /// Clients with high ids first; an item that builds on another client's waits on a stack until
    /// that is linked. The same order as in apply(): keys of maps come to be known in it.
    Done link_all() {
        linked_.assign(tables_.size(), 0);
        waits_.assign(tables_.size(), false);
        for (const Part& part : parts_) {
            while (is_whole_ && linked_[part.client] < part.count)
                DK_DO(link_next(part.client));
        }
        return {};
    }

    Done link_next(ClientIndex client) {
        push(client);
        while (!stack_.empty() && is_whole_) {
            const ClientIndex head = stack_.back();
            const ItemTable& table = tables_[head];
            const ItemIndex index = table.first() + linked_[head];
            const ClientIndex missing =
                store_.client_count() > 1 ? missing_client(store_.item(index)) : none;
            if (missing == none) {
                DK_DO(link(index));
                ++linked_[head];
                stack_.pop_back();
                waits_[head] = false;
            } else if (!waits_[missing]) {
                push(missing);
            } else {
                return fall_back(); // they wait for each other
            }
        }
        return {};
    }

    void push(ClientIndex client) {
        stack_.push_back(client);
        waits_[client] = true;
    }

    [[nodiscard]] bool is_missing(ClientIndex client, Clock clock) const {
        const ItemIndex linked = linked_[client];
        const auto items = tables_[client].items();
        return linked < items.size() ? clock >= items[linked].clock
                                     : clock >= tables_[client].end();
    }

    [[nodiscard]] ClientIndex missing_client(const Item& item) {
        const Bonds& bonds = store_.bonds(item);
        const auto is_missing_of_other = [&](ClientIndex client, Clock clock) {
            return client != none && client != bonds.client && is_missing(client, clock);
        };
        ClientIndex missing = none;
        if (is_missing_of_other(bonds.origin_client, item.origin_clock)) {
            missing = bonds.origin_client;
        } else if (is_missing_of_other(bonds.right_client, item.right_clock)) {
            missing = bonds.right_client;
        } else if (const Parent* parent = parent_of(item); parent != nullptr) {
            if (parent->kind != ParentKind::Item) return none;
            const ClientIndex client = client_of(parent->item.client);
            if (client >= tables_.size()) is_whole_ = false;
            if (client < tables_.size() && is_missing_of_other(client, parent->item.clock)) {
                missing = client;
            }
        }
        // What is not in the update at all never comes.
        if (missing != none && linked_[missing] == tables_[missing].items().size())
            is_whole_ = false;
        return is_whole_ ? missing : none;
    }

    [[nodiscard]] const Parent* parent_of(const Item& item) const {
        return store_.bonds(item).lane == none && item.left != no_item ? &parents_[item.left]
                                                                       : nullptr;
    }

    /// The lane of an item without neighbours; none if its parent is no type.
    LaneIndex lane_of(const Parent& parent) {
        TypeIndex type = none;
        if (parent.kind == ParentKind::Root) {
            type = store_.root(parent.root);
        } else {
            const ClientIndex client = client_of(parent.item.client);
            if (client >= tables_.size()) return none;
            const ItemTable& table = tables_[client];
            const Item& holder = store_.item(table.find(parent.item.clock));
            const bool holds = holder.kind == ContentKind::Type;
            if (holds && holder.clock == parent.item.clock) type = store_.held_by(holder);
        }
        if (type == none) return none;
        return store_.lane_of(type, parent.has_key ? store_.intern(parent.key) : none);
    }

    Done link(ItemIndex index) {
        Item& item = store_.item(index);
        if (!is_whole_ || item.kind == ContentKind::Gc) return {};
        const Bonds bonds = store_.bonds(item);
        ItemIndex left = no_item;
        ItemIndex right = no_item;
        if (bonds.origin_client != none) {
            left = tables_[bonds.origin_client].find(item.origin_clock);
            if (store_.item(left).last() != item.origin_clock) return fall_back();
        }
        if (bonds.right_client != none) {
            right = tables_[bonds.right_client].find(item.right_clock);
            if (store_.item(right).clock != item.right_clock) return fall_back();
        }
        const ItemIndex neighbour = left != no_item ? left : right;
        const LaneIndex lane = neighbour != no_item ? store_.bonds(store_.item(neighbour)).lane
                                                    : lane_of(parents_[item.left]);
        // Beside something collected, or in something that is no type.
        if (lane == none || (right != no_item && store_.bonds(store_.item(right)).lane == none)) {
            return fall_back();
        }
        item.bonds = with_lane(item.bonds, lane) & index_bits;
        item.keyed = lane != last_root_list_ && store_.lane(lane).key != none;
        if (left == no_item || store_.item(left).right != right) {
            DK_TRY(left, left_neighbour(store_, item, left, right, budget_));
        }
        store_.link_loaded(index, left);
        return is_root_list(lane) && item.kind != ContentKind::Type ? Done{}
                                                                    : settle(store_, index);
    }

    BondsIndex with_lane(BondsIndex index, LaneIndex lane) {
        if (index != laneless_ || lane != lane_) {
            Bonds bonds = store_.bonds(index);
            bonds.lane = lane_ = lane;
            laneless_ = index;
            laned_ = store_.intern(bonds);
        }
        return laned_;
    }

    /// Nothing follows from where an item of a root's list stands.
    bool is_root_list(LaneIndex lane) {
        if (lane == last_root_list_) return true;
        const bool is_list = store_.lane(lane).key == none;
        if (!is_list || store_.type(store_.lane(lane).parent).item != no_item) return false;
        last_root_list_ = lane;
        return true;
    }

    Done fall_back() {
        is_whole_ = false;
        return {};
    }

    Store& store_;
    Budget budget_{conflict_steps_max};
    bool is_whole_ = true;
    ClientId last_id_ = 0;
    ClientIndex last_client_ = none;
    LaneIndex last_root_list_ = none;
    // What with_lane() did last: one item after the other mostly asks for the same.
    BondsIndex laneless_ = none;
    LaneIndex lane_ = none;
    BondsIndex laned_ = none;
    std::vector<ItemTable> tables_; ///< by client
    std::vector<Part> parts_;       ///< highest client id first once all are read
    std::vector<ItemIndex> linked_; ///< by client: how many items are
    std::vector<ClientIndex> stack_;
    std::vector<bool> waits_; ///< by client: whether it is on the stack
    std::vector<Parent> parents_;
    std::vector<IdRange> deletes_;
};

} // namespace

Result<std::optional<Changes>> load(Store& store, ByteView update) {
    Loader loader(store);
    const Result<bool> is_loaded = loader.run(update);
    if (is_loaded && *is_loaded) return loader.finish();
    store = Store{};
    if (!is_loaded) return std::unexpected(is_loaded.error());
    return std::nullopt;
}

} // namespace denkraum::crdt
