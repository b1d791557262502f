// SPDX-License-Identifier: EUPL-1.2
#include "domain/network/member/command_line.hpp"

#include <array>

#include "domain/network/member/commands.hpp"
#include "domain/network/member/pages.hpp"
#include "domain/network/queries.hpp"
#include "domain/network/store.hpp"

namespace denkraum::network::command_line {
namespace {

Result<std::optional<Authority>> find(const Services& services, const std::string& key) {
    DK_TRY(auto transaction, services.database.begin(sql::Access::Read));
    return store::find_authority(transaction, key);
}

struct Option {
    std::string_view field;
    std::string_view name;
};
constexpr std::array<Option, 4> of_authority{{
    {"key", "--authority"},
    {"name", "--authority-name"},
    {"short_name", "--authority-name"},
    {"authority", "--authority"},
}};
constexpr std::array<Option, 4> of_member{{
    {"email", "--email"},
    {"name", "--name"},
    {"job", "--job"},
    {"authority", "--authority"},
}};

/// The error with the option that has to be corrected, in the words of the pages.
std::unexpected<Error>
in_words(const Services& services, Error error, std::span<const Option> options) {
    for (const Option& option : options) {
        if (option.field != error.field) continue;
        const auto& say = services.catalogues.of(i18n::Language::German);
        error.detail = std::string(option.name) + ": " + pages::field_error(say, error).sentence;
    }
    return std::unexpected(std::move(error));
}

Result<AuthorityId>
authority_for(const Services& services, const Viewer& by, const AddMember& wanted) {
    DK_TRY(const auto known, find(services, wanted.authority));
    if (known) return known->id;
    if (wanted.authority.empty()) {
        return fail(ErrorCode::Invalid, "Es fehlt: --authority, das Adresswort der Behörde.");
    }
    if (wanted.authority_name.empty()) {
        return fail(
            ErrorCode::NotFound,
            "--authority: Die Behörde »" + wanted.authority
                + "« gibt es noch nicht. Mit --authority-name NAME wird sie angelegt."
        );
    }
    commands::NewAuthority added{
        .key = wanted.authority,
        .name = wanted.authority_name,
        .short_name = wanted.authority_name,
        .state = AuthorityState::Member
    };
    auto id = commands::add_authority(services, by, added);
    if (!id) return in_words(services, std::move(id).error(), of_authority);
    return id;
}

Result<std::string> link_for(const Services& services, const Viewer& by, const std::string& email) {
    const auto token = commands::make_reset(services, by, email);
    if (!token && token.error().code == ErrorCode::NotFound) {
        return fail(
            ErrorCode::NotFound,
            "--email: Mit der Adresse " + email
                + " kann sich niemand anmelden. »denkraum member list« zeigt alle Mitglieder."
        );
    }
    if (!token) return std::unexpected(token.error());
    return services.base_url + "/passwort/" + token->reveal();
}

} // namespace

Result<std::string> add_member(const Services& services, const AddMember& wanted) {
    const auto role = role_from(wanted.role);
    if (!role) {
        return fail(
            ErrorCode::Invalid,
            "--role: Die Rolle »" + wanted.role
                + "« gibt es nicht. Erlaubt sind coordination, delegate, deputy, expert, guest."
        );
    }
    DK_TRY(const Viewer by, commands::administrator(services));
    DK_TRY(const AuthorityId authority, authority_for(services, by, wanted));
    const commands::NewMember member{
        .authority = authority,
        .role = *role,
        .person = {.name = wanted.name, .email = wanted.email, .job = wanted.job}
    };
    const auto added = commands::add_member(services, by, member);
    if (!added) return in_words(services, added.error(), of_member);
    return link_for(services, by, wanted.email);
}

Result<std::string> list_members(sql::Database& database) {
    DK_TRY(auto transaction, database.begin(sql::Access::Read));
    DK_TRY(const auto members, queries::members(transaction));
    std::string lines;
    for (const queries::MemberView& one : members) {
        lines += one.person.email + "\t" + one.person.name + "\t"
                 + std::string(code_of(one.member.role)) + "\t" + one.authority_name + "\n";
    }
    return lines;
}

Result<std::string> reset_member(const Services& services, const std::string& email) {
    DK_TRY(const Viewer by, commands::administrator(services));
    return link_for(services, by, email);
}

} // namespace denkraum::network::command_line
