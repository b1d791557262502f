// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/log/update_log.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/crdt/update.hpp"

namespace denkraum::document::update_log {
namespace {

constexpr std::int64_t rows_at_once = 1000;

std::unexpected<Error> corrupt(Seq seq, std::string_view why) {
    return fail(ErrorCode::Corrupt, fmt::format("update log, record {}: {}", seq, why));
}

Result<secret::Digest> digest_from(ByteView bytes) {
    secret::Digest digest{};
    if (bytes.size() != digest.size()) return fail(ErrorCode::Corrupt, "a digest has 32 bytes");
    std::copy(bytes.begin(), bytes.end(), digest.begin());
    return digest;
}

struct Stored {
    Record record;
    Bytes salt;
    secret::Digest payload_hash;
    secret::Digest chain;
};

Result<Stored> read_stored(sql::Row row) {
    sql::Columns in(row);
    Stored stored;
    stored.record.document = in.next<DocumentId>();
    stored.record.seq = in.next<Seq>();
    stored.record.epoch = in.next<Epoch>();
    stored.record.kind = static_cast<RecordKind>(in.next<std::uint8_t>());
    stored.record.actor = in.next<network::ActorId>();
    stored.record.at = in.next<Instant>();
    stored.salt = in.next<Bytes>();
    stored.record.update = in.next<Bytes>();
    const Bytes payload_hash = in.next<Bytes>();
    const Bytes chain = in.next<Bytes>();
    DK_TRY(stored.payload_hash, digest_from(payload_hash));
    DK_TRY(stored.chain, digest_from(chain));
    return std::move(in).finish(std::move(stored));
}

Result<std::vector<Stored>>
records_after(sql::Transaction& log, DocumentId document, Seq after, std::int64_t count) {
    return log.query_list(
        read_stored,
        "SELECT document, seq, epoch, kind, actor, at, salt, update_bytes, payload_hash, chain"
        " FROM document_update WHERE document = ? AND seq > ? ORDER BY seq LIMIT ?",
        document,
        after,
        count
    );
}

/// Calls `take` for every record after `seq`, checking that none is missing.
template <class Take>
Done for_each_after(sql::Transaction& log, DocumentId document, Seq seq, Take take) {
    for (;;) {
        DK_TRY(const auto batch, records_after(log, document, seq, rows_at_once));
        for (const Stored& stored : batch) {
            if (stored.record.seq != seq + 1) return corrupt(seq + 1, "is missing");
            DK_DO(take(stored));
            seq = stored.record.seq;
        }
        if (static_cast<std::int64_t>(batch.size()) < rows_at_once) return {};
    }
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
            DK_TRY(snapshot.chain, digest_from(chain));
            return std::move(in).finish(std::move(snapshot));
        },
        "SELECT seq, at, state, chain FROM document_snapshot WHERE document = ?",
        document
    );
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
    " AS one WHERE seq = 1 OR EXISTS (SELECT 1 FROM document_update AS before"
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

Result<Loaded> load(sql::Transaction& log, DocumentId document) {
    Loaded loaded;
    DK_TRY(const auto snapshot, newest_snapshot(log, document));
    if (snapshot) {
        DK_DO(loaded.doc.apply(snapshot->state));
        loaded.seq = snapshot->seq;
        loaded.at = snapshot->at;
        loaded.chain = snapshot->chain;
    }
    DK_DO(for_each_after(log, document, loaded.seq, [&](const Stored& stored) -> Done {
        if (!loaded.doc.apply(stored.record.update)) {
            return corrupt(stored.record.seq, "is no update");
        }
        loaded.seq = stored.record.seq;
        loaded.at = stored.record.at;
        loaded.chain = stored.chain;
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
        DK_TRY(const auto batch, records_after(log, document, loaded.seq, wanted));
        if (batch.empty()) break;
        // Many records are taken in faster when they are one update.
        std::vector<ByteView> updates;
        for (const Stored& stored : batch) {
            if (stored.record.seq != loaded.seq + 1) return corrupt(loaded.seq + 1, "is missing");
            updates.push_back(stored.record.update);
            loaded.seq = stored.record.seq;
        }
        const auto merged = crdt::merge_updates(updates);
        if (!merged || !loaded.doc.apply(*merged)) return corrupt(loaded.seq, "is no update");
        loaded.at = batch.back().record.at;
        loaded.chain = batch.back().chain;
        loaded.since_snapshot += static_cast<std::int64_t>(batch.size());
    }
    return loaded;
}

Done each_record(
    sql::Transaction& log, DocumentId document, Seq after, Seq until, const TakeRecord& take
) {
    while (after < until) {
        const std::int64_t wanted = std::min<std::int64_t>(rows_at_once, until - after);
        DK_TRY(const auto batch, records_after(log, document, after, wanted));
        for (const Stored& stored : batch) {
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
    return log.query_list(
        [](sql::Row row) -> Result<Line> {
            sql::Columns in(row);
            Line line{
                .seq = in.next<Seq>(),
                .kind = static_cast<RecordKind>(in.next<std::uint8_t>()),
                .actor = in.next<network::ActorId>(),
                .at = in.next<Instant>()
            };
            return std::move(in).finish(line);
        },
        "SELECT seq, kind, actor, at FROM document_update WHERE document = ?"
        " ORDER BY seq DESC LIMIT ?",
        document,
        count_max
    );
}

Result<std::int64_t> verify(sql::Transaction& log, DocumentId document) {
    std::int64_t count = 0;
    secret::Digest chain{};
    DK_DO(for_each_after(log, document, 0, [&](const Stored& stored) -> Done {
        const Seq seq = stored.record.seq;
        // A redacted record has lost its salt; its payload hash still stands in the chain.
        const bool is_redacted = stored.salt.empty();
        const auto hash = payload_hash_of(stored.salt, stored.record.update);
        if (!is_redacted && hash != stored.payload_hash) return corrupt(seq, "was changed");
        chain = chain_of(chain, stored.record, stored.payload_hash);
        if (chain != stored.chain) return corrupt(seq, "does not follow its predecessor");
        ++count;
        return {};
    }));
    return count;
}

Result<std::vector<DocumentId>> documents(sql::Transaction& log) {
    return log.query_list(
        [](sql::Row row) { return row.get<DocumentId>(0); },
        "SELECT DISTINCT document FROM document_update ORDER BY document"
    );
}

} // namespace denkraum::document::update_log
