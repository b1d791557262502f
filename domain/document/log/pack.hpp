// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <span>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "domain/document/log/record.hpp"

/// Many records of one document in few bytes, for those that are no longer the newest. Nothing is
/// lost: every record comes back as it was, with its salt, its hash and its place in the chain,
/// which are computed from the one before.
///
///   pack    := varUint(1) varUint(count) varUint(count of actors) *(16 bytes actor) *record
///   record  := varUint(kind) varUint(epoch) varUint(actor, its place in the list)
///              varUint(zigzag(µs since the record before, the first since 1970)) salt
///              varBytes(update)
///   salt    := varUint(16) 16 bytes, 4 bytes: the beginning of payload_hash
///            / varUint(0) 32 bytes: payload_hash of a redacted record
///
/// Seqs count up from the pack's first one.
namespace denkraum::document::pack {

/// Records of one document, each the follower of the one before.
struct Pack {
    DocumentId document = {};
    Seq first_seq = 0;
    Seq last_seq = 0;
    secret::Digest chain_before = {};
    secret::Digest chain = {};
    Bytes records = {};
};

/// Requires: at least one record; they follow each other without a gap.
[[nodiscard]] Pack make(const secret::Digest& chain_before, std::span<const Sealed> records);

/// The records again. Where bytes were changed, what they say is given back all the same, with
/// a hash that does not fit: verification finds it. Fails: Corrupt for what is no pack.
[[nodiscard]] Result<std::vector<Sealed>> read(const Pack& pack);

/// Whether the pack gives exactly these records back.
[[nodiscard]] bool holds(const Pack& pack, std::span<const Sealed> records);

} // namespace denkraum::document::pack
