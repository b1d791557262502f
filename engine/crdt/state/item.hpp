// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>

#include "engine/crdt/state/id.hpp"

namespace denkraum::crdt {

/// Client ids are interned: the n-th client of a document.
using ClientIndex = std::uint32_t;
using TypeIndex = std::uint32_t;
/// An interned string: a map key or the name of a root.
using KeyIndex = std::uint32_t;
/// Where items stand one behind the other: the list of a type, or the chain of values that one of
/// its keys had.
using LaneIndex = std::uint32_t;
/// Indexes of these have 24 bits, so that an item is small: see names_max.
inline constexpr std::uint32_t index_bits = 0x00ff'ffffU;
inline constexpr std::uint32_t none = index_bits;

/// A run of units that one client wrote one after the other, and where it stands. Items live in
/// one pool and name each other by handles. Everything is fixed but left, right, length (runs
/// are split and joined) and `deleted`.
struct Item {
    Clock clock = 0;
    Clock length = 0;
    Clock origin_clock = 0;
    Clock right_clock = 0;
    ItemIndex left = no_item;
    ItemIndex right = no_item;
    std::uint32_t content_at = 0; ///< in the arena, bytes as Struct::content
    std::uint32_t content_bytes = 0;
    ClientIndex client : 24 = none;
    ContentKind kind : 4 = ContentKind::Gc;
    bool deleted : 1 = false;
    bool keyed : 1 = false;                ///< a value of a map
    ClientIndex origin_client : 24 = none; ///< none: written at the very start
    std::uint8_t room_log2 : 5 = 0; ///< room of the content in the arena; 0: no more than its bytes
    ClientIndex right_client : 24 = none; ///< none: written at the very end
    LaneIndex lane : 24 = none;           ///< none: collected

    [[nodiscard]] Clock end() const { return clock + length; }
    [[nodiscard]] Clock last() const { return clock + length - 1; }
    [[nodiscard]] bool is_countable() const {
        return kind != ContentKind::Format && kind != ContentKind::Deleted
               && kind != ContentKind::Gc;
    }
    [[nodiscard]] bool is_visible() const { return !deleted && is_countable(); }
};
static_assert(sizeof(Item) == 48, "a document has thousands of them");

/// Kinds of shared types on the wire.
enum class TypeKind : std::uint8_t {
    Array = 0,
    Map = 1,
    Text = 2,
    XmlElement = 3,
    XmlFragment = 4,
    XmlHook = 5,
    XmlText = 6,
    Root = 15, ///< a root's kind is not on the wire: it is what it is read as
};

} // namespace denkraum::crdt
