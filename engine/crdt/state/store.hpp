// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/bytes.hpp"
#include "base/check.hpp"
#include "engine/crdt/limits.hpp"
#include "engine/crdt/state/arena.hpp"
#include "engine/crdt/state/bonds.hpp"
#include "engine/crdt/state/item.hpp"
#include "engine/crdt/state/journal.hpp"
#include "engine/crdt/state/milestones.hpp"
#include "engine/crdt/state/scratch.hpp"
#include "engine/crdt/state/slots.hpp"
#include "engine/crdt/state/types.hpp"

namespace denkraum::crdt {

/// Everything one client wrote, without holes, by clock.
struct ClientLog {
    ClientId id = 0;
    Clock next = 0;
    SlotList slots;
};

/// Updates that came before what they build on.
struct Pending {
    std::vector<Bytes> updates;
    std::size_t merged = 0; ///< how many were left when they were last merged into one
    std::size_t bytes = 0;
    std::vector<ClientClock> missing; ///< worth trying again when one of these is known
    std::vector<IdRange> deletes;     ///< tidy
};

/// What a document consists of. Knows how to find, split, link and unlink items; how they are
/// merged is in merge/, what they mean in types/.
class Store {
public:
    using Sizes = StoreSizes;

    // --- names ---
    [[nodiscard]] KeyIndex intern(std::string_view name);
    [[nodiscard]] std::optional<KeyIndex> find_name(std::string_view name) const;
    [[nodiscard]] std::string_view name(KeyIndex key) const { return names_[key]; }

    // --- clients ---
    [[nodiscard]] ClientIndex client(ClientId id);
    [[nodiscard]] std::optional<ClientIndex> find_client(ClientId id) const {
        // One after the other is mostly about the same client.
        if (last_found_ < logs_.size() && logs_[last_found_].id == id) return last_found_;
        return search_client(id);
    }
    [[nodiscard]] const ClientLog& log(ClientIndex client) const { return logs_[client]; }
    [[nodiscard]] std::size_t client_count() const { return logs_.size(); }
    [[nodiscard]] Clock next_clock(ClientId id) const {
        const auto client = find_client(id);
        return client ? logs_[*client].next : 0;
    }

    // --- items ---
    [[nodiscard]] const Item& item(ItemIndex index) const { return items_[index]; }
    [[nodiscard]] Item& item(ItemIndex index) { return items_[index]; }
    [[nodiscard]] std::size_t item_room() const { return items_.size(); }
    [[nodiscard]] const Bonds& bonds(const Item& item) const { return bonds_[item.bonds]; }
    [[nodiscard]] const Bonds& bonds(BondsIndex index) const { return bonds_[index]; }
    [[nodiscard]] BondsIndex intern(const Bonds& bonds) { return bonds_.intern(bonds); }
    [[nodiscard]] ClientIndex client_of(const Item& item) const { return bonds(item).client; }
    [[nodiscard]] ClientId writer_of(const Item& item) const { return logs_[client_of(item)].id; }
    [[nodiscard]] Id id_of(const Item& item) const { return {writer_of(item), item.clock}; }
    [[nodiscard]] ByteView content(const Item& item) const {
        const Extent extent = extent_of(item);
        return arena_.view(extent.at, extent.bytes);
    }
    /// The item as a struct of an update; points into the store.
    [[nodiscard]] Struct as_struct(const Item& item) const;

    /// Place in the client's log of the item with this clock. Requires: clock < log.next.
    [[nodiscard]] SlotList::Place slot_of(ClientIndex client, Clock clock) const {
        CHECK(clock < logs_[client].next, "callers ask for known clocks only");
        return logs_[client].slots.find(clock, items_);
    }
    [[nodiscard]] ItemIndex find(ClientIndex client, Clock clock) const {
        return logs_[client].slots[slot_of(client, clock)];
    }
    /// The item that starts (ends) exactly here, split if need be; collected ones stay whole.
    ItemIndex starting_at(ClientIndex client, Clock clock);
    ItemIndex ending_at(ClientIndex client, Clock clock);
    /// Splits an item and gives the right part. Requires: 0 < offset < length, not collected.
    ItemIndex split(SlotList::Place slot, ClientIndex client, Clock offset);

    // --- types ---
    [[nodiscard]] TypeIndex root(std::string_view name);
    [[nodiscard]] std::optional<TypeIndex> find_root(std::string_view name) const;
    [[nodiscard]] std::size_t type_count() const { return types_.size(); }
    [[nodiscard]] const Type& type(TypeIndex index) const { return types_[index]; }
    [[nodiscard]] Type& type(TypeIndex index) { return types_[index]; }
    [[nodiscard]] const Lane& lane(LaneIndex index) const { return lanes_[index]; }
    /// The lane of a key of this type, made when there is none; without a key that of its list.
    [[nodiscard]] LaneIndex lane_of(TypeIndex parent, KeyIndex key);
    [[nodiscard]] ItemIndex leftmost(LaneIndex lane) const;
    /// The type that an item stands in. Requires: it is not collected.
    [[nodiscard]] TypeIndex parent_of(const Item& item) const {
        return lanes_[bonds(item).lane].parent;
    }
    /// The type that an item of kind Type holds.
    [[nodiscard]] TypeIndex held_by(const Item& item) const;

    // --- changing; every step is written into the journal and can be taken back ---
    /// Appends an item to its client's log, without linking it.
    ItemIndex append(const Item& item, ByteView content);
    /// Puts an appended item right of `left` (no item: leftmost) in its parent.
    void link(ItemIndex index, ItemIndex left);
    /// Makes the last item of a client longer by a struct that continues it.
    void extend(ItemIndex index, Clock length, ByteView content);
    /// Marks as deleted, nothing else.
    void mark_deleted(ItemIndex index);
    /// Makes a type, held by an item of kind Type if `type.item` says so.
    [[nodiscard]] TypeIndex add_type(Type type);

    // --- loading a whole document into an empty store, without a journal ---
    [[nodiscard]] bool is_empty() const { return items_.empty() && logs_.empty(); }
    /// Puts an item into the pool, neither linked nor in a log yet.
    ItemIndex add_loaded(const Item& item, ByteView content);
    void reserve_loaded(std::size_t items);
    [[nodiscard]] std::span<Item> loaded(ItemIndex first, std::size_t count) {
        return std::span(items_).subspan(first, count);
    }
    /// Makes `count` items that lie one behind the other in the pool the whole log of their client.
    void set_log(ClientIndex client, ItemIndex first, std::size_t count);
    /// As link().
    void link_loaded(ItemIndex index, ItemIndex left);
    /// Gives back what was reserved in vain.
    void shrink_loaded();

    [[nodiscard]] const std::vector<JournalEntry>& journal() const { return journal_; }
    /// Everything since the last commit() is final.
    void commit();
    /// Takes back everything since the last commit(). What was named since stays known.
    void roll_back();

    [[nodiscard]] Sizes sizes() const {
        return {
            .names = names_.size(),
            .clients = logs_.size(),
            .types = types_.size(),
            .lanes = lanes_.size(),
            .bonds = bonds_.size(),
            .items = items_.size(),
            .extents = extents_.size(),
            .content_bytes = arena_.size()
        };
    }
    /// As roll_back(), and forgets whatever came to be since the store had these sizes: a refused
    /// update leaves nothing behind. Requires: nothing was committed since; nobody keeps an index
    /// of anything newer.
    void roll_back_to(const Sizes& before);

    /// Whether an item goes on where the one before it in its client's log ends.
    [[nodiscard]] bool
    are_one_run(const Item& left, const Item& right, ItemIndex right_index) const;
    /// Joins the item in this slot with the one before it in the log, if they are one run.
    bool join_with_previous(ClientIndex client, SlotList::Place slot);

    /// Makes room for the structs of a large update at once, and no more than they need.
    void reserve(const DecodedUpdate& update);
    /// Whether one more item with so many bytes could be kept.
    [[nodiscard]] bool has_room(std::size_t bytes) const {
        return arena_.has_room(bytes) && logs_.size() < names_max && lanes_.size() < names_max
               && bonds_.size() < names_max;
    }

    /// A mark per item for the conflict scan: see merge/integrate.cpp.
    [[nodiscard]] std::vector<std::uint32_t>& scan_marks() { return scan_marks_; }
    std::uint32_t scan_count = 0;
    /// Values passed by splits, to be compared with a bound.
    std::uint64_t split_steps = 0;

    PlaceHint place_hint;
    Milestones milestones;
    void forget_places() {
        if (place_hint.text != none) place_hint = {};
        milestones.forget();
    }
    Pending pending;
    Scratch scratch;

private:
    [[nodiscard]] std::optional<ClientIndex> search_client(ClientId id) const;
    [[nodiscard]] ItemIndex take_place();
    /// Where a content is in the arena. Of text that is all ASCII, and of items without content,
    /// the item says it itself: there are as many bytes as units, or none.
    struct Extent {
        std::uint32_t at = 0;
        std::uint32_t bytes = 0;
    };
    struct Cut {
        Extent left;
        Extent right;
    };
    [[nodiscard]] Extent extent_of(const Item& item) const {
        if (item.has_extent) return extents_[item.content];
        return {item.content, item.kind == ContentKind::String ? item.length : 0};
    }
    /// Requires: kind and length are what they will be.
    void set_extent(Item& item, Extent extent);
    void free_place(ItemIndex index);
    void append_content(Item& item, ByteView more, Clock length);
    [[nodiscard]] Cut cut_content(const Item& whole, Clock offset);
    [[nodiscard]] Cut halve_pair(Extent whole, std::uint32_t before);
    void take_back(const JournalEntry& entry);
    void forget_names(const Sizes& before);
    void forget_types(const Sizes& before);
    void renumber_extents();
    void unlink(ItemIndex index);
    /// Tells whoever stands right of an item, or the table of keys, that it is their neighbour.
    void set_left_of_right(ItemIndex index);

    std::vector<Item> items_;
    std::vector<ItemIndex> free_;
    BondsTable bonds_;
    std::vector<Extent> extents_;
    std::vector<std::uint32_t> free_extents_;
    std::vector<ClientLog> logs_;
    std::unordered_map<ClientId, ClientIndex> clients_;
    mutable ClientIndex last_found_ = 0;
    std::deque<std::string> names_;
    std::unordered_map<std::string_view, KeyIndex> names_index_;
    std::vector<Type> types_;
    std::vector<Lane> lanes_;
    std::unordered_map<KeyIndex, TypeIndex> roots_;
    TypeIndex last_root_ = none;
    Arena arena_;
    std::vector<JournalEntry> journal_;
    std::vector<std::uint32_t> scan_marks_;
};

} // namespace denkraum::crdt
