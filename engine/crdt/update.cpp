// SPDX-License-Identifier: EUPL-1.2
#include "engine/crdt/update.hpp"

#include <algorithm>
#include <functional>
#include <iterator>

#include "base/check.hpp"
#include "engine/crdt/doc.hpp"
#include "engine/crdt/lib0/utf16.hpp"
#include "engine/crdt/limits.hpp"
#include "engine/crdt/merge/apply.hpp"
#include "engine/crdt/merge/contradiction.hpp"
#include "engine/crdt/merge/run_table.hpp"
#include "engine/crdt/state/id_ranges.hpp"
#include "engine/crdt/state/store.hpp"

namespace denkraum::crdt {
namespace {

Result<DecodedUpdate> decode_bounded(ByteView bytes) {
    if (bytes.size() > update_bytes_max) return fail(ErrorCode::TooLarge, "update too long");
    DecodedUpdate update;
    DK_DO(decode(bytes, update));
    return update;
}

std::vector<IdRange> ranges_of(const DecodedUpdate& update) {
    std::vector<IdRange> ranges;
    for (const Struct& item : update.structs) {
        if (item.kind == ContentKind::Skip) continue;
        ranges.push_back({item.client, item.clock, item.length});
    }
    tidy(ranges);
    return ranges;
}

std::vector<IdRange> waiting_ranges(const Store& store) {
    std::vector<IdRange> ranges;
    DecodedUpdate update;
    for (const Bytes& bytes : store.pending.updates) {
        CHECK(decode(bytes, update).has_value(), "written by encode_sections()");
        std::ranges::copy(ranges_of(update), std::back_inserter(ranges));
    }
    tidy(ranges);
    return ranges;
}

std::vector<IdRange> known_ranges(const Store& store) {
    std::vector<IdRange> ranges;
    for (ClientIndex client = 0; client < store.client_count(); ++client) {
        const ClientLog& log = store.log(client);
        if (log.next > 0) ranges.push_back({log.id, 0, log.next});
    }
    tidy(ranges);
    return ranges;
}

/// The text of the units [from, to) of a content of so many units.
std::string_view units(std::string_view text, Clock length, Clock from, Clock to) {
    const std::size_t start = cut_at(text, from, length).bytes;
    return text.substr(start, cut_at(text, to, length).bytes - start);
}

const Section* section_of(const DecodedUpdate& update, ClientId client) {
    const auto found = std::lower_bound(
        update.sections.begin(),
        update.sections.end(),
        client,
        [](const Section& section, ClientId wanted) { return section.client > wanted; }
    );
    return found != update.sections.end() && found->client == client ? &*found : nullptr;
}

} // namespace

Done validate(ByteView update) {
    DK_TRY([[maybe_unused]] const DecodedUpdate decoded, decode_bounded(update));
    return {};
}

Result<Inspection> inspect(ByteView bytes, const Doc& document) {
    DK_TRY(DecodedUpdate update, decode_bounded(bytes));
    const Store& store = document.store();
    Inspection inspection;
    inspection.structs = ranges_of(update);
    inspection.new_structs = subtract(inspection.structs, known_ranges(store));
    inspection.contradicting = contradictions(store, update);
    tidy(update.deletes);
    inspection.new_deletes = subtract(undeleted_part(store, update.deletes), store.pending.deletes);
    inspection.deletes = std::move(update.deletes);
    return inspection;
}

void count_waiting_as_known(Inspection& seen, const Doc& document) {
    seen.new_structs = subtract(seen.new_structs, waiting_ranges(document.store()));
}

Result<std::string> text_in(ByteView bytes, std::span<const IdRange> ranges) {
    DK_TRY(const DecodedUpdate update, decode_bounded(bytes));
    std::string text;
    for (const IdRange& range : ranges) {
        const Section* section = section_of(update, range.client);
        if (section == nullptr) continue;
        const std::span structs = std::span(update.structs).subspan(section->first, section->count);
        const auto ends_before = [](const Struct& item, Clock clock) {
            return item.end() <= clock;
        };
        auto item = std::lower_bound(structs.begin(), structs.end(), range.clock, ends_before);
        for (; item != structs.end() && item->clock < range.end(); ++item) {
            if (item->kind != ContentKind::String) continue;
            const Clock from = std::max(item->clock, range.clock) - item->clock;
            const Clock to = std::min(item->end(), range.end()) - item->clock;
            text += units(as_text(item->content), item->length, from, to);
        }
    }
    return text;
}

Result<Bytes>
without(ByteView update, std::span<const IdRange> structs, std::span<const IdRange> deletes) {
    DK_TRY(const DecodedUpdate decoded, decode_bounded(update));
    std::vector<IdRange> tidy_structs(structs.begin(), structs.end());
    std::vector<IdRange> tidy_deletes(deletes.begin(), deletes.end());
    tidy(tidy_structs);
    tidy(tidy_deletes);
    RunTable runs;
    runs.add(decoded);
    runs.leave_out(tidy_structs, tidy_deletes);
    return runs.encode({});
}

Result<Bytes> news_of(ByteView update, const Inspection& seen) {
    const auto known_structs = subtract(seen.structs, seen.new_structs);
    const auto known_deletes = subtract(seen.deletes, seen.new_deletes);
    return without(update, known_structs, known_deletes);
}

Result<Bytes> deletions_of_known(ByteView update, const Inspection& seen, const Doc& document) {
    const auto wanted = intersect(seen.new_deletes, known_ranges(document.store()));
    return without(update, seen.structs, subtract(seen.deletes, wanted));
}

Result<Bytes> merge_updates(std::span<const ByteView> updates) {
    RunTable runs;
    for (const ByteView update : updates) {
        if (update.size() > update_bytes_max) return fail(ErrorCode::TooLarge, "update too long");
        DK_DO(runs.add(update));
    }
    return runs.encode({});
}

Result<Bytes> diff_update(ByteView update, ByteView state_vector) {
    DK_TRY(const std::vector<ClientClock> known, decode_state_vector(state_vector));
    DK_TRY(const DecodedUpdate decoded, decode_bounded(update));
    RunTable runs;
    runs.add(decoded);
    return runs.encode(known);
}

Result<Bytes> state_vector_of(ByteView update) {
    DK_TRY(const DecodedUpdate decoded, decode_bounded(update));
    RunTable runs;
    runs.add(decoded);
    return encode_state_vector(runs.clocks());
}

// stateVector := varUint(#clients) ( varUint(client) varUint(next clock) )*

Bytes encode_state_vector(std::span<const ClientClock> clocks) {
    std::vector<ClientClock> ordered(clocks.begin(), clocks.end());
    std::sort(ordered.begin(), ordered.end(), std::greater());
    Writer writer;
    writer.var_uint(ordered.size());
    for (const ClientClock& entry : ordered) {
        writer.var_uint(entry.client);
        writer.var_uint(entry.clock);
    }
    return writer.take();
}

Result<std::vector<ClientClock>> decode_state_vector(ByteView bytes) {
    if (bytes.size() > update_bytes_max) return fail(ErrorCode::TooLarge, "state vector too long");
    Reader reader(bytes);
    std::vector<ClientClock> clocks;
    const std::uint64_t count = reader.var_count(2);
    for (std::uint64_t i = 0; i < count && !reader.failed(); ++i) {
        const ClientId client = reader.var_uint();
        // A clock beyond all that can be is as good as the last one.
        const std::uint64_t clock = std::min<std::uint64_t>(reader.var_uint(), clock_max);
        clocks.push_back({client, static_cast<Clock>(clock)});
    }
    DK_DO(reader.result());
    return clocks;
}

} // namespace denkraum::crdt
