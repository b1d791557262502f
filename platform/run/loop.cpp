// SPDX-License-Identifier: EUPL-1.2
#include "platform/run/loop.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>
#include <atomic>
#include <exception>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "base/check.hpp"
#include "platform/run/limits.hpp"
#include "platform/run/loop_state.hpp"

namespace denkraum::run {

void LoopState::post(Task task) {
    {
        const std::lock_guard lock(mutex_);
        if (is_stopped_) return;
        tasks_.push_back(std::move(task));
        if (is_drain_posted_) return;
        is_drain_posted_ = true;
    }
    boost::asio::post(context_, [this] { drain(); });
}

void LoopState::drain() {
    std::vector<Task> batch;
    {
        const std::lock_guard lock(mutex_);
        batch.swap(tasks_);
        is_drain_posted_ = false;
    }
    for (Task& task : batch) {
        // Stopped meanwhile: the rest is destroyed unrun, as stop() promises.
        if (context_.stopped()) return;
        run_safely(task);
    }
}

void LoopState::run_safely(Task& task) {
    try {
        task();
    } catch (const std::exception& thrown) {
        on_failure_(thrown.what());
    } catch (...) {
        on_failure_("something that is no std::exception");
    }
    task = nullptr;
}

Timer LoopState::after(std::chrono::nanoseconds delay, Task task) {
    const auto now = std::chrono::steady_clock::now();
    // An absurdly long delay must not overflow into the past.
    const auto span = std::min<std::chrono::nanoseconds>(delay, std::chrono::hours(24 * 365));
    TimerKey key{.due = now + span};
    bool is_first = false;
    {
        const std::lock_guard lock(mutex_);
        if (is_stopped_) return {};
        key.number = ++timer_number_;
        const auto [at, _] = timers_.emplace(key, std::move(task));
        is_first = at == timers_.begin();
    }
    if (is_first) {
        if (runs_here()) {
            arm(key.due);
        } else {
            boost::asio::post(context_, [this, key] { arm(key.due); });
        }
    }
    return Timer(weak_from_this(), key);
}

void LoopState::cancel(const TimerKey& key) {
    Task cancelled; // destroyed outside the lock: it may own timers itself
    const std::lock_guard lock(mutex_);
    if (const auto at = timers_.find(key); at != timers_.end()) {
        cancelled = std::move(at->second);
        timers_.erase(at);
    }
}

void LoopState::arm(TimePoint due) {
    if (due >= armed_for_) return;
    armed_for_ = due;
    alarm_.expires_at(due);
    alarm_.async_wait([this](const boost::system::error_code& error) {
        if (!error) run_due();
    });
}

void LoopState::run_due() {
    armed_for_ = TimePoint::max();
    const auto now = std::chrono::steady_clock::now();
    for (;;) {
        Task task;
        TimePoint next = TimePoint::max();
        {
            const std::lock_guard lock(mutex_);
            const auto first = timers_.begin();
            if (first == timers_.end()) return;
            next = first->first.due;
            if (next <= now) {
                task = std::move(first->second);
                timers_.erase(first);
            }
        }
        if (!task) return arm(next);
        if (context_.stopped()) return;
        run_safely(task);
    }
}

void LoopState::run() {
    thread_id_ = std::this_thread::get_id();
    const auto guard = boost::asio::make_work_guard(context_);
    for (;;) {
        try {
            context_.run();
            return;
        } catch (const std::exception& thrown) {
            on_failure_(thrown.what());
        }
    }
}

void LoopState::stop() {
    {
        const std::lock_guard lock(mutex_);
        is_stopped_ = true;
    }
    context_.stop();
}

void LoopState::clear() {
    std::vector<Task> tasks;
    std::map<TimerKey, Task> timers;
    const std::lock_guard lock(mutex_);
    tasks.swap(tasks_);
    timers.swap(timers_);
}

Timer& Timer::operator=(Timer&& other) noexcept {
    if (this != &other) {
        cancel();
        loop_ = std::move(other.loop_);
        key_ = other.key_;
    }
    return *this;
}

void Timer::cancel() {
    if (const auto loop = loop_.lock()) loop->cancel(key_);
    loop_.reset();
}

void Strand::post(Task task) const {
    loop_->post(std::move(task));
}

Timer Strand::after(std::chrono::nanoseconds delay, Task task) const {
    return loop_->after(delay, std::move(task));
}

bool Strand::runs_here() const {
    return loop_->runs_here();
}

struct Loops::Threads {
    std::vector<std::shared_ptr<LoopState>> loops;
    std::vector<std::thread> threads;
    std::atomic<std::size_t> turn = 0;
};

Loops::Loops(std::unique_ptr<Threads> threads) : threads_(std::move(threads)) {}

Loops::Loops(Loops&&) noexcept = default;

Loops::~Loops() {
    if (threads_) stop();
}

Result<Loops> Loops::start(std::size_t count, OnFailure on_failure) {
    if (count == 0 || count > loops_max) {
        return fail(ErrorCode::Invalid, "the number of loops is out of bounds");
    }
    Loops loops(std::make_unique<Threads>());
    auto& threads = *loops.threads_;
    for (std::size_t i = 0; i < count; ++i) {
        threads.loops.push_back(std::make_shared<LoopState>(on_failure));
    }
    try {
        for (const auto& loop : threads.loops) {
            threads.threads.emplace_back([loop] { loop->run(); });
        }
    } catch (const std::system_error& thrown) {
        return fail(ErrorCode::Unavailable, thrown.what());
    }
    return loops;
}

std::size_t Loops::size() const {
    return threads_->loops.size();
}

Strand Loops::strand(std::size_t index) const {
    CHECK(index < size(), "there is a loop with this index");
    return Strand(threads_->loops[index]);
}

Strand Loops::next() const {
    return strand(threads_->turn.fetch_add(1, std::memory_order_relaxed) % size());
}

void Loops::stop() {
    for (const auto& loop : threads_->loops)
        loop->stop();
    for (std::thread& thread : threads_->threads) {
        if (thread.joinable()) thread.join();
    }
    for (const auto& loop : threads_->loops)
        loop->clear();
}

} // namespace denkraum::run
