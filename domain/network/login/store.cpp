// SPDX-License-Identifier: EUPL-1.2
#include "domain/network/login/store.hpp"

#include "domain/network/limits.hpp"

namespace denkraum::network::store {
namespace {

// A member without a password of their own (invited, not yet here) is not found: they cannot sign
// in, but they can ask for a reset, hence the LEFT JOIN and the empty hash.
constexpr std::string_view credential_select =
    "SELECT m.id AS member, m.actor AS actor, m.authority AS authority, m.role AS role, "
    "m.language AS language, p.name AS name, p.email AS email, a.short_name AS authority_name, "
    "a.parent AS parent, coalesce(c.password_hash, '') AS password_hash FROM member m "
    "JOIN person p ON p.member = m.id JOIN authority a ON a.id = m.authority "
    "LEFT JOIN authority h ON h.id = a.parent "
    "LEFT JOIN credential c ON c.member = m.id "
    "WHERE m.state = 'active' AND a.state <> 'left' "
    "AND coalesce(h.state, a.state) <> 'left' AND ";

Result<Credential> read_credential(sql::Row row) {
    DK_TRY(const auto role, row.get<std::string_view>("role"));
    DK_TRY(const auto language, row.get<std::optional<std::string>>("language"));
    Credential credential;
    Viewer& viewer = credential.viewer;
    DK_TRY(viewer.role, role_from(role));
    DK_TRY(viewer.member, row.get<MemberId>("member"));
    DK_TRY(viewer.actor, row.get<ActorId>("actor"));
    DK_TRY(viewer.authority, row.get<AuthorityId>("authority"));
    DK_TRY(viewer.name, row.get<std::string>("name"));
    DK_TRY(viewer.authority_name, row.get<std::string>("authority_name"));
    DK_TRY(const auto parent, row.get<std::optional<AuthorityId>>("parent"));
    viewer.house = parent.value_or(viewer.authority);
    DK_TRY(credential.email, row.get<std::string>("email"));
    DK_TRY(credential.password_hash, row.get<std::string>("password_hash"));
    if (language) viewer.language = i18n::language_from_code(*language);
    return credential;
}

Done done(const Result<std::int64_t>& changed) {
    if (!changed) return std::unexpected(changed.error());
    return {};
}

} // namespace

Result<std::optional<Credential>>
find_credential(sql::Transaction& transaction, std::string_view email) {
    return transaction.query_optional(
        read_credential, std::string(credential_select) + "p.email_key = ?", email_key(email)
    );
}

Result<std::optional<Credential>> find_credential(sql::Transaction& transaction, MemberId member) {
    return transaction.query_optional(
        read_credential, std::string(credential_select) + "m.id = ?", member
    );
}

Done put_password(
    sql::Transaction& transaction, MemberId member, std::string_view password_hash, Instant now
) {
    return done(transaction.execute(
        "INSERT INTO credential (member, password_hash, changed_at) VALUES (?, ?, ?) "
        "ON CONFLICT (member) DO UPDATE SET password_hash = excluded.password_hash, "
        "changed_at = excluded.changed_at",
        member,
        password_hash,
        now
    ));
}

Done erase_password(sql::Transaction& transaction, MemberId member) {
    return done(transaction.execute("DELETE FROM credential WHERE member = ?", member));
}

Done put_reset(
    sql::Transaction& transaction, MemberId member, const secret::Digest& token_hash, Instant now
) {
    DK_DO(done(transaction.execute(
        "DELETE FROM password_reset WHERE member = ? OR expires_at <= ?", member, now
    )));
    return done(transaction.execute(
        "INSERT INTO password_reset (token_hash, member, expires_at) VALUES (?, ?, ?)",
        ByteView(token_hash),
        member,
        now + reset_lifetime
    ));
}

Result<std::optional<MemberId>>
find_reset(sql::Transaction& transaction, const secret::Digest& token_hash, Instant now) {
    return transaction.query_optional(
        [](sql::Row row) { return row.get<MemberId>(0); },
        "SELECT member FROM password_reset WHERE token_hash = ? AND expires_at > ?",
        ByteView(token_hash),
        now
    );
}

Done erase_resets(sql::Transaction& transaction, MemberId member) {
    return done(transaction.execute("DELETE FROM password_reset WHERE member = ?", member));
}

} // namespace denkraum::network::store
