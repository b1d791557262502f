// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "base/html/components.hpp"
#include "base/html/listing.hpp"
#include "base/html/shell.hpp"
#include "base/i18n/words.hpp"
#include "domain/network/member/commands.hpp"
#include "domain/network/member/queries.hpp"

/// What the coordination sees: the network, one authority, one member.
namespace denkraum::network::pages {

/// What was typed into the form for a new authority, and what is wrong with it.
struct AuthorityForm {
    commands::NewAuthority typed = {};
    std::string staff = {}; ///< as typed
    std::vector<html::FieldError> errors = {};
};
/// What this visit asks of the page's two listings, and its token.
struct Shown {
    html::ListChoice first = {}; ///< authorities, or the members of one
    html::ListChoice invitations = {};
    std::string_view csrf_token = {};
};
[[nodiscard]] html::Page coordination(
    const i18n::Words& say,
    const queries::Network& network,
    const AuthorityForm& form,
    const Shown& shown
);

struct InvitationForm {
    std::string name = {};
    std::string email = {};
    Role role = Role::Expert;
    std::vector<html::FieldError> errors = {};
};
[[nodiscard]] html::Page authority(
    const i18n::Words& say,
    const queries::AuthorityView& view,
    const InvitationForm& form,
    const Shown& shown
);
/// After inviting: the link, once, in case the mail gets lost.
[[nodiscard]] html::Page invited(
    const i18n::Words& say, const commands::Invited& invited, const commands::NewInvitation& wanted
);

struct MemberForm {
    queries::MemberView member = {};
    bool has_factor = false;
    std::vector<Authority> authorities = {};
    std::string csrf_token = {};
    std::vector<html::FieldError> errors = {};
};
[[nodiscard]] html::Page member(const i18n::Words& say, const MemberForm& form);

/// All roles, for a select.
[[nodiscard]] std::vector<html::Option> role_options(const i18n::Words& say);

} // namespace denkraum::network::pages
