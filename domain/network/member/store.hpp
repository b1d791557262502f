// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "domain/network/network.hpp"
#include "platform/secret/hash.hpp"
#include "platform/sql/sql.hpp"

/// The table invitation, and counts over members.
namespace denkraum::network::store {

struct Invitation {
    InvitationId id = {};
    AuthorityId authority = {};
    Role role = Role::Expert;
    std::string name = {};
    std::string email = {};
    ActorId invited_by = {};
    Instant created_at = {};
    Instant expires_at = {};
};

[[nodiscard]] Done insert_invitation(
    sql::Transaction& transaction, const Invitation& invitation, const secret::Digest& token_hash
);
/// Nothing for an unknown, used, withdrawn or expired one.
[[nodiscard]] Result<std::optional<Invitation>>
find_invitation(sql::Transaction& transaction, const secret::Digest& token_hash, Instant now);
/// Ends it and erases name and address. False when it had ended before.
[[nodiscard]] Result<bool>
end_invitation(sql::Transaction& transaction, InvitationId id, Instant now);
/// Ends all open ones to this address: whoever invites again replaces the link.
[[nodiscard]] Done
end_invitations_to(sql::Transaction& transaction, std::string_view email, Instant now);
/// Oldest first; of one authority, or of all.
[[nodiscard]] Result<std::vector<Invitation>>
list_invitations(sql::Transaction& transaction, std::optional<AuthorityId> authority, Instant now);
/// Ends those that nobody accepted in time, names and addresses included.
[[nodiscard]] Done end_expired_invitations(sql::Transaction& transaction, Instant now);

/// Active members with that role whose authority has not left, `but` not counted.
[[nodiscard]] Result<std::int64_t>
count_who_may_sign_in(sql::Transaction& transaction, Role role, MemberId but);
/// Of the authority and of its units.
[[nodiscard]] Result<std::vector<MemberId>>
members_of(sql::Transaction& transaction, AuthorityId authority);

} // namespace denkraum::network::store
