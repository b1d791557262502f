// SPDX-License-Identifier: EUPL-1.2
#include "domain/network/member/store.hpp"

namespace denkraum::network::store {
namespace {

constexpr std::string_view invitation_select =
    "SELECT id, authority, role, name, email, invited_by, created_at, expires_at FROM invitation ";

Result<Invitation> read_invitation(sql::Row row) {
    DK_TRY(const auto role, row.get<std::string_view>(2));
    Invitation invitation;
    DK_TRY(invitation.role, role_from(role));
    DK_TRY(invitation.id, row.get<InvitationId>(0));
    DK_TRY(invitation.authority, row.get<AuthorityId>(1));
    DK_TRY(invitation.name, row.get<std::string>(3));
    DK_TRY(invitation.email, row.get<std::string>(4));
    DK_TRY(invitation.invited_by, row.get<ActorId>(5));
    DK_TRY(invitation.created_at, row.get<Instant>(6));
    DK_TRY(invitation.expires_at, row.get<Instant>(7));
    return invitation;
}

Done done(const Result<std::int64_t>& changed) {
    if (!changed) return std::unexpected(changed.error());
    return {};
}

} // namespace

Done insert_invitation(
    sql::Transaction& transaction, const Invitation& invitation, const secret::Digest& token_hash
) {
    return done(transaction.execute(
        "INSERT INTO invitation (id, authority, role, name, email, token_hash, invited_by, "
        "created_at, expires_at, ended_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)",
        invitation.id,
        invitation.authority,
        code_of(invitation.role),
        invitation.name,
        invitation.email,
        ByteView(token_hash),
        invitation.invited_by,
        invitation.created_at,
        invitation.expires_at
    ));
}

Result<std::optional<Invitation>>
find_invitation(sql::Transaction& transaction, const secret::Digest& token_hash, Instant now) {
    return transaction.query_optional(
        read_invitation,
        std::string(invitation_select)
            + "WHERE token_hash = ? AND ended_at IS NULL AND expires_at > ?",
        ByteView(token_hash),
        now
    );
}

Result<bool> end_invitation(sql::Transaction& transaction, InvitationId id, Instant now) {
    DK_TRY(
        const auto ended,
        transaction.execute(
            "UPDATE invitation SET ended_at = ?, name = '', email = '' "
            "WHERE id = ? AND ended_at IS NULL",
            now,
            id
        )
    );
    return ended == 1;
}

Done end_invitations_to(sql::Transaction& transaction, std::string_view email, Instant now) {
    return done(transaction.execute(
        "UPDATE invitation SET ended_at = ?, name = '', email = '' "
        "WHERE ended_at IS NULL AND lower(email) = ?",
        now,
        email_key(email)
    ));
}

Result<std::vector<Invitation>>
list_invitations(sql::Transaction& transaction, std::optional<AuthorityId> authority, Instant now) {
    constexpr std::string_view open = "WHERE ended_at IS NULL AND expires_at > ? ";
    if (!authority) {
        return transaction.query_list(
            read_invitation,
            std::string(invitation_select) + std::string(open) + "ORDER BY created_at, id",
            now
        );
    }
    return transaction.query_list(
        read_invitation,
        std::string(invitation_select) + std::string(open)
            + "AND authority = ? ORDER BY created_at, id",
        now,
        *authority
    );
}

Done end_expired_invitations(sql::Transaction& transaction, Instant now) {
    return done(transaction.execute(
        "UPDATE invitation SET ended_at = ?, name = '', email = '' "
        "WHERE ended_at IS NULL AND expires_at <= ?",
        now,
        now
    ));
}

Result<std::int64_t> count_who_may_sign_in(sql::Transaction& transaction, Role role, MemberId but) {
    return transaction.query_value<std::int64_t>(
        "SELECT count(*) FROM member m JOIN authority a ON a.id = m.authority "
        "LEFT JOIN authority h ON h.id = a.parent WHERE m.role = ? AND m.state = ? AND m.id <> ? "
        "AND a.state <> 'left' AND coalesce(h.state, a.state) <> 'left'",
        code_of(role),
        code_of(MemberState::Active),
        but
    );
}

Result<std::vector<MemberId>> members_of(sql::Transaction& transaction, AuthorityId authority) {
    return transaction.query_list(
        [](sql::Row row) { return row.get<MemberId>(0); },
        "SELECT m.id FROM member m JOIN authority a ON a.id = m.authority "
        "WHERE (a.id = ? OR a.parent = ?) AND m.state = ? ORDER BY m.id",
        authority,
        authority,
        code_of(MemberState::Active)
    );
}

} // namespace denkraum::network::store
