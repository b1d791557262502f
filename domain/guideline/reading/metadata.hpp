// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>

#include "base/html/shell.hpp"
#include "domain/guideline/edition/edition.hpp"

namespace denkraum::guideline {

/// What catalogues, libraries and search engines read of a page of this edition: Dublin Core, a
/// minimal Open Graph, schema.org as JSON-LD. `address` is the page's own.
void describe(
    html::Page& page, const Edition& edition, std::string_view base_url, std::string_view address
);

} // namespace denkraum::guideline
