// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/room/line.hpp"

#include <string>
#include <utility>

#include "base/check.hpp"
#include "engine/crdt/lib0/writer.hpp"

namespace denkraum::document::room {
namespace {

constexpr int status_gone = 410;

const run::Strand& strand_of(const http::SocketEvents& events) {
    CHECK(events.strand.has_value(), "a line lives on a room's strand");
    return *events.strand;
}

} // namespace

Line::Line(http::SocketEvents events, LineOptions options, std::function<void()> gone)
    : strand_(strand_of(events)),
      events_(std::move(events)),
      options_(options),
      gone_(std::move(gone)) {}

void Line::open() {
    strand_.post([self = shared_from_this()] {
        // The room holds the socket until it is told that it ended, and the line until then.
        http::Socket socket({
            .send = [self](http::Message message) { self->send(std::move(message)); },
            .close = [self](http::CloseCode code, const std::string&) { self->close(code); },
        });
        self->events_.on_open(std::move(socket));
        self->arm_look();
    });
}

Line::Taken Line::take(std::uint64_t number, std::vector<Bytes> messages) {
    const std::lock_guard lock(mutex_);
    if (ended_) return Taken::Ended;
    quiet_looks_ = 0;
    if (number > taken_) return Taken::OutOfOrder;
    const std::uint64_t known = taken_ - number;
    if (known >= messages.size()) return Taken::Yes;
    messages.erase(messages.begin(), messages.begin() + static_cast<std::ptrdiff_t>(known));
    taken_ += messages.size();
    // Posted under the lock: two requests must not overtake each other here.
    strand_.post([self = shared_from_this(), messages = std::move(messages)] {
        for (const Bytes& message : messages) {
            if (!self->events_.on_message) return;
            self->events_.on_message(message, http::MessageKind::Binary);
        }
    });
    return Taken::Yes;
}

void Line::wait(std::uint64_t received, http::Reply reply) {
    const std::lock_guard lock(mutex_);
    if (!ended_) quiet_looks_ = 0;
    if (waiting_) std::exchange(waiting_, std::nullopt).value()(http::Response::no_content());
    while (!queue_.empty() && first_ < received) {
        queue_bytes_ -= queue_.front().payload().size();
        queue_.pop_front();
        ++first_;
    }
    waiting_ = std::move(reply);
    if (ended_ || !queue_.empty()) answer_waiting();
}

void Line::send(http::Message message) {
    const std::lock_guard lock(mutex_);
    if (ended_) return;
    queue_bytes_ += message.payload().size();
    queue_.push_back(std::move(message));
    if (queue_bytes_ > options_.queue_bytes_max) {
        queue_.clear();
        queue_bytes_ = 0;
        finish(http::close_code::try_later);
    }
    answer_soon();
}

void Line::answer_soon() {
    // What one turn of the strand brings goes out in one answer.
    if (!waiting_ || is_answer_due_) return;
    is_answer_due_ = true;
    strand_.post([self = shared_from_this()] {
        const std::lock_guard lock(self->mutex_);
        self->is_answer_due_ = false;
        if (self->waiting_) self->answer_waiting();
    });
}

void Line::answer_waiting() {
    const http::Reply reply = std::exchange(waiting_, std::nullopt).value();
    reply(next_batch());
}

http::Response Line::next_batch() {
    if (queue_.empty() && ended_) return ended_response(*ended_);
    if (queue_.empty()) return http::Response::no_content();
    crdt::Writer out;
    out.var_uint(first_);
    std::size_t bytes = 0;
    for (const http::Message& message : queue_) {
        bytes += message.payload().size();
        // One message always fits: the queue's bound is above that of a document.
        if (bytes > options_.answer_bytes_max && bytes > message.payload().size()) break;
        out.var_bytes(message.payload());
    }
    return http::Response::bytes(std::string(as_text(out.view())), "application/octet-stream");
}

void Line::close(http::CloseCode code) {
    const std::lock_guard lock(mutex_);
    finish(code);
    answer_soon();
}

void Line::finish(http::CloseCode code) {
    if (ended_) return;
    ended_ = code;
    // Not from within a call of the owner's.
    strand_.post([self = shared_from_this(), code] {
        const auto events = std::exchange(self->events_, {});
        if (events.on_close) events.on_close(code);
    });
}

http::CloseCode Line::ended_with() const {
    const std::lock_guard lock(mutex_);
    return ended_.value_or(http::close_code::abnormal);
}

http::Response Line::ended_response(http::CloseCode code) {
    return http::Response::text(std::to_string(code), status_gone);
}

void Line::arm_look() {
    strand_.after(options_.look_every, [self = shared_from_this()] { self->look(); }).detach();
}

void Line::look() {
    bool is_dead = false;
    {
        const std::lock_guard lock(mutex_);
        ++quiet_looks_;
        if (waiting_ && quiet_looks_ >= options_.looks_until_empty_answer) {
            answer_waiting();
            quiet_looks_ = 0;
        }
        is_dead = quiet_looks_ >= options_.looks_until_dead;
    }
    if (!is_dead) {
        arm_look();
        return;
    }
    // Long enough for a browser to fetch the reason of an end.
    close(http::close_code::abnormal);
    gone_();
}

} // namespace denkraum::document::room
