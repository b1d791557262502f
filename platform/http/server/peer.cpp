// SPDX-License-Identifier: EUPL-1.2
#include "platform/http/server/peer.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <unistd.h>

#include <algorithm>
#include <exception>
#include <functional>
#include <utility>

namespace denkraum::http {
namespace {

using SystemError = boost::system::error_code;

/// Messages that leave in one system call.
constexpr std::size_t gather_max = 64;
/// How long a peer may take to answer our close.
constexpr std::chrono::seconds close_time{3};

/// A connected socket between two loops.
class LooseSocket {
public:
    explicit LooseSocket(int fd) : fd_(fd) {}
    LooseSocket(LooseSocket&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    LooseSocket& operator=(LooseSocket&&) = delete;
    ~LooseSocket() {
        if (fd_ >= 0) ::close(fd_);
    }
    int release() { return std::exchange(fd_, -1); }

private:
    int fd_;
};

} // namespace

void Peer::open(Hub& from, TcpSocket socket, Share place, Bytes unread, Opening opening) {
    Hub& to = opening.events.strand ? from.hub_of(*opening.events.strand) : from;
    if (&to == &from) {
        const auto peer =
            std::make_shared<Peer>(from, std::move(socket), std::move(place), std::move(opening));
        return peer->start(unread);
    }
    SystemError error;
    const auto protocol = socket.local_endpoint(error).protocol();
    LooseSocket loose(socket.release(error));
    to.strand().post([&to,
                      protocol,
                      loose = std::move(loose),
                      place = std::move(place),
                      unread = std::move(unread),
                      opening = std::move(opening)]() mutable {
        SystemError refused;
        TcpSocket moved(to.context());
        const int fd = loose.release();
        moved.assign(protocol, fd, refused);
        if (refused) {
            ::close(fd);
            return;
        }
        moved.non_blocking(true, refused);
        const auto peer =
            std::make_shared<Peer>(to, std::move(moved), std::move(place), std::move(opening));
        peer->start(unread);
    });
}

Peer::Peer(Hub& hub, TcpSocket socket, Share place, Opening opening)
    : hub_(hub),
      socket_(std::move(socket)),
      place_(std::move(place)),
      events_(std::move(opening.events)),
      options_(opening.options),
      reader_(options_.message_bytes_max),
      last_heard_(hub.now()),
      last_written_(hub.now()) {}

void Peer::start(const Bytes& unread) {
    tenancy_ = hub_.enter(shared_from_this());
    const std::weak_ptr<Peer> weak = weak_from_this();
    const Socket socket({
        .send =
            [weak](Message message) {
                if (const auto peer = weak.lock()) peer->send(std::move(message));
            },
        .close =
            [weak](CloseCode code, const std::string& reason) {
                if (const auto peer = weak.lock()) peer->close_softly(code, reason);
            },
    });
    guarded([&] { events_.on_open(socket); });
    if (hub_.core().is_stopping) drain();
    for (ByteView rest = unread; !rest.empty();) {
        const auto room = reader_.room();
        const std::size_t n = std::min(room.size(), rest.size());
        std::copy_n(rest.begin(), n, room.begin());
        reader_.commit(n);
        rest = rest.subspan(n);
    }
    on_bytes();
    if (!is_ended_) read();
}

void Peer::read() {
    const auto room = reader_.room();
    socket_.async_read_some(
        boost::asio::buffer(room.data(), room.size()),
        [self = shared_from_this()](const SystemError& error, std::size_t bytes) {
            if (self->is_ended_) return;
            if (error) return self->end(close_code::abnormal);
            self->last_heard_ = self->hub_.now();
            self->is_pinged_ = false;
            // Uncommitted bytes are simply overwritten by the next read.
            if (!self->is_deaf_) {
                self->reader_.commit(bytes);
                self->on_bytes();
            }
            if (!self->is_ended_) self->read();
        }
    );
}

void Peer::guarded(const std::function<void()>& call) {
    try {
        call();
    } catch (const std::exception& thrown) {
        const auto& on_failure = hub_.core().config.on_failure;
        if (on_failure) on_failure({.path = "a socket", .status = 500, .what = thrown.what()});
        queue_close(close_code::broken, "");
    }
}

void Peer::on_bytes() {
    while (!is_ended_ && !is_deaf_) {
        const auto arrival = reader_.next();
        if (!arrival) return;
        on_arrival(*arrival);
    }
}

void Peer::on_arrival(const Arrival& arrival) {
    switch (arrival.kind) {
    case Arrival::Kind::Message:
        if (is_said_closed_) return;
        return guarded([&] { events_.on_message(arrival.payload, arrival.message_kind); });
    case Arrival::Kind::Ping: return push(Message::control(opcode_pong, arrival.payload));
    case Arrival::Kind::Pong: return;
    case Arrival::Kind::Close:
        is_deaf_ = true;
        say_closed(arrival.code);
        if (closing_since_) return end(arrival.code); // theirs answers ours
        return queue_close(
            arrival.code == close_code::none_given ? close_code::normal : arrival.code, ""
        );
    case Arrival::Kind::Violation:
        is_deaf_ = true;
        say_closed(arrival.code);
        return queue_close(arrival.code, "");
    }
}

void Peer::send(Message message) {
    push(std::move(message));
}

void Peer::close_softly(CloseCode code, const std::string& reason) {
    queue_close(code, reason);
}

void Peer::push(Message message) {
    bool is_flush_needed = false;
    {
        const std::lock_guard lock(out_.mutex);
        if (out_.is_closing) return;
        const std::size_t bytes = message.frame().size();
        if (out_.bytes + bytes > options_.queue_bytes_max) {
            // The message under way must be finished, or the close frame would be taken for a
            // part of it.
            out_.queue.erase(
                out_.queue.begin() + static_cast<std::ptrdiff_t>(out_.pinned), out_.queue.end()
            );
            message =
                Message::control(opcode_close, close_payload(close_code::try_later, "too slow"));
            out_.is_closing = true;
            out_.code = close_code::try_later;
        }
        out_.bytes += message.frame().size();
        out_.queue.push_back(std::move(message));
        is_flush_needed = !std::exchange(out_.is_flush_due, true);
    }
    if (is_flush_needed) ask_for_flush();
}

void Peer::queue_close(CloseCode code, std::string_view reason) {
    bool is_flush_needed = false;
    {
        const std::lock_guard lock(out_.mutex);
        if (out_.is_closing) return;
        out_.is_closing = true;
        out_.code = code;
        out_.queue.push_back(Message::control(opcode_close, close_payload(code, reason)));
        out_.bytes += out_.queue.back().frame().size();
        is_flush_needed = !std::exchange(out_.is_flush_due, true);
    }
    if (is_flush_needed) ask_for_flush();
}

void Peer::ask_for_flush() {
    // Posted also from the own loop, so that what one task sends leaves in one system call.
    hub_.strand().post([weak = weak_from_this()] {
        if (const auto peer = weak.lock()) peer->flush();
    });
}

std::size_t Peer::gather() {
    gathered_.clear();
    std::size_t bytes = 0;
    const std::lock_guard lock(out_.mutex);
    const std::size_t count = std::min(out_.queue.size(), gather_max);
    for (std::size_t i = 0; i < count; ++i) {
        const ByteView frame = out_.queue[i].frame().subspan(i == 0 ? front_written_ : 0);
        gathered_.emplace_back(frame.data(), frame.size());
        bytes += frame.size();
    }
    out_.pinned = count;
    if (count == 0) out_.is_flush_due = false;
    return bytes;
}

void Peer::forget_written(std::size_t bytes) {
    const std::lock_guard lock(out_.mutex);
    front_written_ += bytes;
    while (!out_.queue.empty() && front_written_ >= out_.queue.front().frame().size()) {
        const std::size_t size = out_.queue.front().frame().size();
        front_written_ -= size;
        out_.bytes -= std::min(out_.bytes, size);
        out_.queue.pop_front();
    }
    out_.pinned = front_written_ > 0 ? 1 : 0;
}

void Peer::flush() {
    while (!is_ended_ && !is_waiting_for_room_) {
        if (gather() == 0) return after_flush();
        SystemError error;
        const std::size_t written = socket_.write_some(gathered_, error);
        forget_written(error ? 0 : written);
        if (error == boost::asio::error::would_block || error == boost::asio::error::try_again) {
            is_waiting_for_room_ = true;
            after_flush();
            socket_.async_wait(
                TcpSocket::wait_write,
                [self = shared_from_this()](const SystemError& failed) {
                    if (self->is_ended_) return;
                    if (failed) return self->end(close_code::abnormal);
                    self->is_waiting_for_room_ = false;
                    self->flush();
                }
            );
            return;
        }
        if (error) return end(close_code::abnormal);
        last_written_ = hub_.now();
    }
}

void Peer::after_flush() {
    CloseCode code = close_code::abnormal;
    {
        const std::lock_guard lock(out_.mutex);
        if (!out_.is_closing) return;
        code = out_.code;
    }
    say_closed(code);
    if (!closing_since_) closing_since_ = hub_.now();
    if (is_waiting_for_room_) return; // the close frame has not left yet
    SystemError ignored;
    socket_.shutdown(TcpSocket::shutdown_send, ignored);
}

void Peer::say_closed(CloseCode code) {
    if (std::exchange(is_said_closed_, true)) return;
    const SocketEvents events = std::exchange(events_, SocketEvents());
    guarded([&] { events.on_close(code); });
}

void Peer::end(CloseCode code) {
    if (std::exchange(is_ended_, true)) return;
    const auto self = shared_from_this(); // leaving the hub may drop the last owner
    {
        const std::lock_guard lock(out_.mutex);
        out_.is_closing = true;
        out_.queue.clear();
    }
    SystemError ignored;
    socket_.close(ignored);
    place_ = Share();
    if (tenancy_) hub_.leave(*std::exchange(tenancy_, std::nullopt));
    say_closed(code);
}

void Peer::tick(SteadyTime now) {
    if (closing_since_) {
        if (now - *closing_since_ > close_time) end(close_code::abnormal);
        return;
    }
    const auto quiet = now - last_heard_;
    if (quiet > options_.dead_after) return end(close_code::abnormal);
    if (quiet > options_.ping_after && !std::exchange(is_pinged_, true)) {
        push(Message::control(opcode_ping, {}));
    }
}

} // namespace denkraum::http
