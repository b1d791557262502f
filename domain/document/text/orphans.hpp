// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/crdt/doc.hpp"

namespace denkraum::document::text {

/// 'Verwaiste Worte': words typed into a block that somebody else moved or deleted meanwhile. They
/// are alive, at the end of the block before; their author is told where they belong.
struct Orphan {
    enum class Why { Moved, Deleted };
    Why why;
    std::string uid;   ///< of the block they were typed into
    std::string words; ///< in the order in which they stand there; a line for each place
};

/// Looks at the units an update inserted (and what it deleted, which is its author's own will).
/// Requires: the update has been applied; the ranges are tidy, as Changes has them.
///
/// For each: the nearest marker on its left, dead ones included. If that one is dead and was not
/// revived (no living marker was inserted right before it) then a living marker of the same uid
/// elsewhere means the block was moved; none, and nothing of it alive up to the next marker but
/// what the update brought, that it was deleted; otherwise the block was joined with the one
/// before, and nobody lost anything. Words in a cell are orphans when the cell, its row or its
/// table is gone. Gives at most one for each marker and each cell.
///
/// Time: in proportion to the update and to the blocks it writes in; once through the document
/// where one of their markers is dead. Whatever the update, no item is passed more than a few
/// times.
[[nodiscard]] std::vector<Orphan> find_orphans(
    const crdt::Doc& doc,
    std::span<const crdt::IdRange> inserted,
    std::span<const crdt::IdRange> deleted = {}
);

} // namespace denkraum::document::text
