// SPDX-License-Identifier: EUPL-1.2
#include "platform/http/rate_limit.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace denkraum::http {

RateLimiter::RateLimiter(Rate rate, std::size_t buckets_max)
    : rate_(rate), buckets_max_(buckets_max) {
    CHECK(rate.burst > 0 && rate.every.count() > 0 && buckets_max > 0, "a rate lets something by");
}

bool RateLimiter::allow(std::string_view key, Instant now) {
    const std::lock_guard lock(mutex_);
    const auto known = by_key_.find(key);
    if (known == by_key_.end()) {
        if (order_.size() == buckets_max_) {
            by_key_.erase(order_.back().key);
            order_.pop_back();
        }
        order_.push_front(
            {.key = std::string(key), .tokens = static_cast<double>(rate_.burst), .at = now}
        );
        by_key_.emplace(order_.front().key, order_.begin());
    } else {
        order_.splice(order_.begin(), order_, known->second);
    }
    Bucket& bucket = order_.front();
    // A clock that was set back must not lock anybody out.
    const double passed_us = std::max(0.0, static_cast<double>((now - bucket.at).count()));
    bucket.tokens = std::min(
        static_cast<double>(rate_.burst),
        bucket.tokens + passed_us / static_cast<double>(rate_.every.count())
    );
    bucket.at = now;
    if (bucket.tokens < 1.0) return false;
    bucket.tokens -= 1.0;
    return true;
}

void RateLimiter::forgive(std::string_view key) {
    const std::lock_guard lock(mutex_);
    const auto known = by_key_.find(key);
    if (known == by_key_.end()) return;
    const auto bucket = known->second;
    by_key_.erase(known);
    order_.erase(bucket);
}

std::size_t RateLimiter::size() const {
    const std::lock_guard lock(mutex_);
    return order_.size();
}

} // namespace denkraum::http
