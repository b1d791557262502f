// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/html/components.hpp"
#include "base/html/shell.hpp"
#include "base/i18n/words.hpp"
#include "domain/network/factor/factor.hpp"

/// Pages of the second factor: giving its code when signing in, setting it up, taking it away.
namespace denkraum::network::pages {

struct CodeForm {
    std::string csrf_token = {};
    std::string half_login = {}; ///< shows that the password was right
    std::string back = {};
    std::vector<html::FieldError> errors = {};
};
[[nodiscard]] html::Page code(const i18n::Words& say, const CodeForm& form);

struct FactorView {
    factor::State state = {};
    factor::Setup setup = {}; ///< while it waits for its first code
    bool is_required = false;
    std::string csrf_token = {};
    std::vector<html::FieldError> errors = {};
};
[[nodiscard]] html::Page second_factor(const i18n::Words& say, const FactorView& view);
/// Once, right after they were made.
[[nodiscard]] html::Page
recovery_codes(const i18n::Words& say, const std::vector<std::string>& codes, bool is_set_up);

} // namespace denkraum::network::pages
