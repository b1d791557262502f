// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "base/result.hpp"
#include "domain/network/overview/overview.hpp"
#include "platform/sql/sql.hpp"

/// What documents say on /uebersicht; one query each.
namespace denkraum::document::writing {

/// Words that were not taken over and wait for their author.
[[nodiscard]] Result<std::vector<network::OverviewRow>>
kept_rows(sql::Database& main, const network::Visit& visit);
/// Drafts begun since the member's last visit.
[[nodiscard]] Result<std::vector<network::OverviewRow>>
new_rows(sql::Database& main, const network::Visit& visit);
/// What others are working on.
[[nodiscard]] Result<std::vector<network::OverviewRow>>
draft_rows(sql::Database& main, const network::Visit& visit);

} // namespace denkraum::document::writing
