// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "engine/crdt/state/changes.hpp"
#include "engine/crdt/state/store.hpp"

namespace denkraum::crdt {

/// Takes in an update; see Doc::apply.
[[nodiscard]] Result<Changes> apply(Store& store, ByteView bytes);

/// Takes in what waited for units that came to be by an edit of our own. Requires: nothing is in
/// the journal. What exceeds a bound goes on waiting.
void take_in_waiting(Store& store);

/// Makes the steps in the journal final: tells what they did, and joins runs that became
/// neighbours.
[[nodiscard]] Changes commit(Store& store);
/// The same after an edit of our own, of which only the deletions need to be told. Tidy.
[[nodiscard]] std::vector<IdRange> commit_edit(Store& store);

/// The structs and deletions that a replica with these clocks lacks, waiting ones included.
[[nodiscard]] Bytes encode(const Store& store, std::span<const ClientClock> known);

/// What one client wrote from this clock on, and these deletions. Requires: tidy.
[[nodiscard]] Bytes
encode_since(const Store& store, ClientIndex client, Clock clock, std::span<const IdRange> deletes);

/// All deleted units. Tidy.
[[nodiscard]] std::vector<IdRange> deleted_ranges(const Store& store);
/// What of these units is not deleted, unknown units included. Requires and gives: tidy.
[[nodiscard]] std::vector<IdRange>
undeleted_part(const Store& store, std::span<const IdRange> ranges);

} // namespace denkraum::crdt
