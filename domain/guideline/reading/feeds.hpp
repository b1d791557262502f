// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/i18n/words.hpp"
#include "domain/guideline/edition/edition.hpp"

/// What programs read of the guidelines: feeds, the site map, the file for robots. Pure.
namespace denkraum::guideline::feeds {

/// Of all guidelines, or of one: an Atom feed (RFC 4287) with an entry per edition, newest first.
struct Feed {
    std::string title = {};
    std::string base_url = {}; ///< in front of every address, without a slash at the end
    std::string address = {};  ///< of the feed itself
    std::string about = {};    ///< of the page it is about
    std::string author = {};   ///< the network
    std::vector<Edition> editions = {};
    Instant now = {}; ///< when nothing was published yet
};
[[nodiscard]] std::string atom(const i18n::Words& say, const Feed& feed);

/// sitemaps.org 0.9.
struct SiteEntry {
    std::string address;
    Instant changed = {}; ///< zero: not known
};
[[nodiscard]] std::string sitemap(std::string_view base_url, const std::vector<SiteEntry>& entries);

/// Members' places are closed by login anyway; robots need not knock there.
[[nodiscard]] std::string robots(std::string_view base_url);

/// Text and attribute values of XML; control characters that XML forbids are left out.
[[nodiscard]] std::string xml_escaped(std::string_view words);

} // namespace denkraum::guideline::feeds
