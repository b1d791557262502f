// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>

#include "base/result.hpp"
#include "engine/crdt/state/store.hpp"

/// Finding the place of a struct among those already there, as yjs does it (YATA): every replica
/// comes to the same order, whatever the order of arrival.
namespace denkraum::crdt {

/// What one update may still cost.
struct Budget {
    std::uint64_t conflict_steps;
};

/// The client whose units this struct builds on and that are not known yet, or nothing.
[[nodiscard]] std::optional<ClientId> missing_client(const Store& store, const Struct& item);

/// The most frequent case: the writer types on, behind the last unit of their own. Nothing needs
/// to be searched or made then. False, and nothing happens, when it is not so. Requires: there is
/// room for the content.
[[nodiscard]] bool typed_on(Store& store, const Struct& item);

/// A struct of which the units before a clock are here already: it goes on behind them, wherever
/// they stand, and builds on nothing else on its left.
[[nodiscard]] Struct rest_of(const Struct& item, Clock known);

/// Takes in a struct from `offset` units on. Requires: nothing is missing, the struct's clock plus
/// offset is the client's next, and it is the rest_of() a struct if there is an offset. Fails:
/// TooLarge when the budget is spent, types are nested too deep or the arena is full; the caller
/// rolls back then.
[[nodiscard]] Done integrate(Store& store, const Struct& item, Clock offset, Budget& budget);

/// Places an item whose neighbours and parent are known already: a local edit. The item is
/// appended to its client's log.
[[nodiscard]] Result<ItemIndex>
place(Store& store, Item item, ItemIndex right, ByteView content, Budget& budget);

/// Behind which item a new one belongs that was written between these two neighbours.
[[nodiscard]] Result<ItemIndex>
left_neighbour(Store& store, const Item& item, ItemIndex left, ItemIndex right, Budget& budget);
/// What follows from where an item was linked: it holds a type, is a value's newer version, or
/// stands in something deleted. Fails: TooLarge when types are nested too deep.
[[nodiscard]] Done settle(Store& store, ItemIndex index);

/// Deletes an item and, if it holds a type, everything in it. Nothing happens to a deleted one.
void remove(Store& store, ItemIndex index);

/// Deletes the known units of a range. Gives back the part that is not known yet.
[[nodiscard]] std::optional<IdRange> remove_range(Store& store, const IdRange& range);

} // namespace denkraum::crdt
