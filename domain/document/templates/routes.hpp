// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/html/shell.hpp"
#include "domain/document/commands.hpp"
#include "domain/network/door.hpp"
#include "platform/http/router.hpp"

namespace denkraum::document::templates {

struct Site {
    const network::Door& door;
    document::commands::Services services;
};

/// /entwuerfe/neu, and /dokumente/{id}/vorlage for the coordination.
void add_routes(http::Router& router, const Site& site);

/// What a document's page offers here: a new draft built like it and, for the coordination, to mark
/// it as a template.
[[nodiscard]] Result<html::Html>
offers(const Site& site, const network::Visit& visit, const Document& document);

} // namespace denkraum::document::templates
