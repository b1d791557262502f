// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/room/line.hpp"

#include <algorithm>
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

/// What they take in memory, roughly: an empty one is not free either.
std::size_t size_of(const std::vector<Bytes>& messages) {
    std::size_t bytes = 0;
    for (const Bytes& message : messages)
        bytes += sizeof message + message.size();
    return bytes;
}

} // namespace

Line::Line(http::SocketEvents events, LineOptions options, std::function<void()> gone)
    : strand_(strand_of(events)),
      events_(std::move(events)),
      options_(options),
      gone_(std::move(gone)),
      queue_({.bytes_max = options.queue_bytes_max, .stream_bytes_max = options.stream_bytes_max}) {
}

void Line::open() {
    strand_.post([self = shared_from_this()] {
        // The room holds the socket until it is told that it ended, and the line until then.
        http::Socket socket({
            .send = [self](http::Message message) { self->send(std::move(message)); },
            .close = [self](http::CloseCode code, const std::string&) { self->close(code); },
            .stream = [self](
                          http::Message message, http::StreamMark mark
                      ) { self->stream(std::move(message), mark); },
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
    const std::size_t bytes = size_of(messages);
    if (coming_bytes_ > 0 && coming_bytes_ + bytes > options_.coming_bytes_max) {
        return Taken::TooFast;
    }
    coming_bytes_ += bytes;
    taken_ += messages.size();
    // Posted under the lock: two requests must not overtake each other here.
    strand_.post([self = shared_from_this(), messages = std::move(messages), bytes]() mutable {
        for (const Bytes& message : messages) {
            if (!self->events_.on_message) break;
            self->events_.on_message(message, http::MessageKind::Binary);
        }
        messages = {};
        const std::lock_guard relocked(self->mutex_);
        self->coming_bytes_ -= bytes;
    });
    return Taken::Yes;
}

void Line::wait(std::uint64_t received, http::Reply reply) {
    const std::lock_guard lock(mutex_);
    if (!ended_) quiet_looks_ = 0;
    if (waiting_) std::exchange(waiting_, std::nullopt).value()(http::Response::no_content());
    while (queue_.size() > 0 && first_ < received) {
        queue_.pop();
        ++first_;
    }
    tell_caught_up();
    waiting_ = std::move(reply);
    if (ended_ || queue_.size() > 0) answer_waiting();
}

void Line::send(http::Message message) {
    const std::lock_guard lock(mutex_);
    if (ended_) return;
    if (!queue_.put(std::move(message))) {
        queue_.clear();
        finish(http::close_code::try_later);
    }
    answer_soon();
}

void Line::stream(http::Message message, http::StreamMark mark) {
    const std::lock_guard lock(mutex_);
    if (ended_) return;
    queue_.put_of_stream(std::move(message), mark);
    tell_caught_up();
    answer_soon();
}

void Line::tell_caught_up() {
    const auto mark = queue_.caught_up();
    if (!mark) return;
    // Not from within a call of the owner's.
    strand_.post([self = shared_from_this(), mark = *mark] {
        if (self->events_.on_caught_up) self->events_.on_caught_up(mark);
    });
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
    if (queue_.size() == 0 && ended_) return ended_response(*ended_);
    if (queue_.size() == 0) return http::Response::no_content();
    crdt::Writer out;
    out.var_uint(first_);
    std::size_t bytes = 0;
    std::size_t count = 0;
    for (; count < queue_.size(); ++count) {
        const ByteView message = queue_[count].payload();
        bytes += message.size();
        // One message always fits: the queue's bound is above that of a document.
        if (bytes > options_.answer_bytes_max && bytes > message.size()) break;
        out.var_bytes(message);
    }
    queue_.pin(std::max(queue_.pinned(), count));
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
