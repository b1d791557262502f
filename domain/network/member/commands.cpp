// SPDX-License-Identifier: EUPL-1.2
#include "domain/network/member/commands.hpp"

#include "base/json/json.hpp"
#include "domain/network/commands.hpp"
#include "domain/network/email/store.hpp"
#include "domain/network/events.hpp"
#include "domain/network/factor/store.hpp"
#include "domain/network/limits.hpp"
#include "domain/network/login/store.hpp"
#include "domain/network/member/admit.hpp"
#include "domain/network/member/store.hpp"
#include "domain/network/sessions.hpp"
#include "domain/network/store.hpp"

namespace denkraum::network::commands {
namespace {

Done only_coordination(const Viewer& by) {
    if (coordinates(&by)) return {};
    return fail(ErrorCode::Forbidden, "only the coordination does this");
}

std::string payload_of(const Member& member) {
    return json::write(json::object{
        {"authority", member.authority.text()}, {"role", std::string(code_of(member.role))}
    });
}

Deed deed_of(std::string action, MemberId member, std::string payload = "{}") {
    return {
        .action = std::move(action),
        .subject_kind = "member",
        .subject = trail::any(member),
        .payload = std::move(payload)
    };
}

/// The network must not lock itself out.
Done somebody_still_coordinates(sql::Transaction& transaction, const Member& member) {
    if (member.role != Role::Coordination) return {};
    DK_TRY(
        const auto others, store::count_who_may_sign_in(transaction, Role::Coordination, member.id)
    );
    if (others > 0) return {};
    Error last{ErrorCode::Conflict, "nobody would coordinate any more", "role"};
    return std::unexpected(std::move(last));
}

Result<Member> load_active(sql::Transaction& transaction, MemberId id) {
    DK_TRY(Member member, store::load_member(transaction, id));
    if (member.state == MemberState::Active) return member;
    return fail(ErrorCode::Conflict, "no member any more");
}

} // namespace

Result<MemberId> add_member(const Services& services, const Viewer& by, const NewMember& wanted) {
    DK_DO(only_coordination(by));
    DK_TRY(const std::string email, valid_email(wanted.person.email));
    std::string hash;
    if (wanted.password) {
        DK_TRY(hash, services.passwords.hash(*wanted.password));
    }
    DK_TRY(auto transaction, services.database.begin(sql::Access::Write));
    Person person = wanted.person;
    person.email = email;
    DK_TRY(
        const Member member,
        admit(transaction, services, {wanted.authority, wanted.role, std::move(person), hash})
    );
    DK_DO(record_and_tell(
        transaction, services, by, deed_of("network.member_joined", member.id, payload_of(member))
    ));
    DK_DO(std::move(transaction).commit());
    return member.id;
}

Done change_member(const Services& services, const Viewer& by, MemberId id, const Change& change) {
    DK_DO(only_coordination(by));
    const Instant now = services.clock.now();
    DK_TRY(auto transaction, services.database.begin(sql::Access::Write));
    DK_TRY(Member member, load_active(transaction, id));
    if (member.role == change.role && member.authority == change.authority) return {};
    if (change.role != Role::Coordination) {
        DK_DO(somebody_still_coordinates(transaction, member));
    }
    DK_TRY([[maybe_unused]] const auto authority, load_present(transaction, change.authority));
    member.role = change.role;
    member.authority = change.authority;
    DK_DO(give_new_actor(transaction, services, member));
    DK_DO(store::update_member(transaction, member));
    DK_TRY(const auto ended, store::end_sessions(transaction, id, std::nullopt, now));
    DK_DO(record_and_tell(
        transaction, services, by, deed_of("network.member_changed", id, payload_of(member))
    ));
    DK_DO(std::move(transaction).commit());
    announce_ended(services, ended);
    announce(services, topic::member, id.text());
    return {};
}

Done remove_member(const Services& services, const Viewer& by, MemberId id) {
    DK_DO(only_coordination(by));
    const Instant now = services.clock.now();
    DK_TRY(auto transaction, services.database.begin(sql::Access::Write));
    DK_TRY(Member member, load_active(transaction, id));
    DK_DO(somebody_still_coordinates(transaction, member));
    member.state = MemberState::Removed;
    DK_DO(store::update_member(transaction, member));
    DK_DO(store::erase_password(transaction, id));
    DK_DO(store::erase_resets(transaction, id));
    DK_DO(factor::store::erase(transaction, id));
    DK_DO(email::store::erase(transaction, id));
    DK_TRY(const auto ended, store::end_sessions(transaction, id, std::nullopt, now));
    DK_DO(record_and_tell(transaction, services, by, deed_of("network.member_removed", id)));
    DK_DO(std::move(transaction).commit());
    announce_ended(services, ended);
    announce(services, topic::member, id.text());
    return {};
}

Done erase_person(const Services& services, const Viewer& by, MemberId id) {
    DK_DO(only_coordination(by));
    DK_TRY(auto transaction, services.database.begin(sql::Access::Write));
    DK_TRY(const Member member, store::load_member(transaction, id));
    if (member.state == MemberState::Active) return fail(ErrorCode::Conflict, "still a member");
    DK_DO(store::erase_person(transaction, id));
    DK_DO(store::erase_user_agents(transaction, id));
    DK_DO(factor::store::erase(transaction, id));
    DK_DO(record_and_tell(transaction, services, by, deed_of("network.person_erased", id)));
    return std::move(transaction).commit();
}

Result<Viewer> administrator(const Services& services) {
    DK_TRY(auto transaction, services.database.begin(sql::Access::Write));
    DK_TRY(auto actor, store::find_system_actor(transaction));
    if (!actor) {
        const Instant now = services.clock.now();
        DK_TRY(
            actor,
            make_actor(transaction, ActorKind::System, std::nullopt, now, services.randomness)
        );
        DK_DO(std::move(transaction).commit());
    }
    Viewer viewer{.actor = *actor, .role = Role::Coordination};
    return viewer;
}

} // namespace denkraum::network::commands
