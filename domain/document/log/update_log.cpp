// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/log/update_log.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "domain/document/log/sealed_store.hpp"
#include "engine/crdt/update.hpp"

namespace denkraum::document::update_log {
namespace {

constexpr std::int64_t rows_at_once = 1000;

std::unexpected<Error> corrupt(Seq seq, std::string_view why) {
    return fail(ErrorCode::Corrupt, fmt::format("update log, record {}: {}", seq, why));
}

/// Calls `take` for every record after `seq`, checking that none is missing.
template <class Take>
Done for_each_after(sql::Transaction& log, DocumentId document, Seq seq, Take take) {
    for (;;) {
        DK_TRY(const auto batch, sealed_store::after(log, document, seq, rows_at_once));
        for (const Sealed& stored : batch) {
            if (stored.record.seq != seq + 1) return corrupt(seq + 1, "is missing");
            DK_DO(take(stored));
            seq = stored.record.seq;
        }
        if (static_cast<std::int64_t>(batch.size()) < rows_at_once) return {};
    }
}

} // namespace

// A record follows its predecessor or is not written: two programs that both think they hold the
// document cannot interleave their records.
const std::string_view insert_statement =
    "INSERT INTO document_update (document, seq, epoch, kind, actor, at, salt, update_bytes,"
    " payload_hash, chain) SELECT document, seq, epoch, kind, actor, at, salt, update_bytes,"
    " payload_hash, chain FROM (SELECT ? AS document, CAST(? AS BIGINT) AS seq,"
    " CAST(? AS BIGINT) AS epoch, CAST(? AS BIGINT) AS kind, ? AS actor,"
    " CAST(? AS BIGINT) AS at, ? AS salt, ? AS update_bytes, ? AS payload_hash, ? AS chain)"
    " AS one WHERE (seq = 1 AND NOT EXISTS (SELECT 1 FROM document_pack AS packed"
    " WHERE packed.document = one.document)) OR EXISTS (SELECT 1 FROM document_update AS before"
    " WHERE before.document = one.document AND before.seq = one.seq - 1)";

std::vector<sql::OwnedValue> row_of(const Record& record, const Seal& seal) {
    const auto owned = [](ByteView bytes) { return Bytes(bytes.begin(), bytes.end()); };
    return {
        owned(record.document.bytes()),
        record.seq,
        record.epoch,
        static_cast<std::int64_t>(record.kind),
        owned(record.actor.bytes()),
        record.at.us,
        seal.salt,
        record.update,
        owned(seal.payload_hash),
        owned(seal.chain),
    };
}

Done append(sql::Transaction& log, const Record& record, const Seal& seal) {
    std::vector<sql::Value> views;
    const auto row = row_of(record, seal);
    for (const sql::OwnedValue& value : row)
        views.push_back(sql::view_of(value));
    DK_TRY(const std::int64_t added, log.execute_values(insert_statement, views));
    if (added == 1) return {};
    return fail(ErrorCode::Conflict, "a record must follow its predecessor");
}

Result<std::optional<Snapshot>> newest_snapshot(sql::Transaction& log, DocumentId document) {
    return log.query_optional(
        [&](sql::Row row) -> Result<Snapshot> {
            sql::Columns in(row);
            Snapshot snapshot{.document = document};
            snapshot.seq = in.next<Seq>();
            snapshot.at = in.next<Instant>();
            snapshot.state = in.next<Bytes>();
            const Bytes chain = in.next<Bytes>();
            if (chain.size() != snapshot.chain.size()) {
                return fail(ErrorCode::Corrupt, "a digest has 32 bytes");
            }
            std::copy(chain.begin(), chain.end(), snapshot.chain.begin());
            return std::move(in).finish(std::move(snapshot));
        },
        "SELECT seq, at, state, chain FROM document_snapshot WHERE document = ?",
        document
    );
}

Result<Loaded> load(sql::Transaction& log, DocumentId document) {
    Loaded loaded;
    DK_TRY(const auto snapshot, newest_snapshot(log, document));
    if (snapshot) {
        DK_DO(loaded.doc.apply(snapshot->state));
        loaded.seq = snapshot->seq;
        loaded.at = snapshot->at;
        loaded.chain = snapshot->chain;
    }
    DK_DO(for_each_after(log, document, loaded.seq, [&](const Sealed& stored) -> Done {
        if (!loaded.doc.apply(stored.record.update)) {
            return corrupt(stored.record.seq, "is no update");
        }
        loaded.seq = stored.record.seq;
        loaded.at = stored.record.at;
        loaded.chain = stored.seal.chain;
        ++loaded.since_snapshot;
        return {};
    }));
    return loaded;
}

Result<Loaded> load_until(sql::Transaction& log, DocumentId document, Seq until) {
    Loaded loaded;
    DK_TRY(const auto snapshot, newest_snapshot(log, document));
    if (snapshot && snapshot->seq <= until) {
        DK_DO(loaded.doc.apply(snapshot->state));
        loaded.seq = snapshot->seq;
        loaded.at = snapshot->at;
        loaded.chain = snapshot->chain;
    }
    while (loaded.seq < until) {
        const std::int64_t wanted = std::min<std::int64_t>(rows_at_once, until - loaded.seq);
        DK_TRY(const auto batch, sealed_store::after(log, document, loaded.seq, wanted));
        if (batch.empty()) break;
        // Many records are taken in faster when they are one update.
        std::vector<ByteView> updates;
        for (const Sealed& stored : batch) {
            if (stored.record.seq != loaded.seq + 1) return corrupt(loaded.seq + 1, "is missing");
            updates.push_back(stored.record.update);
            loaded.seq = stored.record.seq;
        }
        const auto merged = crdt::merge_updates(updates);
        if (!merged || !loaded.doc.apply(*merged)) return corrupt(loaded.seq, "is no update");
        loaded.at = batch.back().record.at;
        loaded.chain = batch.back().seal.chain;
        loaded.since_snapshot += static_cast<std::int64_t>(batch.size());
    }
    return loaded;
}

Result<Bytes> merged_after(sql::Transaction& log, DocumentId document, Seq after) {
    Bytes merged;
    for (;;) {
        DK_TRY(const auto batch, sealed_store::after(log, document, after, rows_at_once));
        if (batch.empty()) return merged;
        std::vector<ByteView> updates;
        if (!merged.empty()) updates.emplace_back(merged);
        for (const Sealed& stored : batch) {
            if (stored.record.seq != after + 1) return corrupt(after + 1, "is missing");
            updates.emplace_back(stored.record.update);
            after = stored.record.seq;
        }
        auto together = crdt::merge_updates(updates);
        if (!together) return corrupt(after, "is no update");
        merged = *std::move(together);
    }
}

Done each_record(
    sql::Transaction& log, DocumentId document, Seq after, Seq until, const TakeRecord& take
) {
    while (after < until) {
        const std::int64_t wanted = std::min<std::int64_t>(rows_at_once, until - after);
        DK_TRY(const auto batch, sealed_store::after(log, document, after, wanted));
        for (const Sealed& stored : batch) {
            const Record& record = stored.record;
            if (record.seq != after + 1) return corrupt(after + 1, "is missing");
            DK_DO(take({record.seq, record.kind, record.actor, record.at}, record.update));
            after = record.seq;
        }
        if (static_cast<std::int64_t>(batch.size()) < wanted) break;
    }
    return {};
}

Result<std::vector<Newest>>
newest_seqs(sql::Transaction& log, std::span<const DocumentId> documents) {
    if (documents.empty()) return std::vector<Newest>{};
    std::vector<sql::Value> values;
    std::string wanted;
    for (const DocumentId& id : documents) {
        wanted += wanted.empty() ? "SELECT ? AS document" : " UNION ALL SELECT ?";
        values.push_back(sql::to_value(id));
    }
    // One look into the index for each document, not a walk through its history.
    DK_TRY(
        auto rows,
        log.query_values(
            "SELECT one.document, (SELECT max(u.seq) FROM document_update u"
            " WHERE u.document = one.document) FROM ("
                + wanted + ") AS one",
            values
        )
    );
    std::vector<Newest> found;
    for (const sql::Row row : rows) {
        DK_TRY(const auto seq, row.get<std::optional<std::int64_t>>(1));
        if (!seq) continue;
        DK_TRY(const auto document, row.get<DocumentId>(0));
        found.push_back({document, *seq});
    }
    return found;
}

Done save_snapshot(sql::Transaction& log, const Snapshot& snapshot) {
    DK_DO(log.execute(
        "INSERT INTO document_snapshot (document, seq, at, state, chain) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (document) DO UPDATE SET seq = excluded.seq, at = excluded.at,"
        " state = excluded.state, chain = excluded.chain"
        " WHERE excluded.seq > document_snapshot.seq",
        snapshot.document,
        snapshot.seq,
        snapshot.at,
        snapshot.state,
        ByteView(snapshot.chain)
    ));
    return {};
}

Result<std::vector<Line>>
newest(sql::Transaction& log, DocumentId document, std::int64_t count_max) {
    DK_TRY(const auto newest, newest_seqs(log, std::span(&document, 1)));
    if (newest.empty()) return std::vector<Line>{};
    const Seq first = std::max<Seq>(1, newest.front().seq - count_max + 1);
    DK_TRY(const auto records, sealed_store::after(log, document, first - 1, count_max));
    std::vector<Line> lines;
    for (const auto& [record, seal] : records)
        lines.push_back({record.seq, record.kind, record.actor, record.at});
    std::reverse(lines.begin(), lines.end());
    return lines;
}

Result<std::vector<DocumentId>> documents(sql::Transaction& log) {
    return log.query_list(
        [](sql::Row row) { return row.get<DocumentId>(0); },
        "SELECT document FROM document_update UNION SELECT document FROM document_snapshot"
        " ORDER BY document"
    );
}

} // namespace denkraum::document::update_log
