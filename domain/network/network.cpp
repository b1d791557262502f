// SPDX-License-Identifier: EUPL-1.2
#include "domain/network/network.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/utf8.hpp"
#include "domain/network/limits.hpp"

namespace denkraum::network {
namespace {

/// What the database says and what people say, for each value of an enumeration.
template <class Enum>
struct Word {
    Enum value;
    std::string_view code;
    std::string_view words;
};

using i18n::mark;

constexpr std::array<Word<AuthorityState>, 4> authority_states{{
    {AuthorityState::Invited, "invited", mark("Eingeladen")},
    {AuthorityState::Member, "member", mark("Nimmt teil")},
    {AuthorityState::Dormant, "dormant", mark("Ruht")},
    {AuthorityState::Left, "left", mark("Ausgeschieden")},
}};
constexpr std::array<Word<AuthorityKind>, 12> authority_kinds{{
    {AuthorityKind::Ministry, "ministry", mark("Ministerium")},
    {AuthorityKind::Employment, "employment", mark("Arbeitsverwaltung")},
    {AuthorityKind::Pension, "pension", mark("Rentenversicherung")},
    {AuthorityKind::Accident, "accident", mark("Unfallversicherung")},
    {AuthorityKind::Agriculture, "agriculture", mark("Landwirtschaftliche Sozialversicherung")},
    {AuthorityKind::Supervision, "supervision", mark("Aufsichtsbehörde")},
    {AuthorityKind::Court, "court", mark("Gericht")},
    {AuthorityKind::Research, "research", mark("Forschungseinrichtung")},
    {AuthorityKind::Fund, "fund", mark("Kasse oder Fonds")},
    {AuthorityKind::Association, "association", mark("Verband")},
    {AuthorityKind::Umbrella, "umbrella", mark("Spitzenverband")},
    {AuthorityKind::Other, "other", mark("Andere Einrichtung")},
}};
constexpr std::array<Word<Role>, 5> roles{{
    {Role::Coordination, "coordination", mark("Koordination")},
    {Role::Delegate, "delegate", mark("Delegation")},
    {Role::Deputy, "deputy", mark("Stellvertretung")},
    {Role::Expert, "expert", mark("Fachliche Mitarbeit")},
    {Role::Guest, "guest", mark("Gast")},
}};
constexpr std::array<Word<MemberState>, 2> member_states{{
    {MemberState::Active, "active", {}},
    {MemberState::Removed, "removed", {}},
}};
constexpr std::array<Word<ActorKind>, 6> actor_kinds{{
    {ActorKind::Member, "member", {}},
    {ActorKind::Import, "import", {}},
    {ActorKind::Repair, "repair", {}},
    {ActorKind::Proposal, "proposal", {}},
    {ActorKind::Restored, "restored", {}},
    {ActorKind::System, "system", {}},
}};

template <class Enum, std::size_t size>
const Word<Enum>& word_of(const std::array<Word<Enum>, size>& table, Enum value) {
    return table[static_cast<std::size_t>(value)];
}

template <class Enum, std::size_t size>
Result<Enum> value_of(const std::array<Word<Enum>, size>& table, std::string_view code) {
    const auto found = std::ranges::find(table, code, &Word<Enum>::code);
    if (found == table.end()) return fail(ErrorCode::Corrupt, "unknown word " + std::string(code));
    return found->value;
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool may_follow(AuthorityState now, AuthorityState next) {
    switch (next) {
    case AuthorityState::Invited: return now == AuthorityState::Left;
    case AuthorityState::Member:
        return now == AuthorityState::Invited || now == AuthorityState::Dormant;
    case AuthorityState::Dormant: return now == AuthorityState::Member;
    case AuthorityState::Left: return now != AuthorityState::Left;
    }
    std::unreachable();
}

bool is_address_character(char c) {
    // Mail servers take ASCII addresses only.
    return static_cast<unsigned char>(c) > 0x20 && static_cast<unsigned char>(c) < 0x7f && c != ','
           && c != ';' && c != '<' && c != '>' && c != '"' && c != '(' && c != ')';
}

} // namespace

bool has_voice(const Authority& authority) {
    return authority.state == AuthorityState::Member && !authority.parent;
}

Result<Authority> with_state(Authority authority, AuthorityState next) {
    if (!may_follow(authority.state, next)) {
        return fail(
            ErrorCode::Conflict,
            "an authority cannot become " + std::string(code_of(next)) + " while it is "
                + std::string(code_of(authority.state))
        );
    }
    authority.state = next;
    return authority;
}

std::string_view code_of(AuthorityState state) {
    return word_of(authority_states, state).code;
}
std::string_view code_of(AuthorityKind kind) {
    return word_of(authority_kinds, kind).code;
}
std::string_view code_of(Role role) {
    return word_of(roles, role).code;
}
std::string_view code_of(MemberState state) {
    return word_of(member_states, state).code;
}
std::string_view code_of(ActorKind kind) {
    return word_of(actor_kinds, kind).code;
}

Result<AuthorityState> authority_state_from(std::string_view code) {
    return value_of(authority_states, code);
}
Result<AuthorityKind> authority_kind_from(std::string_view code) {
    return value_of(authority_kinds, code);
}
Result<Role> role_from(std::string_view code) {
    return value_of(roles, code);
}
Result<MemberState> member_state_from(std::string_view code) {
    return value_of(member_states, code);
}
Result<ActorKind> actor_kind_from(std::string_view code) {
    return value_of(actor_kinds, code);
}

std::string_view words_for(AuthorityState state) {
    return word_of(authority_states, state).words;
}
std::string_view words_for(AuthorityKind kind) {
    return word_of(authority_kinds, kind).words;
}
std::string_view words_for(Role role) {
    return word_of(roles, role).words;
}

Result<std::string> valid_email(std::string_view typed) {
    const std::string_view trimmed = utf8::trim(typed);
    const std::size_t at = trimmed.rfind('@');
    const bool fits = trimmed.size() <= email_bytes_max && at != std::string_view::npos && at > 0
                      && utf8::is_valid(trimmed)
                      && std::ranges::all_of(trimmed, is_address_character);
    if (!fits) return fail_field("email", "not an e-mail address");
    const std::string_view host = trimmed.substr(at + 1);
    if (host.find('.') == std::string_view::npos || host.front() == '.' || host.back() == '.'
        || host.find("..") != std::string_view::npos) {
        return fail_field("email", "not the name of a mail host");
    }
    std::string email(trimmed);
    std::transform(
        email.begin() + static_cast<std::ptrdiff_t>(at),
        email.end(),
        email.begin() + static_cast<std::ptrdiff_t>(at),
        lower
    );
    return email;
}

std::string email_key(std::string_view email) {
    std::string key(utf8::trim(email));
    std::ranges::transform(key, key.begin(), lower);
    return key;
}

} // namespace denkraum::network
