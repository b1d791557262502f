// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "platform/http/server/answer.hpp"
#include "platform/http/server/core.hpp"
#include "platform/http/server/hub.hpp"
#include "platform/http/websocket/frame.hpp"

namespace denkraum::http {

/// The server's end of one WebSocket. Reading and writing happen on its hub's loop; send and
/// close come from any thread and only touch the outbox.
class Peer final : public Tenant, public std::enable_shared_from_this<Peer> {
public:
    /// Takes the socket over, on the loop that the events ask for or, without a wish, on `from`.
    static void open(Hub& from, TcpSocket socket, Share place, Bytes unread, Opening opening);

    Peer(Hub& hub, TcpSocket socket, Share place, Opening opening);

    void tick(SteadyTime now) override;
    void drain() override { close_softly(close_code::restart, "the server restarts"); }
    void cut() override { end(close_code::abnormal); }

    /// What a Socket does; from any thread.
    void send(Message message);
    void stream(Message message, StreamMark mark);
    void close_softly(CloseCode code, const std::string& reason);

private:
    /// What waits to be written. While a write is under way its messages stay in the queue.
    struct Outbox {
        explicit Outbox(Backlog::Bounds bounds) : queue(bounds) {}
        std::mutex mutex;
        Backlog queue;
        bool is_flush_due = false;
        bool is_closing = false; ///< the close frame is in the queue: nothing may follow
        CloseCode code = close_code::abnormal;
    };

    void start(const Bytes& unread);
    void read();
    void on_bytes();
    /// Calls the owner; what it throws ends this socket and nothing else.
    void guarded(const std::function<void()>& call);
    void on_arrival(const Arrival& arrival);
    void push(Message message);
    void ask_for_flush();
    enum class Leave { AfterWhatWaits, AtOnce };
    void queue_close(CloseCode code, std::string_view reason, Leave when = Leave::AfterWhatWaits);
    /// Requires: the outbox's lock, and a flush afterwards.
    void put_close(CloseCode code, std::string_view reason, Leave when);

    void flush();
    [[nodiscard]] std::size_t gather();
    void forget_written(std::size_t bytes);
    void after_flush();
    void tell_caught_up();

    /// Tells the owner, once, and lets go of it.
    void say_closed(CloseCode code);
    void end(CloseCode code);

    Hub& hub_;
    TcpSocket socket_;
    Share place_;
    SocketEvents events_;
    SocketOptions options_;
    FrameReader reader_;
    std::optional<Hub::Place> tenancy_;

    bool is_ended_ = false;
    bool is_deaf_ = false; ///< after a violation bytes are read but not understood
    bool is_said_closed_ = false;
    bool is_waiting_for_room_ = false;
    bool is_pinged_ = false;
    SteadyTime last_heard_;
    SteadyTime last_written_;
    std::optional<SteadyTime> closing_since_;
    std::size_t front_written_ = 0; ///< bytes of the queue's first message
    std::vector<boost::asio::const_buffer> gathered_;

    Outbox out_;
};

} // namespace denkraum::http
