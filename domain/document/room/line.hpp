// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "base/bytes.hpp"
#include "domain/document/limits.hpp"
#include "domain/document/room/limits.hpp"
#include "platform/http/response.hpp"
#include "platform/http/socket.hpp"

/// The same conversation as over a WebSocket, for where none gets through: requests that bring
/// messages, and one request that waits for them. A room sees no difference.
///
///   messages := *( varUint(bytes) message )                      ; what a request brings
///   batch    := varUint(number of the first message) messages    ; what an answer brings
///
/// Messages of each direction are numbered from 0. A request that is sent twice brings nothing
/// new, and an answer that got lost is given again: what was given is forgotten only when the next
/// request says that it arrived.
namespace denkraum::document::room {

/// How long a line waits. Counted in looks, so that no clock can upset it.
struct LineOptions {
    std::chrono::milliseconds look_every{5'000};
    int looks_until_empty_answer = 5;
    /// Without any request: the browser has gone.
    int looks_until_dead = 7;
    std::size_t queue_bytes_max = document::queue_bytes_max;
    std::size_t stream_bytes_max = document::stream_bytes_max;
    std::size_t answer_bytes_max = line_answer_bytes_max;
    std::size_t coming_bytes_max = line_coming_bytes_max;
};

class Line : public std::enable_shared_from_this<Line> {
public:
    /// `gone` is called once, on the strand, when nobody needs to find the line any more.
    /// Requires: the events say on which strand they live.
    Line(http::SocketEvents events, LineOptions options, std::function<void()> gone);

    /// Begins; the owner of the events hears of it on their strand.
    void open();

    enum class Taken { Yes, Ended, OutOfOrder, TooFast };
    /// From any thread. `number` is that of the first message; known ones are passed over. TooFast:
    /// the room has to look at what came before; nothing of these was taken.
    [[nodiscard]] Taken take(std::uint64_t number, std::vector<Bytes> messages);
    /// Answers when there is a message after the first `received` ones, when the line has ended
    /// (410 and the close code), or empty (204) after a while. Another request that still waits
    /// is answered empty at once. From any thread.
    void wait(std::uint64_t received, http::Reply reply);
    /// The browser says goodbye.
    void end() { close(http::close_code::normal); }

    /// The answer to a request on a line that has ended.
    [[nodiscard]] static http::Response ended_response(http::CloseCode code);
    [[nodiscard]] http::CloseCode ended_with() const;

private:
    void send(http::Message message);
    void stream(http::Message message, http::StreamMark mark);
    void close(http::CloseCode code);
    /// Requires: the lock. The first code counts.
    void finish(http::CloseCode code);
    void look();
    void arm_look();
    /// With what there is. Requires: the lock.
    void answer_waiting();
    void answer_soon();
    /// Requires: the lock.
    void tell_caught_up();
    [[nodiscard]] http::Response next_batch();

    const run::Strand strand_;
    http::SocketEvents events_; ///< on the strand only
    const LineOptions options_;
    std::function<void()> gone_;

    mutable std::mutex mutex_;
    http::Backlog queue_;          ///< what was given once is under way until the next request
    std::uint64_t first_ = 0;      ///< number of the queue's first message
    std::uint64_t taken_ = 0;      ///< messages that came
    std::size_t coming_bytes_ = 0; ///< of those that the room has not looked at
    std::optional<http::Reply> waiting_;
    bool is_answer_due_ = false;
    std::optional<http::CloseCode> ended_;
    int quiet_looks_ = 0;
};

} // namespace denkraum::document::room
