// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <latch>
#include <stdexcept>
#include <string>

#include "platform/run/workers.hpp"

namespace denkraum::run {
namespace {

TEST(Workers, run_as_many_tasks_at_once_as_they_have_threads) {
    auto workers = Workers::start({.threads = 3}, [](std::string_view) {}).value();
    std::latch all_here(3); // opens only when three tasks wait at it together
    for (int i = 0; i < 3; ++i) {
        ASSERT_TRUE(workers.try_post([&] { all_here.arrive_and_wait(); }));
    }
    all_here.wait();
    workers.stop();
}

TEST(Workers, refuse_a_task_when_the_queue_is_full) {
    auto workers = Workers::start({.threads = 1, .queue_max = 2}, [](std::string_view) {}).value();
    std::promise<void> begun;
    std::promise<void> go_on;
    std::atomic<int> ran = 0;
    ASSERT_TRUE(workers.try_post([&] {
        begun.set_value();
        go_on.get_future().wait();
    }));
    begun.get_future().wait();
    EXPECT_TRUE(workers.try_post([&] { ++ran; }));
    EXPECT_TRUE(workers.try_post([&] { ++ran; }));
    EXPECT_FALSE(workers.try_post([&] { ran += 100; }));
    EXPECT_EQ(workers.waiting(), 2U);
    go_on.set_value();
    workers.stop();
    EXPECT_EQ(ran, 2) << "what was queued runs to its end, what was refused never";
    EXPECT_FALSE(workers.try_post([&] { ran += 100; }));
}

TEST(Workers, go_on_after_a_task_that_throws) {
    std::promise<std::string> told;
    auto workers = Workers::start({.threads = 1}, [&](std::string_view what) {
                       told.set_value(std::string(what));
                   }).value();
    ASSERT_TRUE(workers.try_post([] { throw std::runtime_error("disk on fire"); }));
    EXPECT_EQ(told.get_future().get(), "disk on fire");
    std::promise<void> ran;
    ASSERT_TRUE(workers.try_post([&] { ran.set_value(); }));
    ran.get_future().wait();
}

} // namespace
} // namespace denkraum::run
