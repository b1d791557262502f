// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "domain/document/commands.hpp"
#include "domain/document/importing/jobs.hpp"
#include "domain/network/door.hpp"
#include "platform/http/router.hpp"

namespace denkraum::document::importing {

struct Site {
    const network::Door& door;
    commands::Services services;
    Jobs& jobs;
};

/// /entwuerfe/importieren: upload, progress, preview, taking over.
void add_routes(http::Router& router, const Site& site);

} // namespace denkraum::document::importing
