// SPDX-License-Identifier: EUPL-1.2
#include "platform/run/workers.hpp"

#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "platform/run/limits.hpp"

namespace denkraum::run {

struct Workers::Pool {
    OnFailure on_failure;
    std::size_t queue_max = 0;
    std::vector<std::thread> threads;

    std::mutex mutex; // guards what follows
    std::condition_variable wake;
    std::deque<Task> queue;
    bool is_stopping = false;

    void run() {
        for (;;) {
            Task task;
            {
                std::unique_lock lock(mutex);
                wake.wait(lock, [this] { return is_stopping || !queue.empty(); });
                if (queue.empty()) return;
                task = std::move(queue.front());
                queue.pop_front();
            }
            try {
                task();
            } catch (const std::exception& thrown) {
                on_failure(thrown.what());
            } catch (...) {
                on_failure("something that is no std::exception");
            }
        }
    }
};

Workers::Workers(std::unique_ptr<Pool> pool) : pool_(std::move(pool)) {}

Workers::Workers(Workers&&) noexcept = default;

Workers::~Workers() {
    if (pool_) stop();
}

Result<Workers> Workers::start(Config config, OnFailure on_failure) {
    if (config.threads == 0 || config.threads > worker_threads_max) {
        return fail(ErrorCode::Invalid, "the number of worker threads is out of bounds");
    }
    Workers workers(std::make_unique<Pool>());
    Pool& pool = *workers.pool_;
    pool.on_failure = std::move(on_failure);
    pool.queue_max = config.queue_max;
    try {
        for (std::size_t i = 0; i < config.threads; ++i) {
            pool.threads.emplace_back([&pool] { pool.run(); });
        }
    } catch (const std::system_error& thrown) {
        return fail(ErrorCode::Unavailable, thrown.what());
    }
    return workers;
}

bool Workers::try_post(Task task) const {
    {
        const std::lock_guard lock(pool_->mutex);
        if (pool_->is_stopping || pool_->queue.size() >= pool_->queue_max) return false;
        pool_->queue.push_back(std::move(task));
    }
    pool_->wake.notify_one();
    return true;
}

std::size_t Workers::threads() const {
    return pool_->threads.size();
}

std::size_t Workers::waiting() const {
    const std::lock_guard lock(pool_->mutex);
    return pool_->queue.size();
}

void Workers::stop() {
    {
        const std::lock_guard lock(pool_->mutex);
        pool_->is_stopping = true;
    }
    pool_->wake.notify_all();
    for (std::thread& thread : pool_->threads) {
        if (thread.joinable()) thread.join();
    }
}

} // namespace denkraum::run
