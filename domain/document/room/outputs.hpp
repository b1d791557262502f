// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "base/bytes.hpp"
#include "base/instant.hpp"
#include "domain/document/document.hpp"
#include "domain/document/log/record.hpp"
#include "domain/network/network.hpp"
#include "engine/crdt/id.hpp"

/// Who is in a room, and what a room wants done.
namespace denkraum::document::room {

using GuestId = std::uint64_t;

/// Who sits at a socket.
struct Guest {
    network::ActorId actor = {};
    network::MemberId member = {};
    crdt::ClientId client = 0; ///< who may write: bound to the actor, for new text
    bool may_write = false;
    std::string name = {};
    std::string authority = {};
};

// --- outputs ---
struct Append {
    Seq seq;
    RecordKind kind;
    network::ActorId actor;
    Instant at;
    Bytes update;
};
/// To one guest.
struct Send {
    GuestId to;
    Bytes message;
    bool is_of_stream = false; ///< as a broadcast: caught_up() says it again
};
/// To everybody but one (0: to everybody). Who reads too slowly misses it, and is brought what they
/// missed later.
struct Broadcast {
    GuestId except;
    Bytes message;
    Seq seq = 0; ///< shows the record, when it shows one
};
struct Close {
    GuestId who;
    std::uint16_t code;
    std::string reason;
};
/// Words of one frame to be kept for their author: Room::kept() is told when they are stored.
struct KeepWords {
    GuestId from;
    std::uint64_t frame;
    std::vector<Kept> words;
    /// They stand in the document with this record, which must not be in the log without them; 0:
    /// they were refused.
    Seq before = 0;
};
using Output = std::variant<Append, Send, Broadcast, Close, KeepWords>;
using Outputs = std::vector<Output>;

/// Close codes of this protocol; the editor knows them.
namespace close_code {
constexpr std::uint16_t session_ended = 4001;
constexpr std::uint16_t forbidden = 4003;
constexpr std::uint16_t bad_frame = 4009;
constexpr std::uint16_t too_large = 4013;
constexpr std::uint16_t full = 4029;
} // namespace close_code

} // namespace denkraum::document::room
