// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/i18n/words.hpp"
#include "base/instant.hpp"
#include "base/prose/prose.hpp"
#include "domain/network/network.hpp"

/// The public pages that the coordination writes.
namespace denkraum::network::site {

/// What the address beside the text is for.
enum class AddressUse { None, Film, Feedback };

struct SitePage {
    std::string_view code; ///< in the database, and in the coordination's addresses
    std::string_view address;
    std::string_view label; ///< German, for say()
    AddressUse use = AddressUse::None;
    bool is_own = true;     ///< a page of its own with a link in the foot, no part of another page
    bool is_on_top = false; ///< another way in, beside the languages
};
[[nodiscard]] std::span<const SitePage> site_pages();
[[nodiscard]] const SitePage* find_page(std::string_view code);

/// What stands on a page, in one language.
struct SiteText {
    std::string title = {};
    std::string markdown = {};
    std::string address = {};

    friend bool operator==(const SiteText&, const SiteText&) = default;
};

/// One saved version of it.
struct SiteVersion {
    std::string page = {};
    i18n::Language language = i18n::Language::German;
    std::int64_t version = 0;
    SiteText text = {};
    Instant at = {};
    ActorId actor = {};
};

/// The field that is wrong: "title", "markdown" or "address"; empty for a text that can be saved.
[[nodiscard]] std::string_view fault_of(const SitePage& page, const SiteText& text);

} // namespace denkraum::network::site
