// SPDX-License-Identifier: EUPL-1.2
#include "domain/network/email/store.hpp"

#include "domain/network/email/email.hpp"

namespace denkraum::network::email::store {
namespace {

Done done(const Result<std::int64_t>& changed) {
    if (!changed) return std::unexpected(changed.error());
    return {};
}

} // namespace

Done put(
    sql::Transaction& transaction,
    const Wanted& wanted,
    const secret::Digest& token_hash,
    Instant now
) {
    DK_DO(done(transaction.execute(
        "DELETE FROM email_change WHERE member = ? OR expires_at <= ?", wanted.member, now
    )));
    return done(transaction.execute(
        "INSERT INTO email_change (token_hash, member, email, expires_at) VALUES (?, ?, ?, ?)",
        ByteView(token_hash),
        wanted.member,
        wanted.email,
        now + link_lifetime
    ));
}

Result<std::optional<Wanted>>
find(sql::Transaction& transaction, const secret::Digest& token_hash, Instant now) {
    return transaction.query_optional(
        [](sql::Row row) -> Result<Wanted> {
            sql::Columns in(row);
            Wanted wanted;
            wanted.member = in.next<MemberId>();
            wanted.email = in.next<std::string>();
            return std::move(in).finish(std::move(wanted));
        },
        "SELECT member, email FROM email_change WHERE token_hash = ? AND expires_at > ?",
        ByteView(token_hash),
        now
    );
}

Done erase(sql::Transaction& transaction, MemberId member) {
    return done(transaction.execute("DELETE FROM email_change WHERE member = ?", member));
}

} // namespace denkraum::network::email::store
