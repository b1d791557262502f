// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "engine/crdt/id.hpp"
#include "engine/crdt/lib0/reader.hpp"
#include "engine/crdt/lib0/writer.hpp"

/// Update format v1 of yjs:
///
///   update    := structs deleteSet
///   structs   := varUint(#clients) client*        -- highest client id first when written by yjs
///   client    := varUint(#structs) varUint(client id) varUint(clock of the first) struct*
///   struct    := 0 varUint(length)                             GC
///              | 10 varUint(length)                            Skip: a hole
///              | info origin? rightOrigin? parent? content     Item
///   info      := content kind (5 bits) | 0x20 has a map key | 0x40 right origin | 0x80 origin
///   origin, rightOrigin := id;  id := varUint(client) varUint(clock)
///   parent    := only without both origins: ( 1 varString(root name) | 0 id ) varString(key)?
///   content   := 1 Deleted varUint(length)
///              | 2 Json    varUint(n) n × varString            JSON or "undefined"
///              | 3 Binary  varBytes
///              | 4 String  varString                           length in UTF-16 units
///              | 5 Embed   varString                           JSON
///              | 6 Format  varString(key) varString(JSON)
///              | 7 Type    varUint(type) varString(name)?      name for 3 XmlElement, 5 XmlHook
///              | 8 Any     varUint(n) n × any
///              | 9 Doc     varString(guid) any(options)
///   deleteSet := varUint(#clients) ( varUint(client) varUint(#ranges)
///                                    ( varUint(clock) varUint(length) )* )*
///
/// Clocks are implicit: each struct starts where the one before ended. With an origin the parent
/// and the map key are not written (0x20 may be set all the same).
namespace denkraum::crdt {

enum class ParentKind : std::uint8_t { Copied, Root, Item };

/// One struct, still as the bytes it came in.
struct Struct {
    ContentKind kind = ContentKind::Gc;
    ParentKind parent_kind = ParentKind::Copied;
    bool has_origin = false;
    bool has_right_origin = false;
    bool has_key = false;      ///< the key itself is here (parent_kind is not Copied)
    bool has_key_flag = false; ///< bit 0x20: it is a value of a map
    Clock clock = 0;
    Clock length = 0;
    ClientId client = 0;
    Id origin;
    Id right_origin;
    Id parent;
    std::string_view root;
    std::string_view key;
    /// String: UTF-8. Embed: JSON. Binary: the bytes. Json, Any: the elements without their
    /// number. Format, Type, Doc: as on the wire. Gc, Deleted, Skip: empty.
    ByteView content;

    [[nodiscard]] Clock end() const { return clock + length; }
};

/// What stands before the structs of one client. The number may be a lie within the bytes left.
struct UpdateSection {
    ClientId client = 0;
    std::uint64_t count = 0;
    Clock clock = 0;
};

/// Reads an update from front to back and checks everything: lengths, text, JSON, nesting,
/// references of a struct to itself or to later ones. Structs point into the bytes.
///
///     while (reader.next_section(section))
///         while (reader.next(item)) …
///     DK_DO(reader.deletes(ranges));
class UpdateReader {
public:
    explicit UpdateReader(ByteView bytes);
    [[nodiscard]] bool next_section(UpdateSection& section);
    /// The next struct that has a length. False at the end of the section, and where the bytes are
    /// no update.
    [[nodiscard]] bool next(Struct& item);
    /// The delete set without empty ranges, as it came. Requires: next_section() said false.
    /// Fails: Corrupt, TooLarge for whatever was wrong with the update.
    [[nodiscard]] Done deletes(std::vector<IdRange>& deletes);

private:
    Reader reader_;
    std::uint64_t clients_ = 0;
    std::uint64_t structs_ = 0;
    ClientId client_ = 0;
    Clock clock_ = 0;
};

/// The delete set that comes next, without empty ranges, as it came. What is wrong with it the
/// reader tells.
void read_delete_set(Reader& reader, std::vector<IdRange>& deletes);

/// The structs of one client in a DecodedUpdate: [first, first + count).
struct Section {
    ClientId client = 0;
    std::uint32_t first = 0;
    std::uint32_t count = 0;
};

/// Points into the bytes it was read from. Meant to be used again: decode() keeps the room.
struct DecodedUpdate {
    std::vector<Struct> structs;
    std::vector<Section> sections; ///< sorted, highest client id first; no client twice
    std::vector<IdRange> deletes;  ///< as they came, without empty ones
};

/// Reads all of it. Fails: Corrupt, TooLarge.
[[nodiscard]] Done decode(ByteView bytes, DecodedUpdate& update);

/// Writes one struct from `offset` units on (then its origin is the unit before).
void write_struct(Writer& writer, const Struct& item, Clock offset);

/// Appends the content of the units [from, to) of a struct. Halves of a pair at the borders
/// become U+FFFD. Requires: from < to ≤ length.
void append_content_part(Bytes& out, const Struct& item, Clock from, Clock to);

} // namespace denkraum::crdt
