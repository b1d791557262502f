// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "base/html/components.hpp"
#include "base/html/shell.hpp"
#include "base/i18n/words.hpp"

/// Pages of people who are not signed in: signing in, a forgotten password, a new one.
namespace denkraum::network::pages {

struct SignInForm {
    std::string csrf_token;
    std::string back = {}; ///< where to go afterwards
    std::string email = {};
    std::vector<html::FieldError> errors = {};
};
[[nodiscard]] html::Page sign_in(const i18n::Words& say, const SignInForm& form);

struct ForgottenForm {
    std::string csrf_token;
    std::string email = {};
    std::vector<html::FieldError> errors = {};
};
[[nodiscard]] html::Page forgotten(const i18n::Words& say, const ForgottenForm& form);
/// The same for every address: nobody learns who is a member.
[[nodiscard]] html::Page reset_sent(const i18n::Words& say, bool is_mailed);
/// Where no mail server is set up: what was sent reaches nobody by itself.
[[nodiscard]] html::Html undelivered(const i18n::Words& say);

struct ResetForm {
    std::string csrf_token;
    std::string token;
    std::vector<html::FieldError> errors = {};
};
[[nodiscard]] html::Page reset(const i18n::Words& say, const ResetForm& form);

/// A one-time link that was used, withdrawn or is too old: what to do now.
[[nodiscard]] html::Page
link_spent(const i18n::Words& say, std::string_view what_to_do, const html::Link& next);

/// The field in which somebody chooses a password, with the rules as its hint.
[[nodiscard]] html::Html new_password_field(
    const i18n::Words& say, std::string_view label, const std::vector<html::FieldError>& errors
);

} // namespace denkraum::network::pages
