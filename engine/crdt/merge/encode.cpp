// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <unordered_map>
#include <vector>

#include "base/check.hpp"
#include "engine/crdt/merge/apply.hpp"
#include "engine/crdt/merge/run_table.hpp"
#include "engine/crdt/state/id_ranges.hpp"

namespace denkraum::crdt {
namespace {

/// A client of which something is to be written, and from which clock on.
struct Start {
    ClientId id;
    ClientIndex client;
    Clock clock;
};

std::vector<Start> starts(const Store& store, std::span<const ClientClock> known) {
    std::vector<Start> found;
    std::unordered_map<ClientId, Clock> clocks;
    for (const ClientClock& entry : known)
        clocks[entry.client] = entry.clock;
    for (ClientIndex client = 0; client < store.client_count(); ++client) {
        const ClientLog& log = store.log(client);
        const auto entry = clocks.find(log.id);
        const Clock clock = entry == clocks.end() ? 0 : entry->second;
        if (clock < log.next) found.push_back({log.id, client, clock});
    }
    std::sort(found.begin(), found.end(), [](const Start& a, const Start& b) {
        return a.id > b.id;
    });
    return found;
}

void write_client(Writer& writer, const Store& store, const Start& start) {
    const SlotList& slots = store.log(start.client).slots;
    SlotList::Place slot = store.slot_of(start.client, start.clock);
    writer.var_uint(slots.count_from(slot));
    writer.var_uint(start.id);
    writer.var_uint(start.clock);
    Clock offset = start.clock - store.item(slots[slot]).clock;
    for (; !slots.is_end(slot); slot = slots.next(slot), offset = 0) {
        write_struct(writer, store.as_struct(store.item(slots[slot])), offset);
    }
}

} // namespace

std::vector<IdRange> deleted_ranges(const Store& store) {
    std::vector<IdRange> ranges;
    for (ClientIndex client = 0; client < store.client_count(); ++client) {
        const ClientLog& log = store.log(client);
        for (auto slot = log.slots.first(); !log.slots.is_end(slot); slot = log.slots.next(slot)) {
            const Item& item = store.item(log.slots[slot]);
            if (!item.deleted) continue;
            if (!ranges.empty() && ranges.back().client == log.id
                && ranges.back().end() == item.clock) {
                ranges.back().length += item.length;
            } else {
                ranges.push_back({log.id, item.clock, item.length});
            }
        }
    }
    tidy(ranges);
    return ranges;
}

std::vector<IdRange> undeleted_part(const Store& store, std::span<const IdRange> ranges) {
    std::vector<IdRange> deleted;
    for (const IdRange& range : ranges) {
        const auto client = store.find_client(range.client);
        if (!client || range.clock >= store.log(*client).next) continue;
        const SlotList& slots = store.log(*client).slots;
        for (auto slot = store.slot_of(*client, range.clock);
             !slots.is_end(slot) && store.item(slots[slot]).clock < range.end();
             slot = slots.next(slot)) {
            const Item& item = store.item(slots[slot]);
            if (item.deleted) deleted.push_back({range.client, item.clock, item.length});
        }
    }
    tidy(deleted);
    return subtract(ranges, deleted);
}

Bytes encode_since(
    const Store& store, ClientIndex client, Clock clock, std::span<const IdRange> deletes
) {
    Writer writer;
    const bool has_structs = clock < store.log(client).next;
    writer.var_uint(has_structs ? 1 : 0);
    if (has_structs) write_client(writer, store, {store.log(client).id, client, clock});
    write_delete_set(writer, deletes);
    return writer.take();
}

Bytes encode(const Store& store, std::span<const ClientClock> known) {
    Writer writer;
    const std::vector<Start> clients = starts(store, known);
    writer.var_uint(clients.size());
    for (const Start& start : clients)
        write_client(writer, store, start);
    std::vector<IdRange> deletes = deleted_ranges(store);
    const Pending& pending = store.pending;
    deletes.insert(deletes.end(), pending.deletes.begin(), pending.deletes.end());
    tidy(deletes);
    write_delete_set(writer, deletes);
    if (pending.updates.empty()) return writer.take();
    RunTable runs;
    CHECK(runs.add(writer.view()).has_value(), "written just now");
    for (const Bytes& update : pending.updates) {
        CHECK(runs.add(update).has_value(), "written when it was kept");
    }
    return runs.encode(known);
}

} // namespace denkraum::crdt
