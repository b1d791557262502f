// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "base/result.hpp"
#include "domain/document/document.hpp"
#include "platform/sql/sql.hpp"

/// The only SQL on document_template (migrations/main/0017).
namespace denkraum::document::templates::store {

[[nodiscard]] Result<std::vector<DocumentId>> marked(sql::Transaction& main);
[[nodiscard]] Result<bool> is_marked(sql::Transaction& main, DocumentId document);
/// Fails: Conflict when it is marked already.
[[nodiscard]] Done
mark(sql::Transaction& main, DocumentId document, Instant now, network::ActorId actor);
/// Fails: Conflict when it is not marked.
[[nodiscard]] Done unmark(sql::Transaction& main, DocumentId document);

} // namespace denkraum::document::templates::store
