// SPDX-License-Identifier: EUPL-1.2
#include "domain/network/sessions.hpp"

#include "domain/network/limits.hpp"

namespace denkraum::network::store {
namespace {

constexpr std::string_view open_session_select =
    "SELECT s.id AS session, s.seen_at AS seen_at, s.visited_before_at AS visited_before_at, "
    "m.id AS member, m.actor AS actor, m.authority AS authority, m.role AS role, "
    "m.language AS language, coalesce(p.name, '') AS name, a.short_name AS authority_name, "
    "a.state AS authority_state, coalesce(h.state, a.state) AS house_state, "
    "a.parent AS parent, "
    "f.confirmed_at AS factor_confirmed_at "
    "FROM session s JOIN member m ON m.id = s.member JOIN authority a ON a.id = m.authority "
    "LEFT JOIN authority h ON h.id = a.parent "
    "LEFT JOIN person p ON p.member = m.id LEFT JOIN second_factor f ON f.member = m.id "
    "WHERE s.ended_at IS NULL AND s.seen_at > ? AND s.created_at > ? AND m.state = 'active' "
    "AND a.state <> 'left' AND coalesce(h.state, a.state) <> 'left' AND ";

Result<OpenSession> read_open_session(sql::Row row) {
    DK_TRY(const auto role, row.get<std::string_view>("role"));
    DK_TRY(const auto language, row.get<std::optional<std::string>>("language"));
    DK_TRY(const auto state, row.get<std::string_view>("authority_state"));
    DK_TRY(const auto house_state, row.get<std::string_view>("house_state"));
    OpenSession open;
    Viewer& viewer = open.viewer;
    DK_TRY(viewer.role, role_from(role));
    DK_TRY(viewer.member, row.get<MemberId>("member"));
    DK_TRY(viewer.actor, row.get<ActorId>("actor"));
    DK_TRY(viewer.authority, row.get<AuthorityId>("authority"));
    DK_TRY(viewer.session, row.get<SessionId>("session"));
    DK_TRY(viewer.name, row.get<std::string>("name"));
    DK_TRY(viewer.authority_name, row.get<std::string>("authority_name"));
    DK_TRY(viewer.visited_before, row.get<Instant>("visited_before_at"));
    DK_TRY(const auto parent, row.get<std::optional<AuthorityId>>("parent"));
    DK_TRY(const auto factor, row.get<std::optional<Instant>>("factor_confirmed_at"));
    viewer.has_factor = factor.has_value();
    DK_TRY(open.seen_at, row.get<Instant>("seen_at"));
    if (language) viewer.language = i18n::language_from_code(*language);
    viewer.house = parent.value_or(viewer.authority);
    const std::string_view takes_part = code_of(AuthorityState::Member);
    viewer.takes_part = state == takes_part && house_state == takes_part;
    viewer.has_voice = viewer.takes_part && !parent;
    return open;
}

Result<Session> read_session(sql::Row row) {
    sql::Columns in(row);
    Session session{
        .id = in.next<SessionId>(),
        .user_agent = in.next<std::string>(),
        .created_at = in.next<Instant>(),
        .seen_at = in.next<Instant>()
    };
    return std::move(in).finish(std::move(session));
}

Result<SessionId> read_id(sql::Row row) {
    return row.get<SessionId>(0);
}

Done done(const Result<std::int64_t>& changed) {
    if (!changed) return std::unexpected(changed.error());
    return {};
}

} // namespace

Done insert_session(sql::Transaction& transaction, const NewSession& session) {
    DK_TRY(
        const auto seen_before,
        transaction.query_value<Instant>(
            "SELECT coalesce(max(seen_at), 0) FROM session WHERE member = ?", session.member
        )
    );
    DK_DO(done(transaction.execute(
        "DELETE FROM ticket WHERE session IN (SELECT id FROM session WHERE member = ? AND "
        "(ended_at < ? OR created_at < ?))",
        session.member,
        session.now - ended_session_kept,
        session.now - session_age_max - ended_session_kept
    )));
    DK_DO(done(transaction.execute(
        "DELETE FROM session WHERE member = ? AND (ended_at < ? OR created_at < ?)",
        session.member,
        session.now - ended_session_kept,
        session.now - session_age_max - ended_session_kept
    )));
    return done(transaction.execute(
        "INSERT INTO session (id, member, token_hash, user_agent, created_at, seen_at, "
        "visited_before_at, ended_at) VALUES (?, ?, ?, ?, ?, ?, ?, NULL)",
        session.id,
        session.member,
        ByteView(session.token_hash),
        session.user_agent,
        session.now,
        session.now,
        seen_before
    ));
}

Result<std::optional<OpenSession>>
find_open_session(sql::Transaction& transaction, const secret::Digest& token_hash, Instant now) {
    return transaction.query_optional(
        read_open_session,
        std::string(open_session_select) + "s.token_hash = ?",
        now - session_idle_max,
        now - session_age_max,
        ByteView(token_hash)
    );
}

Result<std::optional<OpenSession>>
find_open_session(sql::Transaction& transaction, SessionId id, Instant now) {
    return transaction.query_optional(
        read_open_session,
        std::string(open_session_select) + "s.id = ?",
        now - session_idle_max,
        now - session_age_max,
        id
    );
}

Done touch_session(sql::Transaction& transaction, const OpenSession& session, Instant now) {
    const bool is_new_visit = now - session.seen_at >= visit_pause_min;
    return done(transaction.execute(
        "UPDATE session SET seen_at = ?, visited_before_at = ? WHERE id = ? AND seen_at < ?",
        now,
        is_new_visit ? session.seen_at : session.viewer.visited_before,
        session.viewer.session,
        now
    ));
}

Result<std::vector<Session>>
list_open_sessions(sql::Transaction& transaction, MemberId member, Instant now) {
    return transaction.query_list(
        read_session,
        "SELECT id, user_agent, created_at, seen_at FROM session WHERE member = ? "
        "AND ended_at IS NULL AND seen_at > ? AND created_at > ? ORDER BY seen_at DESC, id LIMIT ?",
        member,
        now - session_idle_max,
        now - session_age_max,
        sessions_shown_max
    );
}

Result<bool>
end_session(sql::Transaction& transaction, MemberId member, SessionId session, Instant now) {
    DK_TRY(
        const auto ended,
        transaction.execute(
            "UPDATE session SET ended_at = ? WHERE id = ? AND member = ? AND ended_at IS NULL",
            now,
            session,
            member
        )
    );
    return ended == 1;
}

Result<std::vector<SessionId>> end_sessions(
    sql::Transaction& transaction, MemberId member, std::optional<SessionId> kept, Instant now
) {
    DK_TRY(
        auto ended,
        transaction.query_list(
            read_id,
            "SELECT id FROM session WHERE member = ? AND ended_at IS NULL AND id <> ?",
            member,
            kept.value_or(SessionId())
        )
    );
    DK_DO(done(transaction.execute(
        "UPDATE session SET ended_at = ? WHERE member = ? AND ended_at IS NULL AND id <> ?",
        now,
        member,
        kept.value_or(SessionId())
    )));
    return ended;
}

Done erase_user_agents(sql::Transaction& transaction, MemberId member) {
    return done(transaction.execute("UPDATE session SET user_agent = '' WHERE member = ?", member));
}

Done insert_ticket(
    sql::Transaction& transaction, const secret::Digest& token_hash, SessionId session, Instant now
) {
    DK_DO(done(transaction.execute("DELETE FROM ticket WHERE expires_at <= ?", now)));
    return done(transaction.execute(
        "INSERT INTO ticket (token_hash, session, expires_at) VALUES (?, ?, ?)",
        ByteView(token_hash),
        session,
        now + ticket_lifetime
    ));
}

Result<std::optional<SessionId>>
take_ticket(sql::Transaction& transaction, const secret::Digest& token_hash, Instant now) {
    DK_TRY(
        auto session,
        transaction.query_optional(
            read_id,
            "SELECT session FROM ticket WHERE token_hash = ? AND expires_at > ?",
            ByteView(token_hash),
            now
        )
    );
    DK_TRY(
        const auto deleted,
        transaction.execute("DELETE FROM ticket WHERE token_hash = ?", ByteView(token_hash))
    );
    if (deleted != 1) return std::nullopt;
    return session;
}

} // namespace denkraum::network::store
