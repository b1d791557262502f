// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <future>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "platform/run/loop.hpp"

namespace denkraum::run {
namespace {

using namespace std::chrono_literals;

OnFailure unexpected_failure() {
    return [](std::string_view what) { ADD_FAILURE() << what; };
}

/// Waits until everything posted to the strand before has run.
void settle(const Strand& strand) {
    std::promise<void> done;
    strand.post([&] { done.set_value(); });
    done.get_future().wait();
}

TEST(Loops, refuse_a_count_of_zero) {
    EXPECT_EQ(Loops::start(0, unexpected_failure()).error().code, ErrorCode::Invalid);
}

TEST(Strand, runs_tasks_of_one_poster_in_order) {
    auto loops = Loops::start(2, unexpected_failure()).value();
    const Strand strand = loops.next();
    std::vector<int> seen;
    for (int i = 0; i < 10'000; ++i) {
        strand.post([&seen, i] { seen.push_back(i); });
    }
    settle(strand);
    ASSERT_EQ(seen.size(), 10'000U);
    for (int i = 0; i < 10'000; ++i)
        ASSERT_EQ(seen[static_cast<std::size_t>(i)], i);
}

TEST(Strand, runs_tasks_of_many_posters_one_at_a_time) {
    auto loops = Loops::start(2, unexpected_failure()).value();
    const Strand strand = loops.strand(1);
    int unguarded = 0;
    std::vector<std::thread> posters;
    for (int t = 0; t < 4; ++t) {
        posters.emplace_back([&] {
            for (int i = 0; i < 5'000; ++i)
                strand.post([&] { ++unguarded; });
        });
    }
    for (auto& poster : posters)
        poster.join();
    settle(strand);
    EXPECT_EQ(unguarded, 20'000);
}

TEST(Strand, knows_whether_it_is_the_one_running) {
    auto loops = Loops::start(2, unexpected_failure()).value();
    const Strand one = loops.strand(0);
    const Strand other = loops.strand(1);
    std::promise<std::pair<bool, bool>> answer;
    one.post([&] { answer.set_value({one.runs_here(), other.runs_here()}); });
    EXPECT_EQ(answer.get_future().get(), std::pair(true, false));
    EXPECT_FALSE(one.runs_here());
}

TEST(Strand, goes_on_after_a_task_that_throws) {
    std::promise<std::string> told;
    auto loops =
        Loops::start(1, [&](std::string_view what) { told.set_value(std::string(what)); }).value();
    const Strand strand = loops.next();
    strand.post([] { throw std::runtime_error("no such luck"); });
    settle(strand);
    EXPECT_EQ(told.get_future().get(), "no such luck");
}

TEST(Strand, does_not_run_a_task_inside_the_post) {
    auto loops = Loops::start(1, unexpected_failure()).value();
    const Strand strand = loops.next();
    std::vector<int> seen;
    strand.post([&] {
        strand.post([&] { seen.push_back(2); });
        seen.push_back(1);
    });
    settle(strand);
    settle(strand);
    EXPECT_EQ(seen, (std::vector{1, 2}));
}

TEST(Timer, runs_the_earliest_first) {
    auto loops = Loops::start(1, unexpected_failure()).value();
    const Strand strand = loops.next();
    std::vector<int> seen;
    std::promise<void> done;
    const auto late = strand.after(60ms, [&] {
        seen.push_back(3);
        done.set_value();
    });
    const auto early = strand.after(10ms, [&] { seen.push_back(1); });
    const auto middle = strand.after(30ms, [&] { seen.push_back(2); });
    done.get_future().wait();
    EXPECT_EQ(seen, (std::vector{1, 2, 3}));
}

TEST(Timer, does_not_run_too_early) {
    auto loops = Loops::start(1, unexpected_failure()).value();
    std::promise<std::chrono::steady_clock::time_point> ran;
    const auto begin = std::chrono::steady_clock::now();
    const auto timer =
        loops.next().after(50ms, [&] { ran.set_value(std::chrono::steady_clock::now()); });
    EXPECT_GE(ran.get_future().get() - begin, 50ms);
}

TEST(Timer, does_not_run_once_cancelled_on_its_strand) {
    auto loops = Loops::start(1, unexpected_failure()).value();
    const Strand strand = loops.next();
    std::atomic<bool> ran = false;
    std::promise<void> done;
    strand.post([&] {
        auto timer = std::make_shared<Timer>(strand.after(0ms, [&] { ran = true; }));
        // Both are due when this task ends; the cancelling one was posted as a task.
        timer->cancel();
        strand.after(30ms, [&] { done.set_value(); }).detach();
    });
    done.get_future().wait();
    EXPECT_FALSE(ran);
}

TEST(Timer, is_cancelled_by_its_destruction_and_frees_the_task) {
    auto loops = Loops::start(1, unexpected_failure()).value();
    auto owned = std::make_shared<int>(1);
    const std::weak_ptr<int> watch = owned;
    {
        const auto timer = loops.next().after(1h, [kept = std::move(owned)] {});
        EXPECT_FALSE(watch.expired());
    }
    EXPECT_TRUE(watch.expired());
}

TEST(Timer, runs_although_it_is_gone_once_detached) {
    auto loops = Loops::start(1, unexpected_failure()).value();
    std::promise<void> ran;
    loops.next().after(5ms, [&] { ran.set_value(); }).detach();
    EXPECT_EQ(ran.get_future().wait_for(5s), std::future_status::ready);
}

TEST(Loops, destroy_what_waits_when_stopped) {
    auto loops = Loops::start(1, unexpected_failure()).value();
    const Strand strand = loops.next();
    auto owned = std::make_shared<int>(1);
    const std::weak_ptr<int> watch = owned;
    // The task owns the strand it waits on: a cycle, unless stopping breaks it.
    strand.after(1h, [strand, kept = std::move(owned)] {}).detach();
    loops.stop();
    EXPECT_TRUE(watch.expired());
    strand.post([] { ADD_FAILURE() << "a stopped loop runs nothing"; });
}

} // namespace
} // namespace denkraum::run
