// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/crdt/state/item.hpp"
#include "engine/crdt/wire/update_v1.hpp"

namespace denkraum::crdt {

/// A border between two items of a client that may have become one run.
struct Border {
    ClientIndex client;
    Clock clock;
    friend auto operator<=>(const Border&, const Border&) = default;
};

/// Room used again from update to update, so that a keystroke needs none of its own.
struct Scratch {
    /// A struct that waits for others of the same update.
    struct Waiting {
        std::size_t section;
        std::uint32_t place;
    };
    DecodedUpdate update;
    std::vector<std::uint32_t> next; ///< of each section: how many structs were looked at
    std::vector<std::uint32_t> ends; ///< of each section: how many there are, 0 once left behind
    std::vector<Waiting> stack;
    std::vector<Border> borders;
};

} // namespace denkraum::crdt
