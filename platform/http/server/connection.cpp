// SPDX-License-Identifier: EUPL-1.2
#include "platform/http/server/connection.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>

#include <algorithm>
#include <array>
#include <utility>

#include "base/utf8.hpp"
#include "platform/http/limits.hpp"
#include "platform/http/server/peer.hpp"
#include "platform/http/status.hpp"

namespace denkraum::http {
namespace {

using SystemError = boost::system::error_code;

constexpr std::size_t header_room_bytes = std::size_t{4} * 1024;
constexpr std::size_t body_room_bytes = std::size_t{64} * 1024;
/// How long we listen to somebody we have refused, so that they can read the refusal: closing
/// while they still send would tear down the connection under it.
constexpr std::chrono::seconds linger_time{2};
/// An IPv4 client of an IPv6 socket ("::ffff:192.0.2.7") is the same client.
std::string address_text(const boost::asio::ip::address& address) {
    if (!address.is_v6() || !address.to_v6().is_v4_mapped()) return address.to_string();
    return boost::asio::ip::make_address_v4(boost::asio::ip::v4_mapped, address.to_v6())
        .to_string();
}

/// Requests answered without giving other connections a turn.
constexpr int turns_max = 32;

} // namespace

Connection::Connection(Hub& hub, TcpSocket socket, Share place)
    : hub_(hub),
      socket_(std::move(socket)),
      place_(std::move(place)),
      phase_began_(hub.now()),
      last_progress_(hub.now()) {
    SystemError ignored;
    peer_address_ = address_text(socket_.remote_endpoint(ignored).address());
    remote_address_ = peer_address_;
}

void Connection::start() {
    tenancy_ = hub_.enter(shared_from_this());
    read();
}

void Connection::set_phase(Phase phase) {
    phase_ = phase;
    phase_began_ = hub_.now();
    last_progress_ = hub_.now();
}

void Connection::read() {
    if (is_reading_) return;
    if (in_begin_ == in_end_) {
        in_begin_ = in_end_ = 0;
    } else if (in_begin_ > 0) {
        in_.erase(0, in_begin_);
        in_end_ -= in_begin_;
        in_begin_ = 0;
    }
    const std::size_t room = phase_ == Phase::Body ? body_room_bytes : header_room_bytes;
    if (in_.size() < in_end_ + room / 2) in_.resize(in_end_ + room);
    is_reading_ = true;
    socket_.async_read_some(
        boost::asio::buffer(in_.data() + in_end_, in_.size() - in_end_),
        [self = shared_from_this()](const SystemError& error, std::size_t bytes) {
            self->is_reading_ = false;
            if (error) return self->close();
            self->on_read(bytes);
        }
    );
}

void Connection::on_read(std::size_t bytes) {
    if (phase_ == Phase::Lingering) return read(); // what comes now is of no interest
    const bool is_wanted =
        phase_ == Phase::Idle || phase_ == Phase::Header || phase_ == Phase::Body;
    if (!is_wanted) return; // the request was given up while this was on its way
    in_end_ += bytes;
    last_progress_ = hub_.now();
    work();
}

void Connection::work() {
    for (int turn = 0; turn < turns_max; ++turn) {
        if (step() == Progress::Wait) return;
    }
    hub_.strand().post([weak = weak_from_this()] {
        const auto self = weak.lock();
        if (self && self->phase_ != Phase::Closed) self->work();
    });
}

Connection::Progress Connection::step() {
    if (phase_ == Phase::Closed) return Progress::Wait;
    const std::string_view unread(in_.data() + in_begin_, in_end_ - in_begin_);
    const RequestParser::Step parsed = parser_.put(unread);
    in_begin_ += parsed.consumed;
    switch (parsed.state) {
    case RequestParser::State::NeedsMore:
        if (phase_ == Phase::Idle && (parser_.has_begun() || in_begin_ < in_end_)) {
            set_phase(Phase::Header);
        }
        // Only an endless line between two chunks can pile up here.
        if (in_end_ - in_begin_ > 2 * header_bytes_max) return refuse(431);
        read();
        return Progress::Wait;
    case RequestParser::State::HasHeader: return on_header();
    case RequestParser::State::IsComplete: return on_request();
    case RequestParser::State::Failed: break;
    }
    // A body that grew too large on a known route is told to the person on a page.
    if (parsed.status != 413 || !found_) return refuse(parsed.status);
    found_ = std::unexpected(Router::Missing{.status = 413});
    return on_request();
}

Connection::Progress Connection::on_header() {
    const auto method = parser_.method();
    if (!method) return refuse(501);
    const std::string_view target = parser_.target();
    found_ = hub_.core().router.find(*method, target.substr(0, target.find('?')));
    if (!parser_.has_body()) return Progress::GoOn;
    const std::size_t bytes_max = *found_ ? (*found_)->endpoint->options.body_bytes_max : 0;
    parser_.set_body_bytes_max(bytes_max);
    // Nobody reads a body that is not wanted: the answer comes at once, and the end after it.
    if (!*found_) return on_request();
    if (parser_.body_bytes().value_or(0) > bytes_max) {
        found_ = std::unexpected(Router::Missing{.status = 413});
        return on_request();
    }
    if (!reserve_body()) return refuse(503);
    if (!answer_expectation()) return refuse(417);
    set_phase(Phase::Body);
    return Progress::GoOn;
}

bool Connection::reserve_body() {
    Core& core = hub_.core();
    const std::size_t bytes_max = (*found_)->endpoint->options.body_bytes_max;
    const auto bytes = static_cast<std::size_t>(parser_.body_bytes().value_or(bytes_max));
    body_share_ = Share::take(core.bodies_bytes, bytes, core.config.limits.bodies_bytes_max);
    return body_share_.is_taken();
}

bool Connection::answer_expectation() {
    static constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
    const auto expected = parser_.headers().find("Expect");
    if (!expected || parser_.is_http_1_0()) return true;
    if (!equals_ignoring_case(*expected, "100-continue")) return false;
    SystemError ignored; // a connection that cannot take 25 bytes now is found out soon enough
    if (in_begin_ == in_end_) socket_.write_some(boost::asio::buffer(go_on), ignored);
    return true;
}

std::string Connection::remote_address() const {
    const Core& core = hub_.core();
    if (!core.is_trusted_proxy(peer_address_)) return peer_address_;
    // Every proxy appends whom it heard from; what stands before an untrusted one is hearsay.
    std::string_view rest = parser_.headers().find("X-Forwarded-For").value_or("");
    std::string address = peer_address_;
    while (!rest.empty() && core.is_trusted_proxy(address)) {
        const std::size_t comma = rest.rfind(',');
        const std::size_t begin = comma == std::string_view::npos ? 0 : comma + 1;
        address = utf8::trim(rest.substr(begin));
        rest = rest.substr(0, begin == 0 ? 0 : begin - 1);
    }
    return address;
}

Reading Connection::reading() const {
    const Core& core = hub_.core();
    const Headers& headers = parser_.headers();
    const auto method = parser_.method();
    Reading reading;
    reading.is_head = method == Method::Head;
    reading.is_read = reading.is_head || method == Method::Get;
    reading.accepts_gzip = allows_gzip(headers.find("Accept-Encoding").value_or(""));
    reading.is_http_1_0 = parser_.is_http_1_0();
    reading.is_secure =
        core.is_trusted_proxy(peer_address_) && headers.find("X-Forwarded-Proto") == "https";
    reading.if_none_match = headers.find("If-None-Match").value_or("");
    const bool has_unread_body = parser_.has_body() && !*found_;
    reading.keeps_alive = parser_.keeps_alive() && !has_unread_body && !core.is_stopping
                          && requests_ < core.config.limits.requests_per_connection_max;
    return reading;
}

Connection::Progress Connection::on_request() {
    ++requests_;
    const Core& core = hub_.core();
    reading_ = reading();
    remote_address_ = remote_address();
    if (core.config.on_access) request_at_ = std::chrono::steady_clock::now();
    method_ = parser_.method_text();
    auto parts = parser_.take();
    parts.remote_address = remote_address_;
    parts.is_secure = reading_.is_secure;
    path_ = parts.target.substr(0, parts.target.find('?'));
    auto request = Request::make(std::move(parts));
    if (!request) return refuse(400);
    set_phase(Phase::Answering);
    if (*found_) {
        if (auto ready = ready_answer(core, *request, **found_)) return respond(*std::move(ready));
        if ((*found_)->endpoint->options.fast) return deliver(answer(core, *request, *found_));
    }
    return answer_on_worker(*std::move(request));
}

Connection::Progress Connection::answer_on_worker(Request request) {
    // Only the loop may let go of the connection, so the worker knows it weakly.
    auto job = [weak = weak_from_this(),
                strand = hub_.strand(),
                core = hub_.shared_core(),
                found = *found_,
                request = std::move(request),
                share = std::move(body_share_)]() mutable {
        auto given = answer(*core, request, found);
        share = Share(); // whoever has read the answer may send the next body
        strand.post([weak, given = std::move(given)]() mutable {
            const auto self = weak.lock();
            if (!self || self->phase_ != Phase::Answering) return;
            if (self->deliver(std::move(given)) == Progress::GoOn) self->work();
        });
    };
    if (hub_.core().workers->try_post(std::move(job))) return Progress::Wait;
    return respond(Response::text("The server is busy. Please try again in a moment.\n", 503)
                       .with_header("Retry-After", "5"));
}

Connection::Progress Connection::deliver(Answer answer) {
    auto* response = std::get_if<Response>(&answer);
    if (response == nullptr) return upgrade(std::get<Opening>(std::move(answer)));
    if (response->later) return promise(response->later);
    return respond(std::move(*response));
}

Connection::Progress Connection::promise(const std::function<void(Reply)>& begin) {
    if (hub_.core().is_stopping) return refuse(503);
    is_promised_ = true;
    begin([weak = weak_from_this(), strand = hub_.strand(), number = requests_](Response given) {
        strand.post([weak, number, given = std::move(given)]() mutable {
            const auto self = weak.lock();
            if (!self || !self->is_promised_ || self->requests_ != number) return;
            if (self->respond(std::move(given)) == Progress::GoOn) self->work();
        });
    });
    return Progress::Wait;
}

void Connection::break_promise() {
    if (refuse(503) == Progress::GoOn) work();
}

Connection::Progress Connection::refuse(int status) {
    reading_.keeps_alive = false;
    reading_.is_head = false;
    reading_.is_read = false;
    return respond(Response::text(std::string(reason_of(status)) + "\n", status));
}

Connection::Progress Connection::respond(Response response) {
    if (hub_.core().is_stopping) reading_.keeps_alive = false;
    is_promised_ = false;
    response_ = std::move(response);
    body_ = write_head(head_, response_, reading_, hub_.core(), hub_.date());
    written_ = 0;
    set_phase(Phase::Writing);
    tell_access();
    return write();
}

Connection::Progress Connection::upgrade(Opening opening) {
    if (hub_.core().is_stopping) return refuse(503);
    Response response;
    response.status = 101;
    response.headers.add("Upgrade", "websocket");
    response.headers.add("Connection", "Upgrade");
    response.headers.add("Sec-WebSocket-Accept", opening.accept_value);
    opening_ = std::move(opening);
    return respond(std::move(response));
}

Connection::Progress Connection::write() {
    // Written at once wherever the kernel has room, which is nearly always: one system call and
    // no way through the event loop.
    for (;;) {
        const std::size_t head_written = std::min(written_, head_.size());
        const std::size_t body_written = written_ - head_written;
        const std::array rest{
            boost::asio::buffer(head_.data() + head_written, head_.size() - head_written),
            boost::asio::buffer(
                const_cast<std::uint8_t*>(body_.data()) + body_written, body_.size() - body_written
            )
        };
        SystemError error;
        written_ += socket_.write_some(rest, error);
        if (error == boost::asio::error::would_block || error == boost::asio::error::try_again) {
            break;
        }
        if (error) {
            close();
            return Progress::Wait;
        }
        last_progress_ = hub_.now();
        if (written_ == head_.size() + body_.size()) return on_written();
    }
    socket_.async_wait(
        TcpSocket::wait_write,
        [self = shared_from_this()](const SystemError& error) {
            if (error) return self->close();
            if (self->phase_ == Phase::Writing && self->write() == Progress::GoOn) self->work();
        }
    );
    return Progress::Wait;
}

Connection::Progress Connection::on_written() {
    if (opening_) {
        become_peer();
        return Progress::Wait;
    }
    if (!reading_.keeps_alive) {
        linger();
        return Progress::Wait;
    }
    begin_next();
    return Progress::GoOn;
}

void Connection::begin_next() {
    parser_.reset();
    found_.reset();
    body_share_ = Share();
    response_ = Response();
    body_ = {};
    method_.clear();
    path_.clear();
    remote_address_ = peer_address_;
    request_at_ = {};
    if (in_begin_ == in_end_ && in_.size() > header_room_bytes) std::string().swap(in_);
    if (in_.empty()) in_begin_ = in_end_ = 0;
    set_phase(Phase::Idle);
}

void Connection::tell_access() const {
    const auto& on_access = hub_.core().config.on_access;
    if (!on_access) return;
    const auto span = request_at_ != SteadyTime() ? std::chrono::steady_clock::now() - request_at_
                                                  : std::chrono::steady_clock::duration::zero();
    on_access(
        {.method = method_,
         .path = path_,
         .remote_address = remote_address_,
         .status = response_.status,
         .us = std::chrono::duration_cast<std::chrono::microseconds>(span).count(),
         .bytes = body_.size()}
    );
}

void Connection::become_peer() {
    const auto self = shared_from_this(); // leaving the hub may drop the last owner
    const ByteView unread = as_bytes(std::string_view(in_).substr(in_begin_, in_end_ - in_begin_));
    hub_.leave(*std::exchange(tenancy_, std::nullopt));
    phase_ = Phase::Closed;
    Peer::open(
        hub_,
        std::move(socket_),
        std::move(place_),
        Bytes(unread.begin(), unread.end()),
        *std::move(opening_)
    );
}

void Connection::linger() {
    SystemError ignored;
    socket_.shutdown(TcpSocket::shutdown_send, ignored);
    set_phase(Phase::Lingering);
    in_begin_ = in_end_ = 0;
    read();
}

void Connection::close() {
    if (phase_ == Phase::Closed) return;
    phase_ = Phase::Closed;
    is_promised_ = false;
    SystemError ignored;
    socket_.close(ignored);
    place_ = Share();
    body_share_ = Share();
    if (tenancy_) hub_.leave(*std::exchange(tenancy_, std::nullopt));
}

void Connection::tick(SteadyTime now) {
    const ServerLimits& limits = hub_.core().config.limits;
    const auto in_phase = now - phase_began_;
    const bool is_stalled = now - last_progress_ > limits.stall_timeout;
    switch (phase_) {
    case Phase::Idle:
        if (in_phase > (requests_ == 0 ? limits.header_timeout : limits.idle_timeout)) close();
        return;
    case Phase::Header:
        if (in_phase > limits.header_timeout) refuse(408);
        return;
    case Phase::Body:
        if (is_stalled || in_phase > limits.body_timeout) refuse(408);
        return;
    case Phase::Writing:
        if (is_stalled) close();
        return;
    case Phase::Lingering:
        if (in_phase > linger_time) close();
        return;
    case Phase::Answering:
        if (is_promised_ && in_phase > limits.promise_timeout) break_promise();
        return;
    case Phase::Closed: return;
    }
}

void Connection::drain() {
    // Who is in the middle of a request gets an answer with "Connection: close".
    if (phase_ == Phase::Idle || phase_ == Phase::Lingering) close();
    if (is_promised_) break_promise();
}

} // namespace denkraum::http
