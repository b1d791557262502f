// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/crdt/state/item.hpp"

namespace denkraum::crdt {

/// One step of a change: what it did (for the answer to the caller) and what was there before
/// (to take it back when the update turns out to exceed a bound). Taken back last step first.
struct JournalEntry {
    static constexpr std::uint32_t no_pair = 0xffff'ffffU;
    enum class Step : std::uint8_t { Appended, Linked, Extended, Split, Deleted };
    Step step;
    bool has_room = false;
    ItemIndex item = no_item; ///< Split: the right part
    Clock clock = 0;          ///< first unit that the step concerns
    Clock length = 0;         ///< how many
    std::uint32_t content_at = 0;
    std::uint32_t content_bytes = 0;
    std::uint32_t pair_at = no_pair; ///< Split inside a pair: where it stood in the arena …
    std::uint32_t pair = 0;          ///< … and its four bytes
};

/// How much there is of everything that only grows. A change that is taken back is forgotten by
/// cutting each table to the size it had.
struct StoreSizes {
    std::size_t names = 0;
    std::size_t clients = 0;
    std::size_t types = 0;
    std::size_t lanes = 0;
    std::size_t bonds = 0;
    std::size_t items = 0;
    std::size_t extents = 0;
    std::size_t content_bytes = 0;
    friend bool operator==(const StoreSizes&, const StoreSizes&) = default;
};

} // namespace denkraum::crdt
