// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "domain/guideline/guideline.hpp"
#include "platform/sql/sql.hpp"

/// The SQL of guidelines and release requests; that of editions stands in edition_store.
namespace denkraum::guideline::store {

/// Fails: NotFound.
[[nodiscard]] Done
set_file_number(sql::Transaction& transaction, GuidelineId id, std::string_view number);

/// Fails: Conflict if the key or the draft belongs to another guideline.
[[nodiscard]] Done insert_guideline(
    sql::Transaction& transaction, const Guideline& guideline, network::ActorId created_by
);
/// In the order in which they were begun.
[[nodiscard]] Result<std::vector<Guideline>> guidelines(sql::Transaction& transaction);
/// Fails: NotFound.
[[nodiscard]] Result<Guideline> guideline(sql::Transaction& transaction, GuidelineId id);
[[nodiscard]] Result<Guideline>
guideline_by_key(sql::Transaction& transaction, std::string_view key);
/// The guideline that this document is the draft of.
[[nodiscard]] Result<std::optional<Guideline>>
find_by_draft(sql::Transaction& transaction, document::DocumentId draft);

/// `words` is where the frozen text lies as content. Fails: Conflict if another one is open.
[[nodiscard]] Done insert_request(
    sql::Transaction& transaction, const ReleaseRequest& request, const secret::Digest& words
);
/// Writes what was decided. Fails: Conflict if it was decided meanwhile.
[[nodiscard]] Done decide_request(sql::Transaction& transaction, const ReleaseRequest& request);
/// Fails: NotFound.
[[nodiscard]] Result<ReleaseRequest> request(sql::Transaction& transaction, RequestId id);
/// Where the frozen words of a request lie. Fails: NotFound.
[[nodiscard]] Result<secret::Digest> words_of(sql::Transaction& transaction, RequestId id);
/// Oldest first.
[[nodiscard]] Result<std::vector<ReleaseRequest>> open_requests(sql::Transaction& transaction);
[[nodiscard]] Result<std::optional<ReleaseRequest>>
open_request_of(sql::Transaction& transaction, GuidelineId guideline);

} // namespace denkraum::guideline::store
