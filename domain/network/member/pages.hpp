// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "base/html/components.hpp"
#include "base/html/shell.hpp"
#include "base/i18n/words.hpp"
#include "domain/network/member/commands.hpp"
#include "domain/network/member/queries.hpp"

/// The public page about the network, and the one for whoever was invited.
namespace denkraum::network::pages {

/// Public: which authorities take part, in words and by name; persons do not stand here.
[[nodiscard]] html::Page
about(const i18n::Words& say, const html::Html& text, const std::vector<Authority>& participants);

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

/// What a command says of a field, as a sentence for people.
[[nodiscard]] html::FieldError field_error(const i18n::Words& say, const Error& error);

} // namespace denkraum::network::pages
