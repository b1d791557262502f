// SPDX-License-Identifier: EUPL-1.2
#include "apps/server/content_pages.hpp"

#include <array>

namespace denkraum::server {
namespace {

struct ContentPage {
    std::string_view name; ///< in the contents
    std::string_view address;
    std::string_view label; ///< German
};

constexpr std::array<ContentPage, 4> content_pages{{
    {"imprint", "/impressum", i18n::mark("Impressum")},
    {"privacy", "/datenschutz", i18n::mark("Datenschutz")},
    {"accessibility", "/barrierefreiheit", i18n::mark("Barrierefreiheit")},
    {"leichte_sprache", "/leichte-sprache", i18n::mark("Leichte Sprache")},
}};

Result<http::Response>
show(const network::Visit& visit, const Contents& contents, const ContentPage& which) {
    const auto* piece = contents.find(which.name, visit.say.language());
    if (piece == nullptr) return fail(ErrorCode::NotFound, "no such page here");
    html::Page page;
    page.title = piece->title.empty() ? visit.say(which.label) : piece->title;
    page.description = visit.say("{}: {}", visit.door.site().name, visit.say(which.label));
    page.canonical = which.address;
    page.body = html::join(
        html::head({.title = page.title}),
        html::el("div", {html::cls("dk-reading")}, contents.html(which.name, visit.say))
    );
    return visit.page(std::move(page));
}

} // namespace

std::vector<html::Link> content_links(const Contents& contents) {
    std::vector<html::Link> links;
    for (const ContentPage& one : content_pages) {
        if (contents.find(one.name, i18n::Language::German) == nullptr) continue;
        links.push_back({std::string(one.address), std::string(one.label)});
    }
    return links;
}

void add_content_routes(http::Router& router, const network::Door& door, const Contents& contents) {
    for (const ContentPage& one : content_pages) {
        door.get(
            router,
            one.address,
            network::everybody,
            [&contents, &one](const network::Visit& visit) { return show(visit, contents, one); }
        );
    }
}

} // namespace denkraum::server
