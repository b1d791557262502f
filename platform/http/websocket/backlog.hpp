// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>

#include "platform/http/websocket/message.hpp"

namespace denkraum::http {

/// How far a stream has come, as its owner counts; never smaller than in the message before.
using StreamMark = std::uint64_t;

/// What waits for one reader, bounded. Two kinds of messages wait in one line: those that must
/// arrive, and those of a stream, whose owner can bring together later what was dropped. When more
/// of the stream waits than its bound, all of it that is not under way is dropped, and so is what
/// comes of it until the reader has taken the rest: the reader has fallen behind.
class Backlog {
public:
    struct Bounds {
        std::size_t bytes_max = 0;        ///< of everything
        std::size_t stream_bytes_max = 0; ///< of the stream
    };
    explicit Backlog(Bounds bounds) : bounds_(bounds) {}

    /// One that must arrive. False, and not taken: more than bytes_max would wait.
    [[nodiscard]] bool put(Message message);
    /// The last word, for which there is always room. `is_at_once`: what is not under way is
    /// dropped for it.
    void put_last(Message message, bool is_at_once);
    /// One of the stream, which has come to `mark` with it; 0: no further than before.
    void put_of_stream(Message message, StreamMark mark);

    /// The first `count` messages are under way: they are not dropped.
    void pin(std::size_t count) { pinned_ = count; }
    [[nodiscard]] std::size_t pinned() const { return pinned_; }
    /// The first message has been taken by the reader.
    void pop();
    void clear();

    /// When the reader fell behind and has taken everything since: the mark of the newest of the
    /// stream that it was given (0: none was). From then on the stream goes on; told once.
    [[nodiscard]] std::optional<StreamMark> caught_up();

    [[nodiscard]] std::size_t size() const { return queue_.size(); }
    [[nodiscard]] std::size_t bytes() const { return bytes_; }
    [[nodiscard]] bool is_behind() const { return is_behind_; }
    [[nodiscard]] const Message& operator[](std::size_t i) const { return queue_[i].message; }

private:
    struct Entry {
        Message message;
        bool is_of_stream;
        StreamMark mark;
    };

    void add(Entry entry);
    void forget(const Entry& entry);
    void fall_behind();

    Bounds bounds_;
    std::deque<Entry> queue_;
    std::size_t bytes_ = 0;
    std::size_t stream_bytes_ = 0;
    std::size_t pinned_ = 0;
    StreamMark taken_ = 0; ///< of the newest message that was taken
    bool is_behind_ = false;
};

} // namespace denkraum::http
