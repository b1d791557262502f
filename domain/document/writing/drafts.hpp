// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "base/html/listing.hpp"
#include "base/html/shell.hpp"
#include "base/i18n/words.hpp"
#include "domain/document/document.hpp"

namespace denkraum::document::writing::pages {

/// All drafts as a table, newest first where nothing else is asked for.
[[nodiscard]] html::Listing drafts(const i18n::Words& say, const std::vector<Document>& documents);

/// /entwuerfe.
[[nodiscard]] html::Page draft_list(
    const i18n::Words& say,
    const html::Listing& drafts,
    const html::ListChoice& choice,
    bool may_write
);

} // namespace denkraum::document::writing::pages
