// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "domain/document/importing/jobs.hpp"
#include "domain/network/overview/overview.hpp"

namespace denkraum::document::importing {

/// The member's imports on /uebersicht, running and over: whoever left the page finds them here. No
/// query.
[[nodiscard]] std::vector<network::OverviewRow>
underway_rows(Jobs& jobs, const network::Visit& visit);

} // namespace denkraum::document::importing
