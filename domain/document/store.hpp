// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "domain/document/document.hpp"
#include "domain/network/network.hpp"
#include "engine/crdt/id.hpp"
#include "platform/sql/sql.hpp"

/// The only SQL on the command database's tables of documents (migrations/main/0003).
namespace denkraum::document::store {

[[nodiscard]] Done
insert(sql::Transaction& main, const Document& document, network::ActorId created_by);
[[nodiscard]] Result<Document> find(sql::Transaction& main, DocumentId id);
[[nodiscard]] Result<std::vector<Document>> all(sql::Transaction& main);
[[nodiscard]] Done rename(sql::Transaction& main, DocumentId id, std::string_view title);

/// Whose client id is whose.
struct Binding {
    crdt::ClientId client = 0;
    network::ActorId actor = {};
};
[[nodiscard]] Result<std::vector<Binding>> bindings(sql::Transaction& main, DocumentId id);
/// The lowest client id that is this actor's, if there is one.
[[nodiscard]] Result<std::optional<crdt::ClientId>>
client_of(sql::Transaction& main, DocumentId id, network::ActorId actor);
[[nodiscard]] Result<std::optional<network::ActorId>>
bound_to(sql::Transaction& main, DocumentId id, crdt::ClientId client);
/// Fails: Conflict when the client id is bound already.
[[nodiscard]] Done bind(sql::Transaction& main, DocumentId id, const Binding& binding, Instant now);

/// Orphans from one block, typed letter by letter, become one: they come in order. So do words that
/// were refused and have one id.
[[nodiscard]] Done insert_kept(sql::Transaction& main, DocumentId id, const Kept& kept);
/// Of one member in one document, newest first, those not done yet.
[[nodiscard]] Result<std::vector<Kept>>
kept(sql::Transaction& main, DocumentId id, network::MemberId member);
/// How much of a member waits, over all documents, for the overview.
struct KeptCount {
    DocumentId document = {};
    std::string title = {};
    std::int64_t count = 0;
};
[[nodiscard]] Result<std::vector<KeptCount>>
kept_counts(sql::Transaction& main, network::MemberId member);
/// The words go; answers the document that they were typed into. Fails: NotFound when it is not
/// this member's, or finished.
[[nodiscard]] Result<DocumentId>
finish_kept(sql::Transaction& main, KeptId id, network::MemberId member, Instant now);

} // namespace denkraum::document::store
