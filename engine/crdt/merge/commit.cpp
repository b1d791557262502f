// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <vector>

#include "engine/crdt/merge/apply.hpp"
#include "engine/crdt/state/id_ranges.hpp"

namespace denkraum::crdt {
namespace {

using Step = JournalEntry::Step;

/// A border between two items that may have become one run.
struct Border {
    ClientIndex client;
    Clock clock;
    friend auto operator<=>(const Border&, const Border&) = default;
};

void join_at(Store& store, const Border& border) {
    const ClientLog& log = store.log(border.client);
    if (border.clock == 0 || border.clock >= log.next) return;
    const SlotList::Place slot = store.slot_of(border.client, border.clock);
    if (log.slots[slot].clock == border.clock) {
        store.join_with_previous(border.client, slot);
    }
}

} // namespace

Changes commit(Store& store) {
    Changes changes;
    std::vector<Border> borders;
    for (const JournalEntry& entry : store.journal()) {
        const Item& item = store.item(entry.item);
        const IdRange range{store.log(item.client).id, entry.clock, entry.length};
        switch (entry.step) {
        // Content that came deleted, and collected structs, count as both.
        case Step::Appended: borders.push_back({item.client, entry.clock}); [[fallthrough]];
        case Step::Extended:
            changes.inserted.push_back(range);
            if (item.kind == ContentKind::Deleted || item.kind == ContentKind::Gc) {
                changes.deleted.push_back(range);
            }
            break;
        case Step::Split: borders.push_back({item.client, entry.clock}); break;
        case Step::Deleted:
            changes.deleted.push_back(range);
            borders.push_back({item.client, entry.clock});
            borders.push_back({item.client, entry.clock + entry.length});
            break;
        case Step::Linked: break;
        }
    }
    store.commit();
    if (!std::is_sorted(borders.begin(), borders.end())) {
        std::sort(borders.begin(), borders.end());
    }
    borders.erase(std::unique(borders.begin(), borders.end()), borders.end());
    // From the right, so that a border that is gone does not move those still to come.
    for (auto border = borders.rbegin(); border != borders.rend(); ++border) {
        join_at(store, *border);
    }
    tidy(changes.inserted);
    tidy(changes.deleted);
    changes.pending = !store.pending.updates.empty() || !store.pending.deletes.empty();
    return changes;
}

} // namespace denkraum::crdt
