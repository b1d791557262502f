// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/result.hpp"
#include "platform/sql/sql.hpp"

namespace denkraum::server {

/// Reads the whole trail, or every document's update log, again and prints what it found.
/// Fails: Corrupt with a sentence that names the first damaged place.
[[nodiscard]] Done verify_trail(sql::Database& main);
[[nodiscard]] Done verify_log(sql::Database& log);

} // namespace denkraum::server
