// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "platform/http/rate_limit.hpp"

namespace denkraum::http {
namespace {

using namespace std::chrono_literals;

constexpr Instant start{1'000'000'000};

TEST(RateLimiter, lets_a_burst_by_and_then_one_at_a_time) {
    RateLimiter limiter({.burst = 3, .every = 10s});
    for (int i = 0; i < 3; ++i)
        EXPECT_TRUE(limiter.allow("a", start)) << i;
    EXPECT_FALSE(limiter.allow("a", start));
    EXPECT_FALSE(limiter.allow("a", start + 9s));
    EXPECT_TRUE(limiter.allow("a", start + 10s));
    EXPECT_FALSE(limiter.allow("a", start + 11s)) << "the refused tries cost nothing, but no more";
    EXPECT_TRUE(limiter.allow("a", start + 20s));
}

TEST(RateLimiter, never_saves_up_more_than_a_burst) {
    RateLimiter limiter({.burst = 2, .every = 1s});
    EXPECT_TRUE(limiter.allow("a", start));
    for (int i = 0; i < 2; ++i)
        EXPECT_TRUE(limiter.allow("a", start + 1h));
    EXPECT_FALSE(limiter.allow("a", start + 1h));
}

TEST(RateLimiter, keeps_everybody_apart) {
    RateLimiter limiter({.burst = 1, .every = 1min});
    EXPECT_TRUE(limiter.allow("a", start));
    EXPECT_TRUE(limiter.allow("b", start));
    EXPECT_FALSE(limiter.allow("a", start));
}

TEST(RateLimiter, forgives) {
    RateLimiter limiter({.burst = 1, .every = 1min});
    EXPECT_TRUE(limiter.allow("a", start));
    limiter.forgive("a");
    limiter.forgive("unknown");
    EXPECT_TRUE(limiter.allow("a", start));
}

TEST(RateLimiter, forgets_who_was_quiet_longest_when_it_is_full) {
    RateLimiter limiter({.burst = 1, .every = 1min}, 3);
    for (const auto* key : {"a", "b", "c"})
        EXPECT_TRUE(limiter.allow(key, start));
    EXPECT_FALSE(limiter.allow("a", start)) << "and is now the most recent";
    EXPECT_TRUE(limiter.allow("d", start));
    EXPECT_EQ(limiter.size(), 3U);
    EXPECT_FALSE(limiter.allow("a", start));
    EXPECT_TRUE(limiter.allow("b", start)) << "b was forgotten";
}

TEST(RateLimiter, is_not_confused_by_a_clock_set_back) {
    RateLimiter limiter({.burst = 1, .every = 1s});
    EXPECT_TRUE(limiter.allow("a", start));
    EXPECT_FALSE(limiter.allow("a", start - 1h));
    EXPECT_TRUE(limiter.allow("a", start - 1h + 1s));
}

} // namespace
} // namespace denkraum::http
