// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "base/html/components.hpp"
#include "base/html/html.hpp"
#include "base/i18n/words.hpp"

/// The whole document around a page's body: top bar, breadcrumb, main, foot. One skeleton for every
/// page of Denkraum.
namespace denkraum::html {

/// One more line of the head: Dublin Core by `name`, Open Graph by `property`.
struct Meta {
    std::string name = {};
    std::string content = {};
    bool is_property = false;
};

/// What a domain folder says of its page.
struct Page {
    std::string title = {};       ///< of the window; the body has its own h1
    std::string description = {}; ///< one sentence for search engines; empty: not indexed
    std::string canonical = {};   ///< the page's lasting address, where it has several
    std::string place = {};       ///< address of the entry of the top bar it belongs to
    /// From below home to this page; empty where only home is above it.
    std::vector<Link> breadcrumb = {};
    std::vector<Link> alternates = {}; ///< other forms: address and media type as label
    std::vector<Meta> meta = {};
    std::string data_json = {}; ///< schema.org, as JSON-LD; empty: none
    bool has_island = false;    ///< loads the script that starts islands
    bool is_wide = false;       ///< for the editor: no reading column around the body
    Html body = {};
};

/// What the server knows about this visit.
struct Surroundings {
    std::string site_name = {};
    std::string base_url = {};     ///< public address without a slash at the end
    std::vector<Link> places = {}; ///< the top bar
    Link home = {};                ///< first step of every breadcrumb; no address: this is home
    std::vector<Link> top = {};    ///< beside the language: Leichte Sprache and the like
    std::vector<Link> foot = {};   ///< Impressum and the like
    std::string person = {};       ///< name of who is signed in; empty: nobody
    std::string authority = {};    ///< theirs
    std::string csrf_token = {};
    std::string path = {};           ///< of this request, for the language switch
    std::string notice = {};         ///< one sentence about what was just done
    std::string style_address = {};  ///< of the style sheet, with its hash
    std::string script_address = {}; ///< of the script that starts islands
    bool is_sample = false;          ///< demonstration data: every page says so
};

/// From <!doctype html> to </html>.
[[nodiscard]] std::string
document(const i18n::Words& say, const Surroundings& around, const Page& page);

} // namespace denkraum::html
