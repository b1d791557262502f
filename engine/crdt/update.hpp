// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "engine/crdt/id.hpp"

/// What can be said of updates and done with them without a document. Everything here fails with
/// Corrupt for bytes that are no update and TooLarge when a bound of limits.hpp is exceeded.
namespace denkraum::crdt {

class Doc;

/// What an update brings. Ranges are sorted by client and clock and joined.
struct Inspection {
    std::vector<IdRange> structs; ///< units it writes
    std::vector<IdRange> deletes; ///< units it deletes
    /// Those of them that the document does not know (waiting units count as unknown).
    std::vector<IdRange> new_structs;
    /// Those of them that are not deleted in the document: unknown units too, unless their deletion
    /// waits there already.
    std::vector<IdRange> new_deletes;
    /// Known units whose content here differs from the document's: two writers on one id.
    std::vector<IdRange> contradicting;
};

/// Ok when the bytes are a complete update within all bounds: what apply() would not refuse,
/// except for what only the document can tell (depth of nesting, cost of conflicts).
[[nodiscard]] Done validate(ByteView update);
[[nodiscard]] Result<Inspection> inspect(ByteView update, const Doc& document);
/// Counts the units that wait in the document for what they build on as known. Costs what reading
/// those again costs.
void count_waiting_as_known(Inspection& seen, const Doc& document);
/// The text that the update writes within the ranges, in the order of the ranges. Embeds are
/// left out.
[[nodiscard]] Result<std::string> text_in(ByteView update, std::span<const IdRange> ranges);
/// The same update without the units and the deletions in these ranges. Kept units that build on
/// them will wait for them.
[[nodiscard]] Result<Bytes>
without(ByteView update, std::span<const IdRange> structs, std::span<const IdRange> deletes);
/// The same update without what the document knew when it was looked at: units and deletions.
[[nodiscard]] Result<Bytes> news_of(ByteView update, const Inspection& seen);

/// Only the deletions that the document lacked when it was looked at, of units that it has.
[[nodiscard]] Result<Bytes>
deletions_of_known(ByteView update, const Inspection& seen, const Doc& document);

/// One update that does what all of them do, in any order. Linear; runs typed key by key are
/// joined. Needs no document and never throws content away.
[[nodiscard]] Result<Bytes> merge_updates(std::span<const ByteView> updates);
/// The part of an update that a replica with this state vector lacks, and all its deletions.
[[nodiscard]] Result<Bytes> diff_update(ByteView update, ByteView state_vector);
/// The state vector of a document that holds just this update: counts up to the first hole.
[[nodiscard]] Result<Bytes> state_vector_of(ByteView update);

[[nodiscard]] Bytes encode_state_vector(std::span<const ClientClock> clocks);
[[nodiscard]] Result<std::vector<ClientClock>> decode_state_vector(ByteView bytes);

} // namespace denkraum::crdt
