// SPDX-License-Identifier: EUPL-1.2
#include "domain/network/events.hpp"

#include "domain/trail/commands.hpp"

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

Done record(
    sql::Transaction& transaction, const Services& services, const Viewer& by, const Deed& deed
) {
    trail::Entry entry{
        .at = services.clock.now(),
        .actor = trail::any(by.actor),
        .action = deed.action,
        .subject = {.kind = deed.subject_kind, .id = deed.subject},
        .payload = deed.payload
    };
    if (!by.authority.is_none()) entry.authority = trail::any(by.authority);
    DK_TRY(
        [[maybe_unused]] const auto number, trail::append(transaction, services.randomness, entry)
    );
    return {};
}

Done record_and_tell(
    sql::Transaction& transaction, const Services& services, const Viewer& by, const Deed& deed
) {
    DK_DO(record(transaction, services, by, deed));
    const ByteView subject = deed.subject.bytes();
    return append_event(
        transaction,
        services.clock.now(),
        {.kind = deed.action,
         .subject_kind = deed.subject_kind,
         .subject = Bytes(subject.begin(), subject.end()),
         .payload = deed.payload}
    );
}

void announce(const Services& services, std::string_view topic, std::string_view id) {
    const Done sent = services.bus.publish(topic, as_bytes(id));
    if (!sent) {
        services.log.failure(
            log::Level::Warning, "hint lost", sent.error(), {{"topic", topic}, {"id", id}}
        );
    }
}

void announce_ended(const Services& services, std::span<const SessionId> sessions) {
    for (const SessionId& session : sessions)
        announce(services, topic::session, session.text());
}

} // namespace denkraum::network
