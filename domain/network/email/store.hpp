// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.hpp"
#include "base/result.hpp"
#include "domain/network/network.hpp"
#include "platform/secret/hash.hpp"
#include "platform/sql/sql.hpp"

/// The table email_change.
namespace denkraum::network::email::store {

struct Wanted {
    MemberId member = {};
    std::string email = {};
};
/// Replaces what the member asked for before, and forgets what has expired of everybody.
[[nodiscard]] Done
put(sql::Transaction& transaction,
    const Wanted& wanted,
    const secret::Digest& token_hash,
    Instant now);
/// Nothing for an unknown, used or expired token.
[[nodiscard]] Result<std::optional<Wanted>>
find(sql::Transaction& transaction, const secret::Digest& token_hash, Instant now);
[[nodiscard]] Done erase(sql::Transaction& transaction, MemberId member);

} // namespace denkraum::network::email::store
