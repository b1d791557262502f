// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <span>
#include <vector>

namespace denkraum::diff {

/// Which of these stay in place so that their positions rise and their weights together are as
/// great as can be (a heaviest increasing subsequence): the others have moved. Positions are
/// different from each other; a weight is at least 1. O(n log n), Fenwick's tree of maxima.
[[nodiscard]] std::vector<bool>
in_order(std::span<const std::size_t> positions, std::span<const std::size_t> weights);

} // namespace denkraum::diff
