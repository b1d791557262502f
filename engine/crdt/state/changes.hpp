// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "engine/crdt/id.hpp"

namespace denkraum::crdt {

/// What one update did to a document.
struct Changes {
    std::vector<IdRange> inserted; ///< units known now that were not, sorted, joined
    std::vector<IdRange> deleted;  ///< units deleted now that were not, sorted, joined
    bool pending = false;          ///< something still waits for what it builds on
};

} // namespace denkraum::crdt
