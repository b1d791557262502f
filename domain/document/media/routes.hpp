// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "domain/document/commands.hpp"
#include "domain/network/door.hpp"
#include "platform/http/router.hpp"

namespace denkraum::document::media {

struct Site {
    const network::Door& door;
    commands::Services services;
};

/// POST /dokumente/{id}/bilder takes the form field "file" with the token "csrf" and answers
///
///   200 {"hash": hex, "type": media type, "width": pixels, "height": pixels}
///   4xx {"error": a sentence in the reader's language}
///
/// GET /bilder/{hash} gives the bytes, the same for ever. Requires: the door outlives the router.
void add_routes(http::Router& router, const Site& site);

/// The answer with a picture's bytes; `is_public`: caches between us and the reader may keep it.
[[nodiscard]] http::Response picture_response(std::string type, Bytes bytes, bool is_public);

} // namespace denkraum::document::media
