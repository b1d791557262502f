// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "domain/document/writing/routes.hpp"

namespace denkraum::document::writing {

/// /api/document/{id}/sync: what the socket does, over plain requests (room/line.hpp), for where
/// a proxy lets no WebSocket through. Every request is a form with the page's token:
///
///   open := client=…                                → 200 and the line's name; 429 for too many
///   send := line=…&number=… and a file `messages`   → 204; 429 when it comes too fast
///   wait := line=…&received=…                       → 200 and a batch; 204 after a while
///   end  := line=…&end=1                            → 204
///
/// 404 for a line that is not there; 410 and the close code for one that has ended.
void add_sync_routes(http::Router& router, const Site& site);

/// The client id that somebody would like to write under, where they name a good one.
[[nodiscard]] room::Rooms::Claim claim_from(std::string_view wanted, bool is_firm);

} // namespace denkraum::document::writing
