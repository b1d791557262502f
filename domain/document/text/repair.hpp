// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/bytes.hpp"
#include "base/instant.hpp"
#include "base/random.hpp"
#include "base/result.hpp"
#include "engine/crdt/doc.hpp"

namespace denkraum::document::text {

/// Whether these changes can have left anything for repair(): a marker came or went, words came to
/// stand before the first one, a key of the root map is unknown. Words typed into a block, and
/// words deleted, leave nothing; so most keystrokes cost a look at what they brought and at the
/// beginning of the text. Requires: the document was in order before, or is looked at anyway.
[[nodiscard]] bool may_need_repair(const crdt::Doc& doc, const crdt::Changes& changes);

/// Makes the document what its projection shows: words before the first marker get a marker; of
/// two living markers with one uid (a join undone twice, a block moved by two people) the last
/// keeps it, an empty one directly before it goes, another becomes a block of its own with a new
/// uid and the same attributes; keys of the root map that are not "<uid>/<known attribute>" go.
/// Only the server does this, under a client id of its own: clients that repair race each other.
///
/// Returns the update made, empty when nothing was to do; `doc` has changed accordingly.
[[nodiscard]] Result<Bytes>
repair(crdt::Doc& doc, crdt::ClientId client, Instant now, Randomness& randomness);

} // namespace denkraum::document::text
