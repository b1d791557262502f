// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string_view>
#include <variant>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "engine/crdt/id.hpp"

/// The messages of a live document, one a binary frame: those of y-protocols, which every
/// y-websocket client speaks, and our own under number 100, which only clients hear that said
/// hello.
///
///   message := 0 0 varBytes(state vector)                       sync step 1: what I have
///            | 0 1 varBytes(update)                             sync step 2: what you lack
///            | 0 2 varBytes(update)                             update
///            | 1 varBytes(awareness)                            see awareness.hpp
///            | 2 0 varString(reason)                            permission denied
///            | 3                                                query awareness
///            | 100 0 varUint(version) varUint(epoch)            hello, client → server
///            | 100 1 varUint(frames) varBytes(state vector)     ack, server → client
///            | 100 2 varUint(frame) varString(reason code) varString(copy id)      refused
///            | 100 3 varUint(epoch) varUint(client id) varUint(1 may write, 0 not)  welcome
///            | 100 4 varString(kind) varString(JSON)            notice
namespace denkraum::crdt {

struct SyncStep1 {
    ByteView state_vector;
};
struct SyncStep2 {
    ByteView update;
};
struct SyncUpdate {
    ByteView update;
};
struct AwarenessUpdate {
    ByteView entries;
};
struct PermissionDenied {
    std::string_view reason;
};
struct QueryAwareness {};

/// The client announces that it wants acknowledgements.
struct Hello {
    std::uint64_t version = 1;
    std::uint64_t epoch = 0; ///< of the document when the client was last here; 0: never
};
/// What is durable: the first `frames` update-bearing frames (step 2, update) of this connection,
/// and everything up to the state vector (which does not see deletions).
struct Ack {
    std::uint64_t frames = 0;
    ByteView state_vector;
};
/// An update-bearing frame, counted from 1, was not taken over.
struct Refused {
    std::uint64_t frame = 0;
    std::string_view reason_code;
    std::string_view copy_id; ///< of the copy kept for the sender; empty: none
};
struct Welcome {
    std::uint64_t epoch = 0;
    ClientId client = 0;
    bool may_write = false;
};
/// Something a person should hear of.
struct Notice {
    std::string_view kind;
    std::string_view json;
};

/// Points into the frame it was read from.
using Message = std::variant<
    SyncStep1,
    SyncStep2,
    SyncUpdate,
    AwarenessUpdate,
    PermissionDenied,
    QueryAwareness,
    Hello,
    Ack,
    Refused,
    Welcome,
    Notice>;

/// Fails: Corrupt for anything but one whole message, TooLarge beyond update_bytes_max or
/// message_text_bytes_max. What is inside updates and state vectors is not looked at.
[[nodiscard]] Result<Message> decode_message(ByteView frame);

[[nodiscard]] Bytes encode_message(const Message& message);

/// Whether the message brings an update, so that it is counted for the acknowledgement.
[[nodiscard]] bool brings_update(const Message& message);

} // namespace denkraum::crdt
