// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>

#include "base/random.hpp"
#include "base/result.hpp"
#include "domain/document/document.hpp"
#include "domain/network/network.hpp"
#include "engine/crdt/id.hpp"
#include "platform/sql/sql.hpp"

/// Authorship cannot be forged: every CRDT client id of a document is bound, for ever, to one
/// actor, and new text under another's id is refused (room/).
namespace denkraum::document {

/// A fresh client id for this actor. 32 random bits, as yjs has them, never one in use.
[[nodiscard]] Result<crdt::ClientId> issue_client(
    sql::Transaction& main,
    DocumentId document,
    network::ActorId actor,
    Instant now,
    Randomness& randomness
);

/// The client id that a connection asks for: one that is this actor's already, or a free one,
/// which is bound now. Fails: Conflict when it is another actor's; Invalid beyond 53 bits.
[[nodiscard]] Result<crdt::ClientId> claim_client(
    sql::Transaction& main,
    DocumentId document,
    network::ActorId actor,
    crdt::ClientId wanted,
    Instant now
);

/// Whether the client id is this actor's or nobody's. Fails: as claim_client.
[[nodiscard]] Done may_claim(
    sql::Transaction& main, DocumentId document, network::ActorId actor, crdt::ClientId wanted
);

/// 1 before the first restore.
[[nodiscard]] Result<Epoch> epoch(sql::Transaction& main);
/// A restore begins a new one: the minutes since 2020, so that a backup that is restored twice does
/// not begin the same one again.
[[nodiscard]] Result<Epoch> raise_epoch(sql::Transaction& main, Instant now);

/// Under which the server repairs documents; made at the first call.
[[nodiscard]] Result<network::ActorId>
repair_actor(sql::Transaction& main, Instant now, Randomness& randomness);
/// The client id under which the server repairs this document; made at the first call.
[[nodiscard]] Result<crdt::ClientId> repair_client(
    sql::Transaction& main,
    DocumentId document,
    network::ActorId repair_actor,
    Instant now,
    Randomness& randomness
);

} // namespace denkraum::document
