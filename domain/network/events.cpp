// SPDX-License-Identifier: EUPL-1.2
#include "domain/network/events.hpp"

namespace denkraum::network {
namespace {

Result<StoredEvent> read_event(sql::Row row) {
    sql::Columns in(row);
    StoredEvent stored{
        .seq = in.next<std::int64_t>(),
        .at = in.next<Instant>(),
        .event =
            {.kind = in.next<std::string>(),
             .subject_kind = in.next<std::string>(),
             .subject = in.next<Bytes>(),
             .payload = in.next<std::string>()}
    };
    return std::move(in).finish(std::move(stored));
}

} // namespace

Done append_event(sql::Transaction& transaction, Instant at, const Event& event) {
    DK_TRY(
        const auto last,
        transaction.query_value<std::int64_t>("SELECT coalesce(max(seq), 0) FROM event")
    );
    DK_TRY(
        [[maybe_unused]] const auto inserted,
        transaction.execute(
            "INSERT INTO event (seq, at, kind, subject_kind, subject_id, payload) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            last + 1,
            at,
            event.kind,
            event.subject_kind,
            event.subject,
            event.payload
        )
    );
    return {};
}

Result<std::vector<StoredEvent>>
events_after(sql::Transaction& transaction, std::int64_t seq, std::int64_t count_max) {
    return transaction.query_list(
        read_event,
        "SELECT seq, at, kind, subject_kind, subject_id, payload FROM event WHERE seq > ? "
        "ORDER BY seq LIMIT ?",
        seq,
        count_max
    );
}

} // namespace denkraum::network
