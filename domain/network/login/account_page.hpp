// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "base/html/components.hpp"
#include "base/html/shell.hpp"
#include "base/i18n/words.hpp"
#include "domain/network/queries.hpp"
#include "domain/network/sessions.hpp"

namespace denkraum::network::pages {

/// What a member sees and changes about themselves.
struct Account {
    queries::MemberView member = {};
    bool is_named = false; ///< agreed to stand by name beside what they wrote
    std::vector<store::Session> sessions = {};
    SessionId current_session = {};
    std::string csrf_token = {};
    std::vector<html::FieldError> errors = {};
};
[[nodiscard]] html::Page account(const i18n::Words& say, const Account& account);

/// "Firefox unter Windows", as well as a user agent tells.
[[nodiscard]] std::string describe_browser(const i18n::Words& say, std::string_view user_agent);

} // namespace denkraum::network::pages
