// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "engine/diff/match.hpp"

namespace denkraum::diff {

/// Blocks that belong together: one and one; one and several that follow each other (split);
/// several that follow each other and one (joined); one and none.
struct Group {
    std::vector<std::size_t> before = {};
    std::vector<std::size_t> after = {};
};

/// Looks beside each pair for free blocks whose neighbouring words are, for the greater part, those
/// that the pair's counterpart lost or gained. Every block is in exactly one group; groups with a
/// newer block come in its order, the others after them in the order of the older text.
[[nodiscard]] std::vector<Group> grouped(
    const Pairing& pairing, std::span<const Signature> before, std::span<const Signature> after
);

} // namespace denkraum::diff
