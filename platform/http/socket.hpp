// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "platform/http/request.hpp"
#include "platform/http/response.hpp"
#include "platform/http/websocket/backlog.hpp"
#include "platform/http/websocket/message.hpp"
#include "platform/run/loop.hpp"

/// The server's end of a WebSocket, as domain code sees it.
///
/// A frame is built once per message (websocket/message.hpp) and shared by every peer it is sent
/// to; what waits for one peer leaves in one system call. No permessage-deflate: it would cost
/// memory per peer and a compression per delivery.
namespace denkraum::http {

/// Why a socket ended (RFC 6455 section 7.4). 4000 to 4999 are ours to give a meaning.
using CloseCode = std::uint16_t;
namespace close_code {
inline constexpr CloseCode normal = 1000;
inline constexpr CloseCode going_away = 1001;
inline constexpr CloseCode protocol_error = 1002;
inline constexpr CloseCode unsupported = 1003;
inline constexpr CloseCode none_given = 1005; ///< never sent: the peer's close had no code
inline constexpr CloseCode abnormal = 1006;   ///< never sent: the connection just ended
inline constexpr CloseCode bad_text = 1007;
inline constexpr CloseCode policy = 1008;
inline constexpr CloseCode too_big = 1009;
inline constexpr CloseCode broken = 1011;    ///< the owner threw
inline constexpr CloseCode restart = 1012;   ///< the server stops; come back
inline constexpr CloseCode try_later = 1013; ///< the peer reads more slowly than we send
} // namespace close_code

/// A handle to one open socket: a small value, safe to use from any thread, and without effect
/// once the socket has ended.
class Socket {
public:
    /// What a handle does; a test of a room passes its own.
    struct Calls {
        std::function<void(Message)> send;
        std::function<void(CloseCode, std::string)> close;
        std::function<void(Message, StreamMark)> stream;
    };
    explicit Socket(Calls calls) : calls_(std::make_shared<const Calls>(std::move(calls))) {}

    /// Queues the message; never blocks. When more than queue_bytes_max would wait, the queue is
    /// dropped and the socket closed with try_later.
    void send(Message message) const { calls_->send(std::move(message)); }
    /// Queues one message of a stream that has come to `mark` with it (0: no further). When the
    /// peer takes less than comes, the stream is dropped instead of the peer: see on_caught_up.
    void stream(Message message, StreamMark mark) const {
        calls_->stream(std::move(message), mark);
    }
    /// Sends what is queued, then closes. The reason is cut to 123 bytes.
    void close(CloseCode code, std::string reason = {}) const {
        calls_->close(code, std::move(reason));
    }
    friend bool operator==(const Socket&, const Socket&) = default;

private:
    std::shared_ptr<const Calls> calls_;
};

/// What the owner of a socket wants to hear. All calls come one at a time on the socket's loop
/// and must not block. on_open is the first, on_close the last, exactly once, also after our own
/// close. What they capture is destroyed after on_close.
struct SocketEvents {
    std::function<void(Socket socket)> on_open;
    /// A whole message; the view ends with the call. Text has been checked to be UTF-8.
    std::function<void(ByteView payload, MessageKind kind)> on_message;
    std::function<void(CloseCode code)> on_close;
    /// The peer fell behind and a part of the stream was dropped; now it has taken everything that
    /// was left, the stream up to `mark` (0: nothing of it). The stream goes on with what is
    /// queued from here; what lies between is the owner's to bring, as one message.
    std::function<void(StreamMark mark)> on_caught_up = {};
    /// The loop that the socket shall live on: a document puts all its sockets on its own
    /// strand, so that room and sockets need no hand-over. Without it: where it was accepted.
    std::optional<run::Strand> strand = std::nullopt;
};

/// Bounds and times of the sockets of one route.
struct SocketOptions {
    std::size_t message_bytes_max = std::size_t{4} * 1024 * 1024;
    /// What may wait for one peer, and how much of that may be of a stream.
    std::size_t queue_bytes_max = std::size_t{8} * 1024 * 1024;
    std::size_t stream_bytes_max = std::size_t{1} * 1024 * 1024;
    /// A peer that takes nothing of what waits for it is closed after this time.
    std::chrono::milliseconds stalled_after{30'000};
    /// A quiet peer is pinged after this time …
    std::chrono::milliseconds ping_after{20'000};
    /// … and given up when it has said nothing at all for this time.
    std::chrono::milliseconds dead_after{50'000};
};

/// Decides about a handshake, on a worker (it may block): the owner's callbacks, or the answer
/// that refuses it (403, 404 …). Check same_origin() here.
using Accept = std::function<std::expected<SocketEvents, Response>(const Request&)>;

} // namespace denkraum::http
