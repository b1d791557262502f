// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "domain/network/access.hpp"
#include "domain/network/login/commands.hpp"
#include "domain/network/services.hpp"
#include "platform/secret/secret.hpp"

/// What the coordination does with authorities and members, and how somebody becomes one. All but
/// accept_invitation fail with Forbidden unless `by` coordinates.
namespace denkraum::network::commands {

struct NewAuthority {
    std::string key; ///< lower-case letters, digits and hyphens
    std::string name;
    std::string short_name;
    AuthorityKind kind = AuthorityKind::Other;
    AuthorityState state = AuthorityState::Invited;
    std::optional<std::int64_t> staff = {};
    std::optional<AuthorityId> parent = {}; ///< set: a unit without a voice
};
/// Fails: Invalid or Conflict with its field; NotFound for an unknown parent.
[[nodiscard]] Result<AuthorityId>
add_authority(const Services& services, const Viewer& by, const NewAuthority& wanted);
/// What may be wrong or become so: everything but the word in addresses, which people cite.
struct AuthorityFacts {
    std::string name;
    std::string short_name;
    AuthorityKind kind = AuthorityKind::Other;
    std::optional<std::int64_t> staff = {};
    std::optional<AuthorityId> parent = {};
};
/// Editions keep the names that were printed in them. Fails: Invalid or Conflict with its field;
/// NotFound for an unknown authority or parent.
[[nodiscard]] Done change_authority(
    const Services& services, const Viewer& by, AuthorityId id, const AuthorityFacts& wanted
);
/// Members of an authority that leaves are signed out. Fails: Conflict as with_state().
[[nodiscard]] Done change_authority_state(
    const Services& services, const Viewer& by, AuthorityId id, AuthorityState next
);

struct NewInvitation {
    AuthorityId authority;
    Role role = Role::Expert;
    std::string name;
    std::string email;
};
struct Invited {
    InvitationId id;
    secret::SecretText link; ///< shown once to whoever invited, should the mail get lost
    bool is_mailed = false;  ///< false: no mail server is set up
};
/// Replaces an earlier invitation to the same address. The mail goes out soon afterwards. Fails:
/// Invalid or Conflict with its field; NotFound for an unknown authority.
[[nodiscard]] Result<Invited>
invite(const Services& services, const Viewer& by, const NewInvitation& wanted);
/// Fails: NotFound when it has ended.
[[nodiscard]] Done withdraw_invitation(const Services& services, const Viewer& by, InvitationId id);

struct Acceptance {
    std::string name;
    std::string job;
    secret::SecretText password;
    std::string user_agent;
};
/// Makes the member, their actor and their first session. Whoever was a member before becomes one
/// again. Fails: NotFound for a link that was used, withdrawn or is too old; Invalid with its
/// field.
[[nodiscard]] Result<SignedIn>
accept_invitation(const Services& services, std::string_view token, const Acceptance& acceptance);

struct NewMember {
    AuthorityId authority;
    Role role = Role::Expert;
    Person person;
    std::optional<secret::SecretText> password = {}; ///< without: by make_reset()
};
/// Without an invitation: for the administrator and the demonstration. The password is taken as it
/// is. Fails: Conflict, field "email", when there is such a member.
[[nodiscard]] Result<MemberId>
add_member(const Services& services, const Viewer& by, const NewMember& wanted);

struct Change {
    AuthorityId authority;
    Role role = Role::Expert;
};
/// Another role or authority: another actor, and all sessions end. Fails: Conflict, field "role",
/// when nobody would coordinate any more.
[[nodiscard]] Done
change_member(const Services& services, const Viewer& by, MemberId member, const Change& change);
/// Ends the membership and all sessions; what they wrote stays under their name.
[[nodiscard]] Done remove_member(const Services& services, const Viewer& by, MemberId member);
/// Erases name, address and function of somebody who was removed; for good. What they wrote stays
/// with their authority's name. Fails: Conflict while they are a member.
[[nodiscard]] Done erase_person(const Services& services, const Viewer& by, MemberId member);

/// Who acts when the administrator works at the machine: an actor of kind System with all rights.
[[nodiscard]] Result<Viewer> administrator(const Services& services);

} // namespace denkraum::network::commands
