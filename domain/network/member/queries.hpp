// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "domain/network/member/store.hpp"
#include "domain/network/network.hpp"
#include "domain/network/queries.hpp"
#include "domain/network/services.hpp"
#include "platform/sql/sql.hpp"

/// What the pages about authorities and members show.
namespace denkraum::network::queries {

/// The authorities that take part and have a voice. Public. One query.
[[nodiscard]] Result<std::vector<Authority>> participants(sql::Transaction& transaction);

struct AuthorityLine {
    Authority authority = {};
    std::int64_t members = 0;
    std::int64_t delegates = 0; ///< delegates and deputies
};
struct Network {
    std::vector<AuthorityLine> authorities = {};
    std::vector<store::Invitation> invitations = {};
};
/// The coordination's view of the whole network. A constant number of queries.
[[nodiscard]] Result<Network> network(sql::Transaction& transaction, Instant now);

struct AuthorityView {
    Authority authority = {};
    std::vector<Authority> units = {};
    std::vector<MemberView> members = {};
    std::vector<store::Invitation> invitations = {};
};
/// Fails: NotFound.
[[nodiscard]] Result<AuthorityView>
authority_view(sql::Transaction& transaction, AuthorityId id, Instant now);

/// Fails: NotFound for a link that is unknown, used, withdrawn or too old.
[[nodiscard]] Result<store::Invitation>
open_invitation(const Services& services, std::string_view token);

} // namespace denkraum::network::queries
