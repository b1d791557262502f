// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "base/result.hpp"
#include "domain/document/document.hpp"
#include "engine/intake/file/words.hpp"
#include "platform/sql/sql.hpp"

/// The only SQL on the comments of imported files (migrations/main/0012).
namespace denkraum::document::importing::store {

[[nodiscard]] Done insert_comments(
    sql::Transaction& main, DocumentId id, const std::vector<intake::FileComment>& comments
);
/// In the order of the file.
[[nodiscard]] Result<std::vector<intake::FileComment>>
comments(sql::Transaction& main, DocumentId id);
[[nodiscard]] Result<std::int64_t> comment_count(sql::Transaction& main, DocumentId id);

} // namespace denkraum::document::importing::store
