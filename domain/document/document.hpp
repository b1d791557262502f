// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string>

#include "base/id.hpp"
#include "base/instant.hpp"
#include "base/prose/prose.hpp"
#include "domain/network/network.hpp"

/// Dokument: a text that members write together, live. Its words are a CRDT whose updates stand in
/// the log database; here is what the command database knows of it.
namespace denkraum::document {

struct DocumentTag;
using DocumentId = Id<DocumentTag>;

/// Position of an update in the log of one document: 1, 2, 3 … without gaps.
using Seq = std::int64_t;

/// Rises with each restore from a backup; clients of an older epoch send again what they have.
using Epoch = std::int64_t;

struct Document {
    DocumentId id = {};
    std::string title = {};
    std::string language = "de"; ///< of its words
    Instant created_at = {};
    std::string origin = {}; ///< name of the imported file; empty: begun here
};

/// Why words were not taken over, or stand elsewhere than they were typed.
enum class KeptReason : std::uint8_t {
    Foreign = 1,       ///< written under a client id that is another actor's
    Moved = 2,         ///< typed into a block that was moved meanwhile
    Deleted = 3,       ///< typed into a block that was deleted meanwhile
    NoWriter = 4,      ///< sent by somebody who may not write (any more)
    Full = 5,          ///< the document has no room for them
    Contradicting = 6, ///< two windows wrote under one client id
};

struct KeptTag;
using KeptId = Id<KeptTag>;

/// Words kept for their author, privately: nothing typed is lost without a word.
struct Kept {
    KeptId id = {};
    network::MemberId member = {};
    Instant at = {};
    KeptReason reason = KeptReason::Foreign;
    std::string uid = {}; ///< of the block they were typed into, where known
    std::string words = {};
};

/// The words as they stood after one update: what a reader without script sees, and what an
/// edition is made of.
struct Reading {
    prose::Prose prose = {}; ///< every block with its uid
    Seq seq = 0;             ///< of the last update in it
    Instant at = {};         ///< time of that update
};

} // namespace denkraum::document
