// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "domain/network/coordination/pages.hpp"

/// The two forms that say what an authority is called and where it belongs.
namespace denkraum::network::pages {

[[nodiscard]] html::Html new_authority_form(
    const i18n::Words& say,
    const queries::Network& network,
    const AuthorityForm& form,
    std::string_view csrf_token
);

/// The form as it stands before anything is typed.
[[nodiscard]] AuthorityForm form_of(const Authority& authority);

/// What is known of one, to be corrected. The word in addresses stays.
struct Correction {
    const Authority& authority;
    const queries::Network& network;
    const AuthorityForm& form;
};
[[nodiscard]] html::Page
corrected(const i18n::Words& say, const Correction& correction, std::string_view csrf_token);

} // namespace denkraum::network::pages
