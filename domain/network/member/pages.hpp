// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "base/html/components.hpp"
#include "base/html/shell.hpp"
#include "base/i18n/words.hpp"
#include "domain/network/member/commands.hpp"
#include "domain/network/member/queries.hpp"

/// Pages about authorities and members: the public one, the coordination's, and the invitation.
namespace denkraum::network::pages {

/// Public: which authorities take part, in words and by name; persons do not stand here.
[[nodiscard]] html::Page
about(const i18n::Words& say, const html::Html& text, const std::vector<Authority>& participants);

/// What was typed into the form for a new authority, and what is wrong with it.
struct AuthorityForm {
    commands::NewAuthority typed = {};
    std::string staff = {}; ///< as typed
    std::vector<html::FieldError> errors = {};
};
[[nodiscard]] html::Page coordination(
    const i18n::Words& say,
    const queries::Network& network,
    const AuthorityForm& form,
    std::string_view csrf_token
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
    std::string_view csrf_token
);
/// After inviting: the link, once, in case the mail gets lost.
[[nodiscard]] html::Page invited(
    const i18n::Words& say, const commands::Invited& invited, const commands::NewInvitation& wanted
);

struct MemberForm {
    queries::MemberView member = {};
    std::vector<Authority> authorities = {};
    std::string csrf_token = {};
    std::vector<html::FieldError> errors = {};
};
[[nodiscard]] html::Page member(const i18n::Words& say, const MemberForm& form);

/// For whoever was invited.
struct AcceptanceForm {
    std::string csrf_token = {};
    std::string token = {};
    std::string email = {};
    std::string authority = {};
    Role role = Role::Expert;
    std::string name = {};
    std::string job = {};
    std::vector<html::FieldError> errors = {};
};
[[nodiscard]] html::Page invitation(const i18n::Words& say, const AcceptanceForm& form);

/// All roles, for a select.
[[nodiscard]] std::vector<html::Option> role_options(const i18n::Words& say);

/// `roles`, `states` … as sentences at their field, for the errors of the commands.
[[nodiscard]] html::FieldError field_error(const i18n::Words& say, const Error& error);

} // namespace denkraum::network::pages
