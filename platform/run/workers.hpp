// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <memory>

#include "base/result.hpp"
#include "platform/run/loop.hpp"

namespace denkraum::run {

/// Threads for work that blocks: database calls, password hashes, page rendering. The queue in
/// front of them is bounded, so that an overloaded server refuses at once instead of answering
/// everybody too late.
class Workers {
public:
    struct Config {
        std::size_t threads = 4;
        std::size_t queue_max = 1024;
    };

    /// Fails: Invalid unless 1 ≤ threads ≤ worker_threads_max; Unavailable when a thread cannot
    /// be made.
    static Result<Workers> start(Config config, OnFailure on_failure);

    Workers(Workers&&) noexcept;
    Workers& operator=(Workers&&) = delete;
    /// Stops.
    ~Workers();

    /// Queues the task for the next free thread. False, and the task is dropped, when the queue
    /// is full or the workers were stopped. Safe to call from any thread.
    [[nodiscard]] bool try_post(Task task) const;

    [[nodiscard]] std::size_t threads() const;

    /// Tasks waiting at this moment (for a status page).
    [[nodiscard]] std::size_t waiting() const;

    /// Runs what is queued to the end, refuses anything new, joins the threads. Not to be called
    /// from a task. May be called twice.
    void stop();

private:
    struct Pool;
    explicit Workers(std::unique_ptr<Pool> pool);
    std::unique_ptr<Pool> pool_;
};

} // namespace denkraum::run
