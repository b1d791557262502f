// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/html/components.hpp"
#include "base/html/shell.hpp"
#include "base/i18n/words.hpp"
#include "domain/network/site/site.hpp"
#include "domain/network/site/texts.hpp"

namespace denkraum::network::site::pages {

/// A public page as everybody sees it.
[[nodiscard]] html::Page
shown(const i18n::Words& say, const SitePage& page, const Piece& piece, std::string_view site_name);
/// What stands below the words: the film, or where to report a barrier. Empty without an address.
[[nodiscard]] html::Html
address_of_use(const i18n::Words& say, AddressUse use, std::string_view address);

/// One line of the coordination's list.
struct Line {
    const SitePage* page;
    bool has_german = false;
    bool has_english = false;
};
[[nodiscard]] html::Page list(const i18n::Words& say, const std::vector<Line>& lines);

struct Form {
    const SitePage* page;
    i18n::Language language = i18n::Language::German;
    SiteText typed = {};
    std::int64_t based_on = 0;
    bool is_preview = false; ///< what was typed is shown above the form
    std::vector<SiteVersion> versions = {};
    std::vector<html::FieldError> errors = {};
    std::string csrf_token = {};
};
[[nodiscard]] html::Page edit(const i18n::Words& say, const Form& form);
[[nodiscard]] html::Page earlier(const i18n::Words& say, const SiteVersion& version);

} // namespace denkraum::network::site::pages
