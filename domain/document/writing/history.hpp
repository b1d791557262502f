// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "domain/document/document.hpp"
#include "platform/sql/sql.hpp"

namespace denkraum::document::writing {

/// What one actor wrote without a long pause.
struct SittingLine {
    std::string who; ///< name and authority, or what the server did
    Instant from = {};
    Instant to = {};
    std::int64_t changes = 0;
};

/// The newest sittings, from the newest records of the log; two queries.
[[nodiscard]] Result<std::vector<SittingLine>>
newest_sittings(sql::Database& main, sql::Database& log, DocumentId id);

} // namespace denkraum::document::writing
