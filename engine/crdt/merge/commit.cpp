// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <vector>

#include "engine/crdt/merge/apply.hpp"
#include "engine/crdt/state/id_ranges.hpp"

namespace denkraum::crdt {
namespace {

using Step = JournalEntry::Step;

void join_at(Store& store, Border border) {
    const ClientLog& log = store.log(border.client);
    if (border.clock == 0 || border.clock >= log.next) return;
    const SlotList::Place slot = store.slot_of(border.client, border.clock);
    if (store.item(log.slots[slot]).clock == border.clock) {
        store.join_with_previous(border.client, slot);
    }
}

/// Runs join only where they stand beside each other, so that the list tells most of what the log
/// would be searched for.
bool joins_left(const Store& store, ItemIndex index) {
    const Item& item = store.item(index);
    return item.left != no_item && store.are_one_run(store.item(item.left), item, index);
}

bool joins_right(const Store& store, const Item& item) {
    return item.right != no_item && store.are_one_run(item, store.item(item.right), item.right);
}

void note_borders(Store& store, const JournalEntry& entry, std::vector<Border>& borders) {
    const Item& item = store.item(entry.item);
    const ClientIndex client = store.client_of(item);
    const bool is_whole = item.clock == entry.clock && item.length == entry.length;
    switch (entry.step) {
    case Step::Appended:
    case Step::Split:
        if (joins_left(store, entry.item)) borders.push_back({client, entry.clock});
        return;
    case Step::Deleted:
        if (!is_whole || joins_left(store, entry.item)) borders.push_back({client, entry.clock});
        if (!is_whole || joins_right(store, item)) {
            borders.push_back({client, entry.clock + entry.length});
        }
        return;
    case Step::Extended:
    case Step::Linked: return;
    }
}

/// Makes the journal's steps final, and joins what has become one run.
void join_runs(Store& store) {
    std::vector<Border>& borders = store.scratch.borders;
    borders.clear();
    for (const JournalEntry& entry : store.journal())
        note_borders(store, entry, borders);
    store.commit();
    if (borders.empty()) return;
    if (!std::is_sorted(borders.begin(), borders.end())) {
        std::sort(borders.begin(), borders.end());
    }
    if (borders.size() > 1) {
        borders.erase(std::unique(borders.begin(), borders.end()), borders.end());
    }
    // From the right, so that a border that is gone does not move those still to come.
    for (auto border = borders.rbegin(); border != borders.rend(); ++border) {
        join_at(store, *border);
    }
}

void add(std::vector<IdRange>& ranges, const IdRange& range) {
    if (!ranges.empty()) {
        IdRange& last = ranges.back();
        if (last.client == range.client && last.end() == range.clock) {
            last.length += range.length;
            return;
        }
    }
    ranges.push_back(range);
}

} // namespace

Changes commit(Store& store) {
    Changes changes;
    for (const JournalEntry& entry : store.journal()) {
        if (entry.step == Step::Linked || entry.step == Step::Split) continue;
        const Item& item = store.item(entry.item);
        const IdRange range{store.writer_of(item), entry.clock, entry.length};
        const bool is_new = entry.step != Step::Deleted;
        if (is_new) add(changes.inserted, range);
        // Content that came deleted, and collected structs, count as both.
        const bool came_deleted = item.kind == ContentKind::Deleted || item.kind == ContentKind::Gc;
        if (!is_new || came_deleted) add(changes.deleted, range);
    }
    join_runs(store);
    tidy(changes.inserted);
    tidy(changes.deleted);
    changes.pending = !store.pending.updates.empty() || !store.pending.deletes.empty();
    return changes;
}

std::vector<IdRange> commit_edit(Store& store) {
    std::vector<IdRange> deleted;
    for (const JournalEntry& entry : store.journal()) {
        if (entry.step != Step::Deleted) continue;
        const Item& item = store.item(entry.item);
        add(deleted, {store.writer_of(item), entry.clock, entry.length});
    }
    join_runs(store);
    tidy(deleted);
    return deleted;
}

} // namespace denkraum::crdt
