// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>

#include "engine/crdt/id.hpp"

namespace denkraum::crdt {

/// Client ids are interned: the n-th client of a document.
using ClientIndex = std::uint32_t;
using TypeIndex = std::uint32_t;
/// An interned string: a map key or the name of a root.
using KeyIndex = std::uint32_t;
/// Where items stand one behind the other: the list of a type, or the chain of values that one of
/// its keys had.
using LaneIndex = std::uint32_t;
/// What items have in common: see Bonds.
using BondsIndex = std::uint32_t;
/// Indexes of these have 24 bits, so that an item is small: see names_max.
inline constexpr std::uint32_t index_bits = 0x00ff'ffffU;
inline constexpr std::uint32_t none = index_bits;

/// Who wrote an item, whose units stood beside it then, and where it stands. Most items of a
/// document have the same few, so they are kept once: see BondsTable.
struct Bonds {
    ClientIndex client = none;
    ClientIndex origin_client = none; ///< none: written at the very start
    ClientIndex right_client = none;  ///< none: written at the very end
    LaneIndex lane = none;            ///< none: collected
    friend bool operator==(const Bonds&, const Bonds&) = default;
};

/// A run of units that one client wrote one after the other, and where it stands. Items live in
/// one pool and name each other by handles. Everything is fixed but left, right, length (runs
/// are split and joined), its content's place and `deleted`.
struct Item {
    Clock clock = 0;
    Clock length = 0;
    Clock origin_clock = 0;
    Clock right_clock = 0;
    ItemIndex left = no_item;
    ItemIndex right = no_item;
    std::uint32_t content = 0; ///< see Store::extent()
    BondsIndex bonds : 24 = none;
    ContentKind kind : 4 = ContentKind::Gc;
    bool deleted : 1 = false;
    bool keyed : 1 = false;      ///< a value of a map
    bool has_extent : 1 = false; ///< the length does not tell how many bytes its content has
    bool has_room : 1 = false;   ///< its content has room for as many bytes as a power of two has

    [[nodiscard]] Clock end() const { return clock + length; }
    [[nodiscard]] Clock last() const { return clock + length - 1; }
    [[nodiscard]] bool is_countable() const {
        return kind != ContentKind::Format && kind != ContentKind::Deleted
               && kind != ContentKind::Gc;
    }
    [[nodiscard]] bool is_visible() const { return !deleted && is_countable(); }
};
static_assert(sizeof(Item) == 32, "a document has thousands of them");

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
