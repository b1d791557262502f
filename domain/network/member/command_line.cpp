// SPDX-License-Identifier: EUPL-1.2
#include "domain/network/member/command_line.hpp"

#include "domain/network/member/commands.hpp"
#include "domain/network/queries.hpp"
#include "domain/network/store.hpp"

namespace denkraum::network::command_line {
namespace {

Result<std::optional<Authority>> find(const Services& services, const std::string& key) {
    DK_TRY(auto transaction, services.database.begin(sql::Access::Read));
    return store::find_authority(transaction, key);
}

Result<AuthorityId>
authority_for(const Services& services, const Viewer& by, const AddMember& wanted) {
    DK_TRY(const auto known, find(services, wanted.authority));
    if (known) return known->id;
    if (wanted.authority_name.empty()) {
        return fail(
            ErrorCode::NotFound,
            "no authority '" + wanted.authority + "'; give its name, and it is added"
        );
    }
    commands::NewAuthority added{
        .key = wanted.authority,
        .name = wanted.authority_name,
        .short_name = wanted.authority_name,
        .state = AuthorityState::Member
    };
    return commands::add_authority(services, by, added);
}

Result<std::string> link_for(const Services& services, const std::string& email) {
    DK_TRY(const auto token, commands::make_reset(services, email));
    return services.base_url + "/passwort/" + token.reveal();
}

} // namespace

Result<std::string> add_member(const Services& services, const AddMember& wanted) {
    const auto role = role_from(wanted.role);
    if (!role) {
        return fail(
            ErrorCode::Invalid,
            "no role '" + wanted.role + "': coordination, delegate, deputy, expert or guest"
        );
    }
    DK_TRY(const Viewer by, commands::administrator(services));
    DK_TRY(const AuthorityId authority, authority_for(services, by, wanted));
    const commands::NewMember member{
        .authority = authority,
        .role = *role,
        .person = {.name = wanted.name, .email = wanted.email, .job = wanted.job}
    };
    DK_TRY([[maybe_unused]] const MemberId id, commands::add_member(services, by, member));
    return link_for(services, wanted.email);
}

Result<std::string> list_members(const Services& services) {
    DK_TRY(auto transaction, services.database.begin(sql::Access::Read));
    DK_TRY(const auto members, queries::members(transaction));
    std::string lines;
    for (const queries::MemberView& one : members) {
        lines += one.person.email + "\t" + one.person.name + "\t"
                 + std::string(code_of(one.member.role)) + "\t" + one.authority_name + "\n";
    }
    return lines;
}

Result<std::string> reset_member(const Services& services, const std::string& email) {
    return link_for(services, email);
}

} // namespace denkraum::network::command_line
