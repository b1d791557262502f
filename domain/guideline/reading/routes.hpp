// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/html/html.hpp"
#include "base/i18n/words.hpp"
#include "domain/guideline/reading/pages.hpp"
#include "domain/guideline/reading/shelf.hpp"
#include "domain/network/door.hpp"
#include "platform/http/router.hpp"
#include "platform/sql/sql.hpp"

namespace denkraum::guideline {

/// What other folders, and the installation, say on these pages.
struct ReadingSlots {
    /// The network's own words on the start page.
    std::function<pages::StartText(i18n::Language)> start_text = {};
    std::string claim = {};         ///< German, for say()
    std::string about_address = {}; ///< where it says how it came about; empty: nowhere
    /// Further public addresses for the site map.
    std::function<std::vector<std::string>()> further_addresses = {};
    /// 'Zusammenhang' of a guideline: what it comes from, what became of it.
    std::function<Result<html::Html>(const network::Visit&, GuidelineId)> connections = {};
};

/// /, /leitlinien, /leitlinien/{key} and its editions, /l/… and /p/…, feeds and the box for other
/// websites: everything that is open to everybody. Outlives the router.
class Reading {
public:
    Reading(const network::Door& door, sql::Database& database, Shelf& shelf, ReadingSlots slots)
        : door_(door), database_(database), shelf_(shelf), slots_(std::move(slots)) {}

    void add_routes(http::Router& router) const;

    /// For how a paragraph of a draft came about: the way to its wording in the editions; nothing
    /// where it was never published. One statement.
    [[nodiscard]] Result<html::Html>
    in_editions(const network::Visit& visit, std::string_view uid) const;

private:
    using Visit = network::Visit;
    using PageFor = Result<html::Page> (Reading::*)(const Visit&) const;
    void add_page(http::Router& router, std::string_view pattern, PageFor page) const;

    [[nodiscard]] Result<html::Page> start(const Visit& visit) const;
    [[nodiscard]] Result<html::Page> guidelines(const Visit& visit) const;
    [[nodiscard]] Result<html::Page> newest_edition(const Visit& visit) const;
    [[nodiscard]] Result<html::Page> editions(const Visit& visit) const;
    [[nodiscard]] Result<html::Page> one_edition(const Visit& visit) const;
    [[nodiscard]] Result<html::Page> rendered_edition(const Visit& visit) const;
    [[nodiscard]] Result<html::Page> paragraph(const Visit& visit) const;
    [[nodiscard]] Result<html::Page> lasting_paragraph(const Visit& visit) const;
    [[nodiscard]] Result<html::Page> origin(const Visit& visit) const;
    [[nodiscard]] Result<http::Response> file(const Visit& visit) const;

    void add_feed_routes(http::Router& router) const;
    [[nodiscard]] Result<http::Response> feed(const Visit& visit, std::string_view key) const;
    [[nodiscard]] Result<http::Response> sitemap(const Visit& visit) const;
    [[nodiscard]] Result<http::Response> box(const Visit& visit) const;
    [[nodiscard]] Result<html::Page> embed(const Visit& visit) const;
    [[nodiscard]] std::string own_address(const Visit& visit) const;

    [[nodiscard]] Result<html::Page>
    edition_page(const Visit& visit, const queries::EditionView& view) const;
    [[nodiscard]] pages::Reader reader(const Visit& visit) const;

    const network::Door& door_;
    sql::Database& database_;
    Shelf& shelf_;
    ReadingSlots slots_;
};

} // namespace denkraum::guideline
