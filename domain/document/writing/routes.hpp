// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "base/html/html.hpp"
#include "domain/document/commands.hpp"
#include "domain/document/document.hpp"
#include "domain/document/importing/jobs.hpp"
#include "domain/document/room/rooms.hpp"
#include "domain/document/timeline/routes.hpp"
#include "domain/network/door.hpp"
#include "platform/http/router.hpp"

namespace denkraum::document::writing {

/// What higher folders show on a document's page, for the ids of the page at once.
using ActionsSlot = std::function<html::Html(const network::Visit&, DocumentId)>;

/// Everything the addresses of documents need; outlives the router.
struct Site {
    const network::Door& door;
    commands::Services services;
    room::Rooms& rooms;
    importing::Jobs& imports;
    /// The editor's sentences by key, German.
    std::map<std::string, std::string> editor_texts;
    std::string base_url = {};
    ActionsSlot actions = {};
    /// Looking back; empty: made with the routes.
    std::shared_ptr<timeline::Site> past = {};
};

/// /entwuerfe, /dokumente/{id} and what belongs to them, /ws/document/{id}.
void add_routes(http::Router& router, const Site& site);

} // namespace denkraum::document::writing
