// SPDX-License-Identifier: EUPL-1.2
#include "platform/http/websocket/backlog.hpp"

#include <algorithm>
#include <utility>

#include "base/check.hpp"

namespace denkraum::http {

void Backlog::add(Entry entry) {
    const std::size_t bytes = entry.message.frame().size();
    bytes_ += bytes;
    if (entry.is_of_stream) stream_bytes_ += bytes;
    queue_.push_back(std::move(entry));
}

bool Backlog::put(Message message) {
    if (bytes_ + message.frame().size() > bounds_.bytes_max) return false;
    add({std::move(message), false, 0});
    return true;
}

void Backlog::put_last(Message message, bool is_at_once) {
    while (is_at_once && queue_.size() > pinned_) {
        forget(queue_.back());
        queue_.pop_back();
    }
    add({std::move(message), false, 0});
}

void Backlog::put_of_stream(Message message, StreamMark mark) {
    if (is_behind_) return;
    const std::size_t bytes = message.frame().size();
    const bool is_too_much =
        stream_bytes_ + bytes > bounds_.stream_bytes_max || bytes_ + bytes > bounds_.bytes_max;
    if (is_too_much) return fall_behind();
    add({std::move(message), true, mark});
}

void Backlog::fall_behind() {
    is_behind_ = true;
    std::deque<Entry> kept;
    for (std::size_t i = 0; i < queue_.size(); ++i) {
        Entry& entry = queue_[i];
        if (i < pinned_ || !entry.is_of_stream) {
            kept.push_back(std::move(entry));
        } else {
            forget(entry);
        }
    }
    queue_.swap(kept);
}

void Backlog::forget(const Entry& entry) {
    const std::size_t bytes = entry.message.frame().size();
    bytes_ -= bytes;
    if (entry.is_of_stream) stream_bytes_ -= bytes;
}

void Backlog::pop() {
    CHECK(!queue_.empty(), "something was under way");
    forget(queue_.front());
    taken_ = std::max(taken_, queue_.front().mark);
    queue_.pop_front();
    if (pinned_ > 0) --pinned_;
}

void Backlog::clear() {
    queue_.clear();
    bytes_ = stream_bytes_ = pinned_ = 0;
}

std::optional<StreamMark> Backlog::caught_up() {
    if (!is_behind_ || !queue_.empty()) return std::nullopt;
    is_behind_ = false;
    return taken_;
}

} // namespace denkraum::http
