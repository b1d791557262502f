// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "base/result.hpp"
#include "domain/network/network.hpp"
#include "domain/network/services.hpp"
#include "platform/sql/sql.hpp"

/// How a member comes to be, whichever way they came: inside the transaction of an invitation that
/// is accepted, or of the administrator's command.
namespace denkraum::network::commands {

struct Admission {
    AuthorityId authority;
    Role role = Role::Expert;
    Person person;             ///< its address is valid
    std::string password_hash; ///< empty: no password yet
};
/// An authority that people can belong to. Fails: Conflict, field "authority", when it or the one
/// whose unit it is has left; NotFound.
[[nodiscard]] Result<Authority> load_present(sql::Transaction& transaction, AuthorityId id);

/// Whoever was a member before becomes one again, under a new actor.
/// Fails: Conflict, field "email", when there is an active member with that address; as
/// load_present(); Invalid with its field.
[[nodiscard]] Result<Member>
admit(sql::Transaction& transaction, const Services& services, const Admission& admission);

/// The actor under which the member writes from now on, with today's authority and role. The
/// caller stores the member.
[[nodiscard]] Done
give_new_actor(sql::Transaction& transaction, const Services& services, Member& member);

} // namespace denkraum::network::commands
