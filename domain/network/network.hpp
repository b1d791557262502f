// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/i18n/words.hpp"
#include "base/id.hpp"
#include "base/instant.hpp"
#include "base/result.hpp"

/// The network: authorities that take part on equal footing, the members who act for them, and
/// the actors under whose ids everything is written. Values and transitions; nothing here knows a
/// database.
namespace denkraum::network {

using AuthorityId = Id<struct AuthorityTag>;
using MemberId = Id<struct MemberTag>;
using ActorId = Id<struct ActorTag>;
using SessionId = Id<struct SessionTag>;
using InvitationId = Id<struct InvitationTag>;

/// invited → member ⇄ dormant; each of them → left; left → invited, when they come back.
enum class AuthorityState { Invited, Member, Dormant, Left };

enum class AuthorityKind {
    Ministry,
    Employment,
    Pension,
    Accident,
    Agriculture,
    Supervision,
    Court,
    Research,
    Fund,
    Association,
    Umbrella,
    Other,
};

struct Authority {
    AuthorityId id = {};
    std::string key = {};        ///< short word in addresses: "drv-bund"
    std::string name = {};       ///< in full
    std::string short_name = {}; ///< as people say it: "DRV Bund"
    AuthorityKind kind = AuthorityKind::Other;
    AuthorityState state = AuthorityState::Invited;
    std::optional<std::int64_t> staff = {}; ///< number of employees
    std::optional<AuthorityId> parent = {}; ///< set for units, which have no voice of their own
    Bytes sort_key = {};                    ///< lists are ordered by it, see i18n::sort_key

    friend bool operator==(const Authority&, const Authority&) = default;
};

/// Takes part and is no unit of another authority: one authority, one voice.
[[nodiscard]] bool has_voice(const Authority& authority);

/// Fails: Conflict when the states do not allow it.
[[nodiscard]] Result<Authority> with_state(Authority authority, AuthorityState next);

/// Coordination runs the network; a delegate speaks for their authority, a deputy in their stead;
/// experts write; guests read.
enum class Role { Coordination, Delegate, Deputy, Expert, Guest };

enum class MemberState { Active, Removed };

struct Member {
    MemberId id = {};
    AuthorityId authority = {};
    Role role = Role::Expert;
    MemberState state = MemberState::Active;
    ActorId actor = {}; ///< under which they write today
    std::optional<i18n::Language> language = {};

    friend bool operator==(const Member&, const Member&) = default;
};

/// What is personal about a member: one row that can be erased without touching anything else.
struct Person {
    std::string name = {};
    std::string email = {};
    std::string job = {}; ///< function in their authority, e.g. "Referentin Digitalisierung"

    friend bool operator==(const Person&, const Person&) = default;
};

enum class ActorKind { Member, Import, Repair, Proposal, Restored, System };

/// Whoever writes: a member with authority and role at that time, or something that writes for
/// others. Never changed; another role or authority makes another actor.
struct Actor {
    ActorId id = {};
    ActorKind kind = ActorKind::Member;
    std::optional<MemberId> member = {};
    std::optional<AuthorityId> authority = {};
    std::optional<Role> role = {};
    Instant since = {};

    friend bool operator==(const Actor&, const Actor&) = default;
};

/// The words the database holds: "member", "delegate", "import" … Fails: Corrupt for others.
[[nodiscard]] std::string_view code_of(AuthorityState state);
[[nodiscard]] std::string_view code_of(AuthorityKind kind);
[[nodiscard]] std::string_view code_of(Role role);
[[nodiscard]] std::string_view code_of(MemberState state);
[[nodiscard]] std::string_view code_of(ActorKind kind);
[[nodiscard]] Result<AuthorityState> authority_state_from(std::string_view code);
[[nodiscard]] Result<AuthorityKind> authority_kind_from(std::string_view code);
[[nodiscard]] Result<Role> role_from(std::string_view code);
[[nodiscard]] Result<MemberState> member_state_from(std::string_view code);
[[nodiscard]] Result<ActorKind> actor_kind_from(std::string_view code);

/// What people call it; German, for say().
[[nodiscard]] std::string_view words_for(AuthorityState state);
[[nodiscard]] std::string_view words_for(AuthorityKind kind);
[[nodiscard]] std::string_view words_for(Role role);

/// Trimmed, with its domain in lower case. Fails: Invalid unless it looks like an address.
[[nodiscard]] Result<std::string> valid_email(std::string_view typed);
/// One mailbox, however it was typed: the whole address in lower case.
[[nodiscard]] std::string email_key(std::string_view email);

} // namespace denkraum::network
