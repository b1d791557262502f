// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>

#include "base/bytes.hpp"
#include "base/instant.hpp"
#include "base/random.hpp"
#include "domain/document/document.hpp"
#include "domain/network/network.hpp"
#include "platform/secret/hash.hpp"

namespace denkraum::document {

/// How a record came into the log.
enum class RecordKind : std::uint8_t {
    Edit = 1,     ///< written by a person here
    Import = 2,   ///< the first words
    Repair = 3,   ///< by the server, see text/repair
    Restored = 4, ///< brought back by a client after a restore from backup
    Reverted = 5, ///< an older point or paragraph brought back by a member, as a new change
};

/// One line of the update log, without what ties it to its neighbours.
struct Record {
    DocumentId document = {};
    Seq seq = 0;
    Epoch epoch = 1;
    RecordKind kind = RecordKind::Edit;
    network::ActorId actor = {};
    Instant at = {};
    Bytes update = {};
    friend bool operator==(const Record&, const Record&) = default;
};

/// What ties it: the salt of its payload, and the chain through the document's history. Grammar in
/// migrations/log/0001_update_log.sql.
struct Seal {
    Bytes salt = {};
    secret::Digest payload_hash = {};
    secret::Digest chain = {};
    friend bool operator==(const Seal&, const Seal&) = default;
};

/// A record as the log holds it. Of a redacted one the salt is empty.
struct Sealed {
    Record record = {};
    Seal seal = {};
    friend bool operator==(const Sealed&, const Sealed&) = default;
};

[[nodiscard]] secret::Digest payload_hash_of(ByteView salt, ByteView update);
[[nodiscard]] secret::Digest
chain_of(const secret::Digest& previous, const Record& record, const secret::Digest& payload_hash);

/// With a fresh salt.
[[nodiscard]] Seal
seal(const secret::Digest& previous, const Record& record, Randomness& randomness);

} // namespace denkraum::document
