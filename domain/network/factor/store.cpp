// SPDX-License-Identifier: EUPL-1.2
#include "domain/network/factor/store.hpp"

namespace denkraum::network::factor::store {
namespace {

Done done(const Result<std::int64_t>& changed) {
    if (!changed) return std::unexpected(changed.error());
    return {};
}

} // namespace

Result<std::optional<Stored>> find(sql::Transaction& transaction, MemberId member) {
    return transaction.query_optional(
        [](sql::Row row) -> Result<Stored> {
            sql::Columns in(row);
            Stored stored;
            stored.sealed = in.next<Bytes>();
            stored.last_step = in.next<std::int64_t>();
            stored.confirmed_at = in.next<std::optional<Instant>>();
            return std::move(in).finish(std::move(stored));
        },
        "SELECT secret, last_step, confirmed_at FROM second_factor WHERE member = ?",
        member
    );
}

Done put(sql::Transaction& transaction, MemberId member, ByteView sealed, Instant now) {
    return done(transaction.execute(
        "INSERT INTO second_factor (member, secret, last_step, created_at, confirmed_at)"
        " VALUES (?, ?, 0, ?, NULL) ON CONFLICT (member) DO UPDATE SET secret = excluded.secret,"
        " last_step = 0, created_at = excluded.created_at"
        " WHERE second_factor.confirmed_at IS NULL",
        member,
        sealed,
        now
    ));
}

Done confirm(sql::Transaction& transaction, MemberId member, Instant now) {
    return done(transaction.execute(
        "UPDATE second_factor SET confirmed_at = ? WHERE member = ?", now, member
    ));
}

Result<bool> use_step(sql::Transaction& transaction, MemberId member, std::int64_t step) {
    DK_TRY(
        const auto changed,
        transaction.execute(
            "UPDATE second_factor SET last_step = ? WHERE member = ? AND last_step < ?",
            step,
            member,
            step
        )
    );
    return changed == 1;
}

Result<bool> erase(sql::Transaction& transaction, MemberId member) {
    DK_DO(done(transaction.execute("DELETE FROM recovery_code WHERE member = ?", member)));
    DK_DO(erase_half_logins(transaction, member));
    DK_TRY(
        const auto erased, transaction.execute("DELETE FROM second_factor WHERE member = ?", member)
    );
    return erased == 1;
}

Done put_recovery_codes(
    sql::Transaction& transaction, MemberId member, std::span<const secret::Digest> hashes
) {
    DK_DO(done(transaction.execute("DELETE FROM recovery_code WHERE member = ?", member)));
    for (const secret::Digest& hash : hashes) {
        DK_DO(done(transaction.execute(
            "INSERT INTO recovery_code (member, code_hash, used_at) VALUES (?, ?, NULL)",
            member,
            ByteView(hash)
        )));
    }
    return {};
}

Result<std::int64_t> recovery_left(sql::Transaction& transaction, MemberId member) {
    return transaction.query_value<std::int64_t>(
        "SELECT count(*) FROM recovery_code WHERE member = ? AND used_at IS NULL", member
    );
}

Result<bool> use_recovery_code(
    sql::Transaction& transaction, MemberId member, const secret::Digest& hash, Instant now
) {
    DK_TRY(
        const auto changed,
        transaction.execute(
            "UPDATE recovery_code SET used_at = ? WHERE member = ? AND code_hash = ?"
            " AND used_at IS NULL",
            now,
            member,
            ByteView(hash)
        )
    );
    return changed == 1;
}

Done put_half_login(
    sql::Transaction& transaction, const secret::Digest& token, MemberId member, Instant now
) {
    DK_DO(done(transaction.execute("DELETE FROM half_login WHERE expires_at <= ?", now)));
    return done(transaction.execute(
        "INSERT INTO half_login (token_hash, member, expires_at) VALUES (?, ?, ?)",
        ByteView(token),
        member,
        now + half_login_lifetime
    ));
}

Result<std::optional<MemberId>>
find_half_login(sql::Transaction& transaction, const secret::Digest& token, Instant now) {
    return transaction.query_optional(
        [](sql::Row row) { return row.get<MemberId>(0); },
        "SELECT member FROM half_login WHERE token_hash = ? AND expires_at > ?",
        ByteView(token),
        now
    );
}

Done erase_half_logins(sql::Transaction& transaction, MemberId member) {
    return done(transaction.execute("DELETE FROM half_login WHERE member = ?", member));
}

} // namespace denkraum::network::factor::store
