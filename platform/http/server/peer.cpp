// SPDX-License-Identifier: EUPL-1.2
#include "platform/http/server/peer.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
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
/// What the kernel keeps for a peer that does not read: the rest waits here, where it is counted.
constexpr int unsent_bytes_max = 128 * 1024;
constexpr std::string_view too_slow = "too slow";

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
      last_written_(hub.now()),
      out_({.bytes_max = options_.queue_bytes_max, .stream_bytes_max = options_.stream_bytes_max}) {
}

void Peer::start(const Bytes& unread) {
    // Where the kernel does not know it, it keeps more.
    ::setsockopt(
        socket_.native_handle(),
        IPPROTO_TCP,
        TCP_NOTSENT_LOWAT,
        &unsent_bytes_max,
        sizeof unsent_bytes_max
    );
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
        .stream =
            [weak](Message message, StreamMark mark) {
                if (const auto peer = weak.lock()) peer->stream(std::move(message), mark);
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
        if (out_.queue.put(std::move(message))) {
            is_flush_needed = !std::exchange(out_.is_flush_due, true);
        } else {
            put_close(close_code::try_later, too_slow, Leave::AtOnce);
            is_flush_needed = true;
        }
    }
    if (is_flush_needed) ask_for_flush();
}

void Peer::stream(Message message, StreamMark mark) {
    bool is_flush_needed = false;
    {
        const std::lock_guard lock(out_.mutex);
        if (out_.is_closing) return;
        out_.queue.put_of_stream(std::move(message), mark);
        is_flush_needed = !std::exchange(out_.is_flush_due, true);
    }
    if (is_flush_needed) ask_for_flush();
}

void Peer::put_close(CloseCode code, std::string_view reason, Leave when) {
    out_.is_closing = true;
    out_.code = code;
    // What is under way must be finished, or the close frame would be taken for a part of it.
    out_.queue.put_last(
        Message::control(opcode_close, close_payload(code, reason)), when == Leave::AtOnce
    );
    out_.is_flush_due = true;
}

void Peer::queue_close(CloseCode code, std::string_view reason, Leave when) {
    {
        const std::lock_guard lock(out_.mutex);
        if (out_.is_closing) return;
        put_close(code, reason, when);
    }
    // Also while the kernel has no room: the owner hears of the end now.
    ask_for_flush();
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
    out_.queue.pin(count);
    if (count == 0) out_.is_flush_due = false;
    return bytes;
}

void Peer::forget_written(std::size_t bytes) {
    const std::lock_guard lock(out_.mutex);
    front_written_ += bytes;
    while (out_.queue.size() > 0 && front_written_ >= out_.queue[0].frame().size()) {
        front_written_ -= out_.queue[0].frame().size();
        out_.queue.pop();
    }
    out_.queue.pin(front_written_ > 0 ? 1 : 0);
}

void Peer::tell_caught_up() {
    std::optional<StreamMark> mark;
    {
        const std::lock_guard lock(out_.mutex);
        mark = out_.queue.caught_up();
    }
    if (!mark || is_said_closed_) return;
    guarded([&] {
        if (events_.on_caught_up) events_.on_caught_up(*mark);
    });
}

void Peer::flush() {
    if (is_waiting_for_room_) return after_flush();
    while (!is_ended_ && !is_waiting_for_room_) {
        if (gather() == 0) {
            tell_caught_up();
            return after_flush();
        }
        SystemError error;
        // One alone needs no list of buffers, which the kernel would copy first.
        const std::size_t written = gathered_.size() == 1
                                        ? socket_.write_some(gathered_.front(), error)
                                        : socket_.write_some(gathered_, error);
        forget_written(error ? 0 : written);
        if (error == boost::asio::error::would_block || error == boost::asio::error::try_again) {
            is_waiting_for_room_ = true;
            last_written_ = hub_.now();
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
    if (is_waiting_for_room_ && now - last_written_ > options_.stalled_after) {
        return queue_close(close_code::try_later, too_slow, Leave::AtOnce);
    }
    const auto quiet = now - last_heard_;
    if (quiet > options_.dead_after) return end(close_code::abnormal);
    if (quiet > options_.ping_after && !std::exchange(is_pinged_, true)) {
        push(Message::control(opcode_ping, {}));
    }
}

} // namespace denkraum::http
