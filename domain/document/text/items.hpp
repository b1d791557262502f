// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <span>

#include "engine/crdt/doc.hpp"

namespace denkraum::document::text {

/// Calls visit(item, view) for each item that holds any of these units, collected ones excepted.
/// Requires: the units are known.
template <class Visit>
void each_item(const crdt::Doc& doc, std::span<const crdt::IdRange> ranges, Visit visit) {
    for (const crdt::IdRange& range : ranges) {
        for (crdt::Clock clock = range.clock; clock < range.end();) {
            const crdt::Id id{range.client, clock};
            if (const auto found = doc.find(id)) visit(found->item, doc.view(found->item));
            clock = doc.end_of(id);
        }
    }
}

} // namespace denkraum::document::text
