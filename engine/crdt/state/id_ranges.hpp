// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <span>
#include <vector>

#include "engine/crdt/id.hpp"
#include "engine/crdt/lib0/writer.hpp"

/// Sets of units as vectors of ranges. A set is *tidy* when it is sorted by client and clock and
/// no two ranges touch.
namespace denkraum::crdt {

void tidy(std::vector<IdRange>& ranges);

/// Requires: tidy.
[[nodiscard]] bool contains(std::span<const IdRange> ranges, Id id);
/// What is in `ranges` and not in `taken`. Requires: both tidy. Gives: tidy.
[[nodiscard]] std::vector<IdRange>
subtract(std::span<const IdRange> ranges, std::span<const IdRange> taken);
/// What is in both. Requires: both tidy. Gives: sorted.
[[nodiscard]] std::vector<IdRange>
intersect(std::span<const IdRange> a, std::span<const IdRange> b);

/// The delete set of an update, highest client id first as yjs writes it. Requires: tidy.
void write_delete_set(Writer& writer, std::span<const IdRange> ranges);

} // namespace denkraum::crdt
