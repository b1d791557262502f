// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "engine/crdt/state/changes.hpp"
#include "engine/crdt/state/store.hpp"

namespace denkraum::crdt {

/// Takes a whole saved document into an empty store, several times as fast as apply() does the
/// same: nothing is journalled, and as the items of a saved document are cut where others refer to
/// them, each is linked beside its neighbours at once.
///
/// Nothing when the update is not such a document (something is missing, or an item would have to
/// be split): the store is empty then, and apply() has to do it. Requires: store.is_empty().
/// Fails: Corrupt, TooLarge; the store is empty then.
[[nodiscard]] Result<std::optional<Changes>> load(Store& store, ByteView update);

} // namespace denkraum::crdt
