// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "base/prose/prose.hpp"

namespace denkraum::prose {

/// How deep each block stands in its list: 0 for a block that is no item, 1 for an outermost item.
/// An item is never more than one step deeper than the one before it, whatever its indent says, so
/// that every renderer nests and numbers the same lists from the flat blocks. A block that is no
/// item ends the list.
[[nodiscard]] std::vector<int> item_depths(const Prose& prose);

} // namespace denkraum::prose
