// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "engine/crdt/state/store.hpp"

namespace denkraum::crdt {

/// The known units of which an update tells other content than the document has: two writers on
/// one id, or a forgery. Content that was thrown away says nothing, and halved characters (U+FFFD)
/// may be what was whole elsewhere. Linear. Gives: tidy.
[[nodiscard]] std::vector<IdRange> contradictions(const Store& store, const DecodedUpdate& update);

} // namespace denkraum::crdt
