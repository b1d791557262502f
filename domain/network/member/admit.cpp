// SPDX-License-Identifier: EUPL-1.2
#include "domain/network/member/admit.hpp"

#include "base/utf8.hpp"
#include "domain/network/limits.hpp"
#include "domain/network/login/store.hpp"
#include "domain/network/store.hpp"

namespace denkraum::network::commands {
namespace {

Done check_person(const Person& person) {
    if (person.name.empty()) return fail_field("name", "no name");
    if (utf8::length(person.name) > name_characters_max) return fail_field("name", "too long");
    if (utf8::length(person.job) > name_characters_max) return fail_field("job", "too long");
    return {};
}

} // namespace

Result<Authority> load_present(sql::Transaction& transaction, AuthorityId id) {
    DK_TRY(Authority authority, store::load_authority(transaction, id));
    bool has_left = authority.state == AuthorityState::Left;
    if (authority.parent) {
        DK_TRY(const Authority house, store::load_authority(transaction, *authority.parent));
        has_left = has_left || house.state == AuthorityState::Left;
    }
    if (!has_left) return authority;
    Error gone{ErrorCode::Conflict, "the authority has left the network", "authority"};
    return std::unexpected(std::move(gone));
}

Done give_new_actor(sql::Transaction& transaction, const Services& services, Member& member) {
    const Instant now = services.clock.now();
    member.actor = ActorId::make(now, services.randomness);
    return store::insert_actor(
        transaction,
        {.id = member.actor,
         .kind = ActorKind::Member,
         .member = member.id,
         .authority = member.authority,
         .role = member.role,
         .since = now}
    );
}

Result<Member>
admit(sql::Transaction& transaction, const Services& services, const Admission& admission) {
    DK_DO(check_person(admission.person));
    const Instant now = services.clock.now();
    DK_TRY([[maybe_unused]] const auto authority, load_present(transaction, admission.authority));
    DK_TRY(const auto known, store::find_by_email(transaction, admission.person.email));
    Member member{.id = MemberId::make(now, services.randomness)};
    if (known) {
        DK_TRY(member, store::load_member(transaction, *known));
        if (member.state == MemberState::Active) {
            Error taken{ErrorCode::Conflict, "there is a member with that address", "email"};
            return std::unexpected(std::move(taken));
        }
    }
    member.authority = admission.authority;
    member.role = admission.role;
    member.state = MemberState::Active;
    if (!known) {
        DK_DO(store::insert_member(transaction, member, now));
    }
    DK_DO(give_new_actor(transaction, services, member));
    DK_DO(store::update_member(transaction, member));
    DK_DO(store::put_person(transaction, member.id, admission.person));
    if (!admission.password_hash.empty()) {
        DK_DO(store::put_password(transaction, member.id, admission.password_hash, now));
    }
    return member;
}

} // namespace denkraum::network::commands
