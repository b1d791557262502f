// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/document/document.hpp"
#include "domain/network/access.hpp"
#include "engine/crdt/state/id.hpp"
#include "platform/sql/sql.hpp"

/// A request to take the words of one block away for good.
namespace denkraum::document::redaction {

using RedactionId = Id<struct RedactionTag>;

constexpr std::size_t reason_bytes_max = 500;

enum class State { Open, Done, Declined };

struct Redaction {
    RedactionId id = {};
    DocumentId document = {};
    std::string uid = {};
    std::string reason = {}; ///< why, never what
    network::ActorId requested_by = {};
    network::MemberId requester = {};
    network::AuthorityId requester_house = {};
    Instant requested_at = {};
    State state = State::Open;
    std::optional<network::ActorId> decided_by = {};
    std::optional<Instant> decided_at = {};
};

/// A second person, of another house or of the coordination.
[[nodiscard]] bool may_confirm(const network::Viewer& viewer, const Redaction& redaction);
/// Whoever may confirm it, and whoever asked.
[[nodiscard]] bool may_decline(const network::Viewer& viewer, const Redaction& redaction);

/// The tables redaction and redacted_range.
namespace store {
[[nodiscard]] Done insert(sql::Transaction& main, const Redaction& redaction);
[[nodiscard]] Result<std::optional<Redaction>> find(sql::Transaction& main, RedactionId id);
/// Of one document, newest first.
[[nodiscard]] Result<std::vector<Redaction>> of_document(sql::Transaction& main, DocumentId id);
/// Writes what was decided. Fails: Conflict when it was decided meanwhile.
[[nodiscard]] Done decide(sql::Transaction& main, const Redaction& redaction);
[[nodiscard]] Done
put_ranges(sql::Transaction& main, DocumentId id, const std::vector<crdt::IdRange>& ranges);
[[nodiscard]] Result<std::vector<crdt::IdRange>> ranges(sql::Transaction& main, DocumentId id);
/// Words that were kept for somebody, out of this block.
[[nodiscard]] Done erase_kept(sql::Transaction& main, DocumentId id, std::string_view uid);
} // namespace store

} // namespace denkraum::document::redaction
