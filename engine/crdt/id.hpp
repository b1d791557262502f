// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <compare>
#include <cstdint>

/// Who wrote a character and as which of theirs: the names by which replicas speak of text.
namespace denkraum::crdt {

using ClientId = std::uint64_t;
/// Counts the units (UTF-16 code units, embeds, format marks, …) of one client.
using Clock = std::uint32_t;

/// One unit.
struct Id {
    ClientId client = 0;
    Clock clock = 0;
    friend auto operator<=>(const Id&, const Id&) = default;
};

/// Consecutive units of one client: [clock, clock + length).
struct IdRange {
    ClientId client = 0;
    Clock clock = 0;
    Clock length = 0;
    [[nodiscard]] Clock end() const { return clock + length; }
    friend auto operator<=>(const IdRange&, const IdRange&) = default;
};

/// The clock that each client will use next, as far as it is known.
struct ClientClock {
    ClientId client = 0;
    Clock clock = 0;
    friend auto operator<=>(const ClientClock&, const ClientClock&) = default;
};

/// What a struct of an update holds; the numbers are those of the wire (crdt README, update v1).
enum class ContentKind : std::uint8_t {
    Gc = 0,      ///< collected: a length and nothing else
    Deleted = 1, ///< content was thrown away by a peer, place is known
    Json = 2,    ///< values as JSON texts (old)
    Binary = 3,
    String = 4,
    Embed = 5,
    Format = 6,
    Type = 7,
    Any = 8,
    Doc = 9,
    Skip = 10, ///< a hole in an update
};

/// A handle of one item of one document. Good until the document changes: changing it may join
/// items. Ids last.
using ItemIndex = std::uint32_t;
inline constexpr ItemIndex no_item = 0xffff'ffffU;

} // namespace denkraum::crdt
