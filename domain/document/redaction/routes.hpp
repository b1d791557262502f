// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "domain/document/commands.hpp"
#include "domain/document/history/index.hpp"
#include "domain/document/redaction/commands.hpp"
#include "domain/network/door.hpp"
#include "platform/http/router.hpp"

namespace denkraum::document::redaction {

/// What the addresses of redactions need; outlives the router.
struct Site {
    const network::Door& door;
    document::commands::Services services;
    history::Histories& histories;
    Around around = {};
};

/// /dokumente/{id}/entfernungen: asking, confirming, declining, and what was taken away.
void add_routes(http::Router& router, const Site& site);

} // namespace denkraum::document::redaction
