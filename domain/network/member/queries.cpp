// SPDX-License-Identifier: EUPL-1.2
#include "domain/network/member/queries.hpp"

#include <algorithm>
#include <map>

#include "domain/network/store.hpp"
#include "platform/secret/token.hpp"

namespace denkraum::network::queries {

Result<std::vector<Authority>> participants(sql::Transaction& transaction) {
    DK_TRY(auto all, store::list_authorities(transaction));
    std::erase_if(all, [](const Authority& each) { return !has_voice(each); });
    return all;
}

Result<Network> network(sql::Transaction& transaction, Instant now) {
    DK_TRY(auto authorities, store::list_authorities(transaction));
    DK_TRY(const auto members, queries::members(transaction));
    std::map<AuthorityId, AuthorityLine> lines;
    for (const MemberView& view : members) {
        AuthorityLine& line = lines[view.member.authority];
        ++line.members;
        const Role role = view.member.role;
        if (role == Role::Delegate || role == Role::Deputy) ++line.delegates;
    }
    Network network;
    for (Authority& each : authorities) {
        AuthorityLine line = lines[each.id];
        line.authority = std::move(each);
        network.authorities.push_back(std::move(line));
    }
    DK_TRY(network.invitations, store::list_invitations(transaction, std::nullopt, now));
    return network;
}

Result<AuthorityView> authority_view(sql::Transaction& transaction, AuthorityId id, Instant now) {
    AuthorityView view;
    DK_TRY(view.authority, store::load_authority(transaction, id));
    DK_TRY(view.units, store::list_authorities(transaction));
    std::erase_if(view.units, [&](const Authority& each) { return each.parent != id; });
    DK_TRY(view.members, queries::members(transaction));
    std::erase_if(view.members, [&](const MemberView& each) {
        return each.member.authority != id;
    });
    DK_TRY(view.invitations, store::list_invitations(transaction, id, now));
    return view;
}

Result<store::Invitation> open_invitation(const Services& services, std::string_view token) {
    const auto hash = secret::token_hash(token);
    if (!hash) return fail(ErrorCode::NotFound, "no such invitation");
    DK_TRY(auto transaction, services.database.begin(sql::Access::Read));
    DK_TRY(auto found, store::find_invitation(transaction, *hash, services.clock.now()));
    if (!found) return fail(ErrorCode::NotFound, "no such invitation");
    return *std::move(found);
}

} // namespace denkraum::network::queries
