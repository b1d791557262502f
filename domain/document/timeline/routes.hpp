// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <memory>
#include <string_view>

#include "domain/document/commands.hpp"
#include "domain/document/history/index.hpp"
#include "domain/document/log/writers_store.hpp"
#include "domain/document/room/rooms.hpp"
#include "domain/network/door.hpp"
#include "domain/network/overview/overview.hpp"
#include "platform/http/router.hpp"

namespace denkraum::document::timeline {

/// What the addresses of the past need.
struct Site {
    Site(
        const network::Door& its_door,
        document::commands::Services its_services,
        room::Rooms& its_rooms
    )
        : door(its_door), services(its_services), rooms(its_rooms), histories(its_services.log) {}

    const network::Door& door;
    document::commands::Services services;
    room::Rooms& rooms;
    history::Histories histories;
    /// What higher folders know of a paragraph of a draft: the way to its wording in editions.
    std::function<Result<html::Html>(const network::Visit& visit, std::string_view uid)>
        in_editions = {};
};

/// /dokumente/{id}/verlauf, /stand/{seq}, /vergleich, /absatz/{uid} and their forms. The router
/// keeps the site.
void add_routes(http::Router& router, const std::shared_ptr<Site>& site);

/// Whether somebody else than the member wrote in this document after this record.
[[nodiscard]] Result<bool> has_news(
    sql::Database& main,
    sql::Database& log,
    network::MemberId member,
    const writers_store::Place& mark
);

/// Drafts in which others wrote since the member last read them, for /uebersicht. Three queries.
[[nodiscard]] Result<std::vector<network::OverviewRow>>
changed_rows(sql::Database& main, sql::Database& log, const network::Visit& visit);

} // namespace denkraum::document::timeline
