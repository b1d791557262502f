// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>

#include "base/bytes.hpp"
#include "base/instant.hpp"
#include "base/prose/prose.hpp"
#include "base/random.hpp"
#include "base/result.hpp"
#include "engine/crdt/doc.hpp"

namespace denkraum::document::text {

/// A new uid for a block: a UUIDv7 as 22 characters.
[[nodiscard]] std::string make_uid(Instant now, Randomness& randomness);

/// Gives every block without a uid one, and every block whose uid stands in another block too.
void give_uids(prose::Prose& prose, Instant now, Randomness& randomness);

/// The update that writes the prose into an empty document, under this client id; a document
/// without any block gets one empty paragraph. Requires: every block has a uid of its own.
/// Fails: Invalid for text that is not UTF-8.
[[nodiscard]] Result<Bytes>
seed(crdt::Doc& empty, crdt::ClientId client, const prose::Prose& prose);

/// How long that update is at most, whoever writes it. Blocks need no uids here.
/// Fails: as seed().
[[nodiscard]] Result<std::size_t> seeded_bytes(prose::Prose prose);

} // namespace denkraum::document::text
