// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "base/i18n/sort_key.hpp"
#include "base/json/json.hpp"
#include "base/utf8.hpp"
#include "domain/network/events.hpp"
#include "domain/network/limits.hpp"
#include "domain/network/member/commands.hpp"
#include "domain/network/member/store.hpp"
#include "domain/network/sessions.hpp"
#include "domain/network/store.hpp"

namespace denkraum::network::commands {
namespace {

bool is_key(std::string_view key) {
    return !key.empty() && key.size() <= key_bytes_max && key.front() != '-' && key.back() != '-'
           && std::ranges::all_of(key, [](char c) {
                  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
              });
}

Result<Authority> checked(const Services& services, const NewAuthority& wanted) {
    Authority authority{
        .id = AuthorityId::make(services.clock.now(), services.randomness),
        .key = std::string(utf8::trim(wanted.key)),
        .name = std::string(utf8::trim(wanted.name)),
        .short_name = std::string(utf8::trim(wanted.short_name)),
        .kind = wanted.kind,
        .state = wanted.state,
        .staff = wanted.staff,
        .parent = wanted.parent
    };
    if (authority.name.empty()) return fail_field("name", "no name");
    if (utf8::length(authority.name) > name_characters_max) return fail_field("name", "too long");
    if (authority.short_name.empty()) return fail_field("short_name", "no short name");
    if (utf8::length(authority.short_name) > name_characters_max)
        return fail_field("short_name", "too long");
    if (!is_key(authority.key)) return fail_field("key", "not a key");
    if (wanted.staff && (*wanted.staff < 0 || *wanted.staff > staff_max)) {
        return fail_field("staff", "not a number of employees");
    }
    authority.sort_key = i18n::sort_key(authority.name);
    return authority;
}

Deed deed_of(std::string action, const Authority& authority) {
    return {
        .action = std::move(action),
        .subject_kind = "authority",
        .subject = trail::any(authority.id),
        .payload = json::write(
            json::object{{"key", authority.key}, {"state", std::string(code_of(authority.state))}}
        )
    };
}

} // namespace

Result<AuthorityId>
add_authority(const Services& services, const Viewer& by, const NewAuthority& wanted) {
    if (!coordinates(&by)) return fail(ErrorCode::Forbidden, "only the coordination adds");
    DK_TRY(const Authority authority, checked(services, wanted));
    DK_TRY(auto transaction, services.database.begin(sql::Access::Write));
    if (authority.parent) {
        DK_TRY(const auto parent, store::load_authority(transaction, *authority.parent));
        if (parent.parent) return fail_field("parent", "a unit has no units");
    }
    DK_DO(store::insert_authority(transaction, authority, services.clock.now()));
    DK_DO(record_and_tell(transaction, services, by, deed_of("network.authority_added", authority))
    );
    DK_DO(std::move(transaction).commit());
    return authority.id;
}

Done change_authority_state(
    const Services& services, const Viewer& by, AuthorityId id, AuthorityState next
) {
    if (!coordinates(&by)) return fail(ErrorCode::Forbidden, "only the coordination changes");
    const Instant now = services.clock.now();
    DK_TRY(auto transaction, services.database.begin(sql::Access::Write));
    DK_TRY(Authority authority, store::load_authority(transaction, id));
    if (authority.state == next) return {};
    DK_TRY(authority, with_state(std::move(authority), next));
    if (next == AuthorityState::Left && by.authority == id) {
        return fail(ErrorCode::Conflict, "the coordination cannot leave its own network");
    }
    DK_DO(store::update_authority(transaction, authority));
    DK_TRY(const auto members, store::members_of(transaction, id));
    std::vector<SessionId> ended;
    if (next == AuthorityState::Left) {
        for (const MemberId& member : members) {
            DK_TRY(
                const auto sessions, store::end_sessions(transaction, member, std::nullopt, now)
            );
            ended.insert(ended.end(), sessions.begin(), sessions.end());
        }
    }
    DK_DO(record_and_tell(
        transaction, services, by, deed_of("network.authority_state_changed", authority)
    ));
    DK_DO(std::move(transaction).commit());
    announce_ended(services, ended);
    for (const MemberId& member : members)
        announce(services, topic::member, member.text());
    return {};
}

} // namespace denkraum::network::commands
