// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "base/check.hpp"
#include "base/result.hpp"

namespace denkraum::sql {

/// At most `size` connections, opened when first needed and lent in the order of asking. A pool of
/// one is the writers' queue. Outlives its leases.
template <class Connection>
class Pool {
public:
    using Open = std::function<Result<std::unique_ptr<Connection>>()>;

    /// Gives the connection back in its destructor.
    class Lease {
    public:
        Lease(Pool& pool, std::unique_ptr<Connection> connection)
            : pool_(&pool), connection_(std::move(connection)) {}
        Lease(Lease&& other) noexcept = default;
        Lease& operator=(Lease&& other) = delete;
        ~Lease() {
            if (connection_) pool_->give_back(std::move(connection_));
        }
        [[nodiscard]] Connection& operator*() const { return *connection_; }
        [[nodiscard]] Connection* operator->() const { return connection_.get(); }
        /// Closes the connection instead; the next one in the queue gets a new one.
        void discard() {
            connection_.reset();
            pool_->give_back(nullptr);
        }
        /// Closes the connection and lends another in its place.
        void replace(std::unique_ptr<Connection> connection) {
            connection_ = std::move(connection);
        }

    private:
        Pool* pool_;
        std::unique_ptr<Connection> connection_;
    };

    Pool(std::size_t size, Open open) : size_(size), open_(std::move(open)) {}
    Pool(const Pool&) = delete;
    Pool& operator=(const Pool&) = delete;
    ~Pool() { CHECK(lent_ == 0, "a transaction outlived its database"); }

    /// Fails: Unavailable when the turn does not come in time; as `open` fails.
    [[nodiscard]] Result<Lease> take(std::chrono::milliseconds wait) {
        std::unique_lock lock(mutex_);
        const std::uint64_t ticket = next_ticket_++;
        queue_.push_back(ticket);
        const bool in_time = changed_.wait_for(lock, wait, [&] {
            return queue_.front() == ticket && lent_ < size_;
        });
        std::erase(queue_, ticket);
        changed_.notify_all();
        if (!in_time) return fail(ErrorCode::Unavailable, "the database is busy: no turn in time");
        ++lent_;
        if (!idle_.empty()) {
            std::unique_ptr<Connection> connection = std::move(idle_.back());
            idle_.pop_back();
            return Lease(*this, std::move(connection));
        }
        lock.unlock();
        auto opened = open_();
        if (!opened) {
            give_back(nullptr);
            return std::unexpected(std::move(opened).error());
        }
        return Lease(*this, *std::move(opened));
    }

    /// Puts in a connection that was opened beforehand.
    void add(std::unique_ptr<Connection> connection) {
        const std::lock_guard lock(mutex_);
        CHECK(idle_.size() + lent_ < size_, "the pool is full");
        idle_.push_back(std::move(connection));
    }

private:
    void give_back(std::unique_ptr<Connection> connection) {
        const std::lock_guard lock(mutex_);
        CHECK(lent_ > 0, "nothing was lent");
        --lent_;
        if (connection) idle_.push_back(std::move(connection));
        changed_.notify_all();
    }

    const std::size_t size_;
    const Open open_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<std::uint64_t> queue_;
    std::uint64_t next_ticket_ = 0;
    std::vector<std::unique_ptr<Connection>> idle_;
    std::size_t lent_ = 0;
};

} // namespace denkraum::sql
