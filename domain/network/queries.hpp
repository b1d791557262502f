// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "domain/network/network.hpp"
#include "platform/sql/sql.hpp"

/// What other folders ask about the network. They pass their own transaction, so that a page is
/// one moment and its number of queries is theirs to count.
namespace denkraum::network::queries {

/// Who wrote something, as people may see it inside the network.
struct ActorView {
    ActorId id = {};
    ActorKind kind = ActorKind::Member;
    std::string name = {};           ///< empty when the person was erased, or is none
    bool is_named = false;           ///< agreed to stand by name beside what they wrote
    std::string authority_name = {}; ///< short; empty for the system
    std::optional<MemberId> member = {};
    std::optional<AuthorityId> authority = {};
    std::optional<Role> role = {};
};

/// The actors with these ids, in any order; unknown ids are left out. One query.
[[nodiscard]] Result<std::vector<ActorView>>
actors(sql::Transaction& transaction, std::span<const ActorId> ids);

/// All authorities that ever were, in the order people expect.
[[nodiscard]] Result<std::vector<Authority>> authorities(sql::Transaction& transaction);
[[nodiscard]] Result<Authority> authority(sql::Transaction& transaction, AuthorityId id);
[[nodiscard]] Result<Authority>
authority_by_key(sql::Transaction& transaction, std::string_view key);

struct MemberView {
    Member member = {};
    Person person = {};
    std::string authority_name = {};
};

/// Active members with their names, by authority and name. One query.
[[nodiscard]] Result<std::vector<MemberView>> members(sql::Transaction& transaction);
[[nodiscard]] Result<MemberView> member(sql::Transaction& transaction, MemberId id);

} // namespace denkraum::network::queries
