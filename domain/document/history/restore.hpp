// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>

#include "base/bytes.hpp"
#include "base/prose/prose.hpp"
#include "base/result.hpp"
#include "engine/crdt/doc.hpp"

namespace denkraum::document::history {

/// Makes the document say what `wanted` says, by the fewest changes of today: words that stand in
/// both stay untouched, so that what others type in them meanwhile survives, and history grows.
/// The update is empty when nothing was to do. Requires: the blocks of `wanted` have uids of their
/// own. Fails: as crdt::Edit; the document is unchanged then.
[[nodiscard]] Result<Bytes>
bring_back(crdt::Doc& doc, crdt::ClientId client, const prose::Prose& wanted);

/// `now` with one block as it stood in `then`: its words and kind where it still stands, else the
/// whole block again behind the neighbour it had. Fails: NotFound when `then` has no such block.
[[nodiscard]] Result<prose::Prose>
with_block_of(prose::Prose now, const prose::Prose& then, std::string_view uid);

} // namespace denkraum::document::history
