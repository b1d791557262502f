// SPDX-License-Identifier: EUPL-1.2
#include "engine/crdt/moment.hpp"

#include <unordered_map>
#include <vector>

#include "engine/crdt/merge/apply.hpp"
#include "engine/crdt/merge/run_table.hpp"
#include "engine/crdt/state/id_ranges.hpp"
#include "engine/crdt/update.hpp"

namespace denkraum::crdt {
namespace {

/// Units that came after a moment.
Result<std::vector<IdRange>>
units_after(const DecodedUpdate& state, const Doc& document, ByteView state_vector) {
    DK_TRY(const std::vector<ClientClock> clocks, decode_state_vector(state_vector));
    std::unordered_map<ClientId, Clock> known;
    for (const ClientClock& entry : clocks) {
        if (entry.clock > document.next_clock(entry.client)) {
            return fail(ErrorCode::Invalid, "a moment of another document");
        }
        known[entry.client] = entry.clock;
    }
    std::vector<IdRange> after;
    for (const Section& section : state.sections) {
        const auto found = known.find(section.client);
        const Clock clock = found == known.end() ? 0 : found->second;
        const Clock end = state.structs[section.first + section.count - 1].end();
        if (clock < end) after.push_back({section.client, clock, end - clock});
    }
    tidy(after);
    return after;
}

} // namespace

Bytes moment_of(const Doc& document) {
    Writer writer;
    write_delete_set(writer, deleted_ranges(document.store()));
    writer.bytes(document.state_vector());
    return writer.take();
}

Result<Bytes> state_at(const Doc& document, ByteView moment) {
    Reader reader(moment);
    DecodedUpdate deletes;
    read_delete_set(reader, deletes.deletes);
    DK_DO(reader.result());
    const Bytes bytes = document.encode_state();
    DecodedUpdate state;
    DK_DO(decode(bytes, state));
    DK_TRY(
        const std::vector<IdRange> after,
        units_after(state, document, moment.last(reader.remaining()))
    );
    state.deletes.clear();
    RunTable runs;
    runs.add(state);
    runs.leave_out(after, {});
    runs.add(deletes);
    return runs.encode({});
}

} // namespace denkraum::crdt
