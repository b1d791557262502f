// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "domain/network/access.hpp"
#include "domain/network/network.hpp"
#include "platform/secret/hash.hpp"
#include "platform/sql/sql.hpp"

/// The tables credential and password_reset.
namespace denkraum::network::store {

/// Whoever may sign in: active, in an authority that has not left, nor the one whose unit it is.
struct Credential {
    Viewer viewer = {}; ///< without a session yet
    std::string email = {};
    std::string password_hash = {};
};
[[nodiscard]] Result<std::optional<Credential>>
find_credential(sql::Transaction& transaction, std::string_view email);
[[nodiscard]] Result<std::optional<Credential>>
find_credential(sql::Transaction& transaction, MemberId member);

[[nodiscard]] Done put_password(
    sql::Transaction& transaction, MemberId member, std::string_view password_hash, Instant now
);
[[nodiscard]] Done erase_password(sql::Transaction& transaction, MemberId member);

/// Replaces earlier resets of the member, and forgets expired ones of everybody.
[[nodiscard]] Done put_reset(
    sql::Transaction& transaction, MemberId member, const secret::Digest& token_hash, Instant now
);
/// Whose reset this is; nothing for an unknown, used or expired one.
[[nodiscard]] Result<std::optional<MemberId>>
find_reset(sql::Transaction& transaction, const secret::Digest& token_hash, Instant now);
[[nodiscard]] Done erase_resets(sql::Transaction& transaction, MemberId member);

} // namespace denkraum::network::store
