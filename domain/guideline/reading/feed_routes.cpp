// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/reading/feeds.hpp"
#include "domain/guideline/reading/parts.hpp"
#include "domain/guideline/reading/routes.hpp"

namespace denkraum::guideline {
namespace {

using network::everybody;

constexpr std::string_view atom_type = "application/atom+xml; charset=utf-8";
constexpr std::string_view xml_type = "application/xml; charset=utf-8";
constexpr std::string_view feed_cache = "public, max-age=600";

/// Only this page may stand in frames of others: it holds nothing to press but ways out.
constexpr std::string_view box_csp =
    "default-src 'none'; style-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors *";

http::Response public_bytes(std::string bytes, std::string_view type) {
    http::Response response;
    response.headers.add("Content-Type", type);
    response.headers.add("Cache-Control", feed_cache);
    response.headers.add("Vary", "Accept-Language");
    response.body = std::move(bytes);
    return response;
}

} // namespace

/// Addresses in feeds stand alone: where nothing else is said, as this request names us.
std::string Reading::own_address(const Visit& visit) const {
    const std::string configured = reader(visit).base_url;
    if (!configured.empty()) return configured;
    return "http://" + std::string(visit.request.header("Host").value_or("localhost"));
}

Result<http::Response> Reading::feed(const Visit& visit, std::string_view key) const {
    feeds::Feed feed{.base_url = own_address(visit), .author = visit.say(door_.site().name)};
    feed.now = visit.now;
    DK_TRY(auto transaction, database_.begin(sql::Access::Read));
    if (key.empty()) {
        feed.title = visit.say("Leitlinien: {}", feed.author);
        feed.about = "/leitlinien";
        DK_TRY(feed.editions, queries::recent_editions(transaction));
    } else {
        DK_TRY(const auto view, queries::editions(transaction, key));
        if (view.editions.empty()) return fail(ErrorCode::NotFound, "nothing was published yet");
        feed.title = view.editions.front().title;
        feed.about = pages::guideline_address(key);
        feed.editions = view.editions;
    }
    feed.address = feed.about + "/atom.xml";
    return public_bytes(feeds::atom(visit.say, feed), atom_type);
}

Result<http::Response> Reading::sitemap(const Visit& visit) const {
    std::vector<feeds::SiteEntry> entries{{.address = "/"}, {.address = "/leitlinien"}};
    if (slots_.further_addresses) {
        for (const std::string& address : slots_.further_addresses())
            entries.push_back({.address = address});
    }
    DK_TRY(auto transaction, database_.begin(sql::Access::Read));
    DK_TRY(const auto editions, queries::recent_editions(transaction));
    DK_TRY(const auto all, queries::all(transaction));
    for (const queries::Summary& summary : all) {
        if (!summary.newest) continue;
        entries.push_back(
            {pages::guideline_address(summary.guideline.key), summary.newest->published_at}
        );
    }
    for (const Edition& edition : editions)
        entries.push_back({address_of(edition), edition.published_at});
    return public_bytes(feeds::sitemap(own_address(visit), entries), xml_type);
}

Result<http::Response> Reading::box(const Visit& visit) const {
    DK_TRY(auto transaction, database_.begin(sql::Access::Read));
    DK_TRY(const auto view, queries::editions(transaction, visit.request.parameter("key")));
    if (view.editions.empty()) return fail(ErrorCode::NotFound, "nothing was published yet");
    const pages::BoxView box{
        .edition = view.editions.front(),
        .site_name = visit.say(door_.site().name),
        .base_url = own_address(visit),
        .style_address = door_.site().style_address
    };
    http::Response response = http::Response::html(pages::box(visit.say, box));
    response.headers.add("Content-Security-Policy", box_csp);
    return response;
}

Result<html::Page> Reading::embed(const Visit& visit) const {
    DK_TRY(auto transaction, database_.begin(sql::Access::Read));
    DK_TRY(const auto view, queries::editions(transaction, visit.request.parameter("key")));
    if (view.editions.empty()) return fail(ErrorCode::NotFound, "nothing was published yet");
    pages::Reader here = reader(visit);
    here.base_url = own_address(visit);
    return pages::embed(visit.say, view.editions.front(), view.guideline, here);
}

void Reading::add_feed_routes(http::Router& router) const {
    const auto feed_of_all = [this](const Visit& visit) { return feed(visit, {}); };
    const auto feed_of_one = [this](const Visit& visit) {
        return feed(visit, visit.request.parameter("key"));
    };
    door_.get(router, "/leitlinien/atom.xml", everybody, feed_of_all);
    door_.get(router, "/leitlinien/{key}/atom.xml", everybody, feed_of_one);
    const auto map = [this](const Visit& visit) { return sitemap(visit); };
    door_.get(router, "/sitemap.xml", everybody, map);
    const auto robots = [this](const Visit& visit) -> Result<http::Response> {
        return public_bytes(feeds::robots(own_address(visit)), "text/plain; charset=utf-8");
    };
    door_.get(router, "/robots.txt", everybody, robots);
    const auto box_of = [this](const Visit& visit) { return box(visit); };
    door_.get(router, "/leitlinien/{key}/kasten", everybody, box_of);
    add_page(router, "/leitlinien/{key}/einbetten", &Reading::embed);
}

} // namespace denkraum::guideline
