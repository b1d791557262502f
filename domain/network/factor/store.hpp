// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <span>

#include "domain/network/factor/factor.hpp"
#include "platform/secret/hash.hpp"
#include "platform/sql/sql.hpp"

/// The tables second_factor, recovery_code and half_login.
namespace denkraum::network::factor::store {

struct Stored {
    Bytes sealed = {};
    std::int64_t last_step = 0;
    std::optional<Instant> confirmed_at = {};
};
[[nodiscard]] Result<std::optional<Stored>> find(sql::Transaction& transaction, MemberId member);
/// Replaces one that is not confirmed.
[[nodiscard]] Done
put(sql::Transaction& transaction, MemberId member, ByteView sealed, Instant now);
[[nodiscard]] Done confirm(sql::Transaction& transaction, MemberId member, Instant now);
/// True when nobody used this step or a later one meanwhile.
[[nodiscard]] Result<bool>
use_step(sql::Transaction& transaction, MemberId member, std::int64_t step);
/// With its recovery codes and half logins. False when there was none.
[[nodiscard]] Result<bool> erase(sql::Transaction& transaction, MemberId member);

[[nodiscard]] Done put_recovery_codes(
    sql::Transaction& transaction, MemberId member, std::span<const secret::Digest> hashes
);
[[nodiscard]] Result<std::int64_t> recovery_left(sql::Transaction& transaction, MemberId member);
/// True when there was such a code and it was not used yet.
[[nodiscard]] Result<bool> use_recovery_code(
    sql::Transaction& transaction, MemberId member, const secret::Digest& hash, Instant now
);

/// Forgets expired ones of everybody.
[[nodiscard]] Done put_half_login(
    sql::Transaction& transaction, const secret::Digest& token, MemberId member, Instant now
);
[[nodiscard]] Result<std::optional<MemberId>>
find_half_login(sql::Transaction& transaction, const secret::Digest& token, Instant now);
[[nodiscard]] Done erase_half_logins(sql::Transaction& transaction, MemberId member);

} // namespace denkraum::network::factor::store
