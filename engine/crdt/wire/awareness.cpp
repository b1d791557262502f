// SPDX-License-Identifier: EUPL-1.2
#include "engine/crdt/wire/awareness.hpp"

#include "engine/crdt/lib0/json_text.hpp"
#include "engine/crdt/lib0/reader.hpp"
#include "engine/crdt/lib0/writer.hpp"
#include "engine/crdt/limits.hpp"

namespace denkraum::crdt {

Result<std::vector<AwarenessEntry>> decode_awareness(ByteView bytes) {
    Reader reader(bytes);
    const std::uint64_t count = reader.var_count(3);
    if (count > awareness_clients_max) {
        return fail(ErrorCode::TooLarge, "too many clients in one awareness message");
    }
    std::vector<AwarenessEntry> entries;
    for (std::uint64_t i = 0; i < count && !reader.failed(); ++i) {
        AwarenessEntry entry;
        entry.client = reader.var_uint();
        entry.clock = reader.var_uint();
        entry.json = reader.var_string();
        if (entry.json.size() > awareness_state_bytes_max) {
            reader.refuse(ErrorCode::TooLarge, "awareness state too long");
        }
        if (!reader.failed() && !is_json(entry.json)) {
            reader.refuse(ErrorCode::Corrupt, "awareness state is not JSON");
        }
        entries.push_back(std::move(entry));
    }
    if (!reader.failed() && !reader.done()) {
        reader.refuse(ErrorCode::Corrupt, "bytes after the awareness message");
    }
    DK_DO(reader.result());
    return entries;
}

Bytes encode_awareness(std::span<const AwarenessEntry> entries) {
    Writer writer;
    writer.var_uint(entries.size());
    for (const AwarenessEntry& entry : entries) {
        writer.var_uint(entry.client);
        writer.var_uint(entry.clock);
        writer.var_string(entry.json);
    }
    return writer.take();
}

} // namespace denkraum::crdt
