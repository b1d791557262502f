// SPDX-License-Identifier: EUPL-1.2
#pragma once

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

} // namespace denkraum::crdt
