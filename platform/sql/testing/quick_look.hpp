// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace denkraum::sql {

/// What SQLite finds after a crash: recovers the file and its log of changes, gives the number a
/// query answers with, and leaves both files as they were. Some ten times faster than opening a
/// Database, so that thousands of damaged copies can be looked at. -1: there is no answer.
[[nodiscard]] std::int64_t
quick_look(const std::filesystem::path& database, const std::string& query);

} // namespace denkraum::sql
