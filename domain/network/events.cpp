// SPDX-License-Identifier: EUPL-1.2
#include "domain/network/events.hpp"

#include "domain/network/store.hpp"
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

trail::Entry entry_by(const Viewer& by, Instant at, std::string action, trail::Subject subject) {
    trail::Entry entry{
        .at = at,
        .actor = trail::any(by.actor),
        .action = std::move(action),
        .subject = std::move(subject)
    };
    if (!by.authority.is_none()) entry.authority = trail::any(by.authority);
    return entry;
}

Result<trail::Entry> entry_by(
    sql::Transaction& transaction,
    ActorId by,
    Instant at,
    std::string action,
    trail::Subject subject
) {
    DK_TRY(const Actor actor, store::load_actor(transaction, by));
    const Viewer acting{.actor = by, .authority = actor.authority.value_or(AuthorityId())};
    return entry_by(acting, at, std::move(action), std::move(subject));
}

Done record(
    sql::Transaction& transaction, const Services& services, const Viewer& by, const Deed& deed
) {
    trail::Entry entry =
        entry_by(by, services.clock.now(), deed.action, {deed.subject_kind, deed.subject});
    entry.payload = deed.payload;
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
