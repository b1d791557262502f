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

Done check_facts(const Authority& authority) {
    if (authority.name.empty()) return fail_field("name", "no name");
    if (utf8::length(authority.name) > name_characters_max) return fail_field("name", "too long");
    if (authority.short_name.empty()) return fail_field("short_name", "no short name");
    if (utf8::length(authority.short_name) > name_characters_max)
        return fail_field("short_name", "too long");
    if (authority.staff && (*authority.staff < 0 || *authority.staff > staff_max)) {
        return fail_field("staff", "not a number of employees");
    }
    return {};
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
    if (!is_key(authority.key)) return fail_field("key", "not a key");
    DK_DO(check_facts(authority));
    authority.sort_key = i18n::sort_key(authority.name);
    return authority;
}

/// One voice each, so units do not nest. Nobody of a unit comes in when its house has left.
Done check_parent(sql::Transaction& transaction, const Authority& authority) {
    if (!authority.parent) return {};
    if (*authority.parent == authority.id) return fail_field("parent", "a part of itself");
    DK_TRY(const auto parent, store::load_authority(transaction, *authority.parent));
    if (parent.parent) return fail_field("parent", "a unit has no units");
    if (parent.state == AuthorityState::Left) {
        Error gone{ErrorCode::Conflict, "that authority has left the network", "parent"};
        return std::unexpected(std::move(gone));
    }
    DK_TRY(const auto all, store::list_authorities(transaction));
    const bool has_units = std::ranges::any_of(all, [&](const Authority& each) {
        return each.parent == authority.id;
    });
    if (has_units) return fail_field("parent", "it has units itself");
    return {};
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

json::object facts_of(const Authority& authority) {
    json::object facts{
        {"name", authority.name},
        {"short_name", authority.short_name},
        {"kind", std::string(code_of(authority.kind))}
    };
    if (authority.staff) facts["staff"] = *authority.staff;
    if (authority.parent) facts["parent"] = authority.parent->text();
    return facts;
}

} // namespace

Result<AuthorityId>
add_authority(const Services& services, const Viewer& by, const NewAuthority& wanted) {
    if (!coordinates(&by)) return fail(ErrorCode::Forbidden, "only the coordination adds");
    DK_TRY(const Authority authority, checked(services, wanted));
    DK_TRY(auto transaction, services.database.begin(sql::Access::Write));
    DK_DO(check_parent(transaction, authority));
    DK_DO(store::insert_authority(transaction, authority, services.clock.now()));
    DK_DO(record_and_tell(transaction, services, by, deed_of("network.authority_added", authority))
    );
    DK_DO(std::move(transaction).commit());
    return authority.id;
}

Done change_authority(
    const Services& services, const Viewer& by, AuthorityId id, const AuthorityFacts& wanted
) {
    if (!coordinates(&by)) return fail(ErrorCode::Forbidden, "only the coordination changes");
    DK_TRY(auto transaction, services.database.begin(sql::Access::Write));
    DK_TRY(const Authority before, store::load_authority(transaction, id));
    Authority authority = before;
    authority.name = utf8::trim(wanted.name);
    authority.short_name = utf8::trim(wanted.short_name);
    authority.kind = wanted.kind;
    authority.staff = wanted.staff;
    authority.parent = wanted.parent;
    authority.sort_key = i18n::sort_key(authority.name);
    if (authority == before) return {};
    DK_DO(check_facts(authority));
    // What stays as it is does not keep a name from being corrected.
    if (authority.parent != before.parent) DK_DO(check_parent(transaction, authority));
    DK_DO(store::update_authority(transaction, authority));
    Deed deed = deed_of("network.authority_changed", authority);
    deed.payload = json::write(json::object{
        {"before", facts_of(before)},
        {"after", facts_of(authority)},
    });
    DK_DO(record_and_tell(transaction, services, by, deed));
    DK_TRY(const auto members, store::members_of(transaction, id));
    DK_DO(std::move(transaction).commit());
    // With the parent their voice may have come or gone.
    if (authority.parent == before.parent) return {};
    for (const MemberId& member : members)
        announce(services, topic::member, member.text());
    return {};
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
    if (next == AuthorityState::Left && (by.authority == id || by.house == id)) {
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
