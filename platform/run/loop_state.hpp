// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "platform/run/loop.hpp"

namespace denkraum::run {

/// One loop: an io_context with its thread. Included by platform/http/server only, which puts
/// its sockets on the context; everybody else uses a Strand.
///
/// Tasks and timers lie in queues of our own instead of the context's: so that one wake-up brings
/// any number of tasks, and so that stop() can destroy what waits, although a waiting task may
/// own the very strand it waits on.
class LoopState : public std::enable_shared_from_this<LoopState> {
public:
    explicit LoopState(OnFailure on_failure) : on_failure_(std::move(on_failure)) {}

    [[nodiscard]] boost::asio::io_context& context() { return context_; }
    [[nodiscard]] bool runs_here() const {
        return std::this_thread::get_id() == thread_id_.load(std::memory_order_relaxed);
    }

    void post(Task task);
    [[nodiscard]] Timer after(std::chrono::nanoseconds delay, Task task);
    void cancel(const TimerKey& key);

    /// The thread's body: returns after stop().
    void run();
    /// Ends run() after the task it is at. From any thread.
    void stop();
    /// Destroys what waits. Requires: run() has returned.
    void clear();

private:
    using TimePoint = std::chrono::steady_clock::time_point;

    void drain();
    void arm(TimePoint due);
    void run_due();
    void run_safely(Task& task);

    OnFailure on_failure_;
    boost::asio::io_context context_{1};
    std::atomic<std::thread::id> thread_id_{};
    boost::asio::steady_timer alarm_{context_}; ///< only touched by the loop's thread
    TimePoint armed_for_ = TimePoint::max();    ///< likewise

    std::mutex mutex_; ///< guards everything below
    std::vector<Task> tasks_;
    bool is_drain_posted_ = false;
    bool is_stopped_ = false;
    std::map<TimerKey, Task> timers_;
    std::uint64_t timer_number_ = 0;
};

} // namespace denkraum::run
