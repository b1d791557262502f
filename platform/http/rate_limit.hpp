// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstddef>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/instant.hpp"
#include "platform/http/limits.hpp"

namespace denkraum::http {

/// How often something may be tried: `burst` times at once, then once every `every`.
struct Rate {
    std::size_t burst = 10;
    std::chrono::microseconds every{6'000'000};
};

/// Token buckets by name ("login:192.0.2.7"). The table is bounded; when it is full the bucket
/// not used for the longest time is forgotten. Safe to use from several threads.
class RateLimiter {
public:
    explicit RateLimiter(Rate rate, std::size_t buckets_max = rate_buckets_max);

    /// Takes one token. False when there is none: answer 429.
    [[nodiscard]] bool allow(std::string_view key, Instant now);
    /// Fills the bucket again, e.g. after a successful login.
    void forgive(std::string_view key);
    [[nodiscard]] std::size_t size() const;

private:
    struct Bucket {
        std::string key;
        double tokens;
        Instant at;
    };
    using Order = std::list<Bucket>; ///< most recently used first

    Rate rate_;
    std::size_t buckets_max_;
    mutable std::mutex mutex_;
    Order order_;
    std::unordered_map<std::string_view, Order::iterator> by_key_;
};

} // namespace denkraum::http
