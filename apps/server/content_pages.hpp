// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "apps/server/contents.hpp"
#include "base/html/components.hpp"
#include "domain/network/door.hpp"
#include "platform/http/router.hpp"

namespace denkraum::server {

/// The links of the foot: imprint, privacy, accessibility, Leichte Sprache, as far as the
/// installation has them.
[[nodiscard]] std::vector<html::Link> content_links(const Contents& contents);

/// /impressum, /datenschutz, /barrierefreiheit, /leichte-sprache. Both outlive the router.
void add_content_routes(http::Router& router, const network::Door& door, const Contents& contents);

} // namespace denkraum::server
