// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

#include "base/result.hpp"

/// Event loops: where short, non-blocking work runs one piece after the other. A document's room
/// lives on a strand, so that its state needs no lock; blocking work goes to run/workers.hpp.
namespace denkraum::run {

/// A piece of work; it is run once, or never when its loop was stopped before.
using Task = std::move_only_function<void()>;

/// Told, on the thread it happened on, what a task threw. The loop itself goes on.
using OnFailure = std::function<void(std::string_view what)>;

class LoopState;

/// When a task is due, and which of those due at the same time came first.
struct TimerKey {
    std::chrono::steady_clock::time_point due;
    std::uint64_t number = 0;
    friend auto operator<=>(const TimerKey&, const TimerKey&) = default;
};

/// A task that will run later. Once cancel() has returned on the timer's own strand the task will
/// not run any more; called elsewhere, the task may be running at this very moment. Destroying
/// the timer cancels it.
class Timer {
public:
    Timer() = default;
    Timer(std::weak_ptr<LoopState> loop, TimerKey key) : loop_(std::move(loop)), key_(key) {}
    Timer(Timer&&) noexcept = default;
    Timer& operator=(Timer&& other) noexcept;
    ~Timer() { cancel(); }

    /// Safe to call from any thread, and more than once.
    void cancel();
    /// Lets the task run although the timer is gone.
    void detach() { loop_.reset(); }

private:
    std::weak_ptr<LoopState> loop_;
    TimerKey key_ = {};
};

/// A serial executor: tasks posted from any thread run one at a time, in the order of their
/// posting, on one loop. A small value to be copied; it may outlive the loops, and a post to a
/// stopped loop is dropped.
class Strand {
public:
    explicit Strand(std::shared_ptr<LoopState> loop) : loop_(std::move(loop)) {}

    /// Never runs the task inside the call.
    void post(Task task) const;
    /// Runs the task on this strand when the time has passed.
    [[nodiscard]] Timer after(std::chrono::nanoseconds delay, Task task) const;
    /// Whether the caller is being run by this strand's loop.
    [[nodiscard]] bool runs_here() const;

    [[nodiscard]] const std::shared_ptr<LoopState>& loop() const { return loop_; }
    friend bool operator==(const Strand&, const Strand&) = default;

private:
    std::shared_ptr<LoopState> loop_;
};

/// The loops of a program, one thread each. Strands of one loop share its thread and are still
/// in order; a loop is never blocked for longer than a task takes, so tasks must be short.
class Loops {
public:
    /// Fails: Invalid unless 1 ≤ count ≤ loops_max; Unavailable when a thread cannot be made.
    static Result<Loops> start(std::size_t count, OnFailure on_failure);

    Loops(Loops&&) noexcept;
    Loops& operator=(Loops&&) = delete;
    /// Stops.
    ~Loops();

    [[nodiscard]] std::size_t size() const;
    /// The strand of the loop with this index. Requires: index < size().
    [[nodiscard]] Strand strand(std::size_t index) const;
    /// A strand on the loop whose turn it is. Safe to call from several threads.
    [[nodiscard]] Strand next() const;

    /// Every loop ends after the task it is running; tasks not yet begun are destroyed unrun.
    /// Returns when all threads have ended. Not to be called from a task. May be called twice.
    void stop();

private:
    struct Threads;
    explicit Loops(std::unique_ptr<Threads> threads);
    std::unique_ptr<Threads> threads_;
};

} // namespace denkraum::run
