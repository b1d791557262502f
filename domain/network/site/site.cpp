// SPDX-License-Identifier: EUPL-1.2
#include "domain/network/site/site.hpp"

#include <algorithm>
#include <array>

#include "base/prose/markdown_read.hpp"
#include "base/utf8.hpp"
#include "domain/network/limits.hpp"

namespace denkraum::network::site {
namespace {

constexpr std::size_t address_bytes_max = 500;

using i18n::mark;

// The journey through every route reads the addresses of pages of their own from this table.
constexpr std::array<SitePage, 7> pages{{
    SitePage{"start", "/", mark("Startseite"), AddressUse::None, false},
    SitePage{"about", "/ueber-das-netzwerk", mark("Über das Netzwerk"), AddressUse::None, false},
    {"imprint", "/impressum", mark("Impressum")},
    {"privacy", "/datenschutz", mark("Datenschutz")},
    {"accessibility", "/barrierefreiheit", mark("Barrierefreiheit"), AddressUse::Feedback},
    {"leichte_sprache", "/leichte-sprache", mark("Leichte Sprache"), AddressUse::None, true, true},
    {"gebaerdensprache", "/gebaerdensprache", mark("Gebärdensprache"), AddressUse::Film, true, true
    },
}};

bool fits(AddressUse use, std::string_view address) {
    if (address.empty()) return true;
    if (address.size() > address_bytes_max) return false;
    if (address.find_first_of(" \t\r\n<>\"") != std::string_view::npos) return false;
    switch (use) {
    case AddressUse::None: return false;
    case AddressUse::Film: return address.starts_with("https://");
    case AddressUse::Feedback:
        return address.starts_with("https://") || valid_email(address).has_value();
    }
    return false;
}

} // namespace

std::span<const SitePage> site_pages() {
    return pages;
}

const SitePage* find_page(std::string_view code) {
    const auto found = std::find_if(pages.begin(), pages.end(), [&](const SitePage& page) {
        return page.code == code;
    });
    return found == pages.end() ? nullptr : &*found;
}

std::string_view fault_of(const SitePage& page, const SiteText& text) {
    if (text.title.empty() || utf8::length(text.title) > name_characters_max) return "title";
    if (!prose::from_markdown(text.markdown)) return "markdown";
    return fits(page.use, text.address) ? "" : "address";
}

} // namespace denkraum::network::site
