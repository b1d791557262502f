// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "base/html/components.hpp"
#include "base/html/shell.hpp"
#include "base/i18n/words.hpp"

namespace denkraum::network::email::pages {

struct Form {
    std::string csrf_token = {};
    std::string current = {}; ///< the address until now
    std::string email = {};   ///< as it was typed
    std::vector<html::FieldError> errors = {};
};
[[nodiscard]] html::Page change(const i18n::Words& say, const Form& form);
/// The same for every address: nobody learns who is a member.
[[nodiscard]] html::Page sent(const i18n::Words& say, const std::string& email, bool is_mailed);

struct Confirmation {
    std::string csrf_token = {};
    std::string token = {};
    std::string email = {};
};
/// A button and not the link itself makes it so: mail programs open links to look at them.
[[nodiscard]] html::Page confirm(const i18n::Words& say, const Confirmation& confirmation);

} // namespace denkraum::network::email::pages
