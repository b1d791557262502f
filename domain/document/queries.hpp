// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "base/result.hpp"
#include "domain/document/document.hpp"
#include "platform/sql/sql.hpp"

/// What others may know of documents. `main` is the command database, `log` the update log.
namespace denkraum::document::queries {

/// Newest first. Reading is open to every member of the network.
[[nodiscard]] Result<std::vector<Document>> all(sql::Database& main);

/// Fails: NotFound.
[[nodiscard]] Result<Document> one(sql::Database& main, DocumentId id);

/// The durable words of now, read from the log. Fails: Corrupt if the log contradicts itself.
[[nodiscard]] Result<Reading> current(sql::Database& log, DocumentId id);

} // namespace denkraum::document::queries
