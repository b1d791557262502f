// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "engine/crdt/id.hpp"
#include "engine/crdt/state/changes.hpp"

/// A document that every replica may change at once, compatible with yjs 13 (update format v1).
/// Bytes in, values out: no I/O, no clock; one thread at a time, for reading too. Changing it on
/// the server: edit.hpp.
/// Working on updates without a document: update.hpp.
namespace denkraum::crdt {

class Store;

/// One item as it stands in its list: a run of units written one after the other.
struct ItemView {
    Id id;
    Clock length = 0;
    std::optional<Id> origin;       ///< the unit to the left when it was written
    std::optional<Id> right_origin; ///< the unit to the right when it was written
    bool deleted = false;
    bool countable = false; ///< occupies an index (formats and collected content do not)
    ContentKind kind = ContentKind::Gc;
    /// String: the text. Embed: its JSON. Format: the value's JSON, `null` ends the format.
    /// Others: empty, see Doc::json_of. Deleted items keep their content here. Good until the
    /// document changes.
    std::string_view content;
    std::string_view format_key; ///< Format: which attribute
    std::string_view root;       ///< name of the root type it stands in; empty when nested
    ItemIndex parent = no_item;  ///< the item of the nested type it stands in
    std::string_view map_key;    ///< for a value of a map: its key
};

/// Where an id is.
struct Found {
    ItemIndex item = no_item;
    Clock offset = 0; ///< units of the item before the id
};

/// A key of a root map and its newest item (which may be deleted: then the key is not set).
struct MapEntry {
    std::string_view key;
    ItemIndex item = no_item;
};

/// The kind of shared type that an item holds.
enum class Held { Nothing, Text, Array, Other };

/// On which side of a position new text goes to: with the unit left or right of it.
enum class Side { Left, Right };

class Doc {
public:
    Doc();
    ~Doc();
    Doc(Doc&&) noexcept;
    Doc& operator=(Doc&&) noexcept;
    Doc(const Doc&) = delete;
    Doc& operator=(const Doc&) = delete;

    /// Takes in an update. Units that are known already are skipped, what builds on unknown
    /// units waits and is taken in as soon as those come. Deleted content is kept.
    /// Fails: Corrupt for bytes that are no update, TooLarge when a bound of limits.hpp is
    /// exceeded. The document is unchanged then.
    Result<Changes> apply(ByteView update);

    // --- what is known ---
    /// The clock that this client uses next; 0 for an unknown one. Waiting units do not count.
    [[nodiscard]] Clock next_clock(ClientId client) const;
    /// All of them, highest client id first.
    [[nodiscard]] std::vector<ClientClock> clocks() const;
    [[nodiscard]] Bytes state_vector() const;
    /// Everything, waiting units and deletions included.
    [[nodiscard]] Bytes encode_state() const;
    /// Everything that a replica with this state vector lacks, and all deletions.
    /// Fails: Corrupt, TooLarge.
    [[nodiscard]] Result<Bytes> diff(ByteView state_vector) const;
    [[nodiscard]] bool has_pending() const;

    // --- reading; a root that nobody wrote to reads as empty ---
    /// Text, as toString() of yjs gives it: UTF-8 without formats and embeds.
    [[nodiscard]] std::string text(std::string_view root) const;
    /// UTF-16 units of a text with its embeds; number of values of an array.
    [[nodiscard]] std::uint64_t length(std::string_view root) const;
    /// JSON as JSON.stringify() writes what toDelta(), toJSON() of yjs give.
    [[nodiscard]] std::string delta_json(std::string_view root) const;
    [[nodiscard]] std::string array_json(std::string_view root) const;
    [[nodiscard]] std::string map_json(std::string_view root) const;
    /// Xml as toString() of an XmlFragment gives it.
    [[nodiscard]] std::string xml(std::string_view root) const;

    // --- walking through a root text or array, deleted items included ---
    [[nodiscard]] ItemIndex first(std::string_view root) const;
    [[nodiscard]] ItemIndex next(ItemIndex item) const;
    [[nodiscard]] ItemIndex previous(ItemIndex item) const;
    [[nodiscard]] ItemView view(ItemIndex item) const;
    /// The item of an id, by binary search. Nothing for an unknown or a collected one.
    [[nodiscard]] std::optional<Found> find(Id id) const;
    /// The clock behind the item of an id, a collected one too. Requires: the id is known.
    [[nodiscard]] Clock end_of(Id id) const;
    /// JSON of the item's last value (Any, Json, Binary, Embed, Type); "null" for the others.
    [[nodiscard]] std::string json_of(ItemIndex item) const;
    [[nodiscard]] bool is_deleted(Id id) const;

    // --- shared types within others: a text in an array, an array in a map ---
    [[nodiscard]] Held held_by(ItemIndex item) const;
    /// The first item of the list held, deleted ones included; none where nothing is held.
    [[nodiscard]] ItemIndex first_in(ItemIndex item) const;

    // --- root maps ---
    /// Every key ever set, in the order in which this document came to know them.
    [[nodiscard]] std::vector<MapEntry> map_entries(std::string_view root) const;
    /// The JSON of the value, or nothing when the key is not set.
    [[nodiscard]] std::optional<std::string>
    map_value(std::string_view root, std::string_view key) const;

    // --- positions that survive edits (relative positions of yjs) ---
    /// The unit on that side of an index; nothing at the very start or end.
    [[nodiscard]] std::optional<Id>
    id_at(std::string_view root, std::uint64_t index, Side side) const;
    /// The index of a unit of a list (Right: before it, Left: after it); of a deleted one the
    /// index where it was. Nothing for an unknown or collected id.
    [[nodiscard]] std::optional<std::uint64_t> index_of(Id id, Side side) const;

    /// For edit.hpp and update.hpp.
    [[nodiscard]] Store& store() { return *store_; }
    [[nodiscard]] const Store& store() const { return *store_; }

private:
    std::unique_ptr<Store> store_;
};

} // namespace denkraum::crdt
