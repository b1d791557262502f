// SPDX-License-Identifier: EUPL-1.2
#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

#include "platform/run/child.hpp"

namespace denkraum::run {
namespace {

using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

ChildOrder shell(const std::string& script) {
    return {.argv = {"sh", "-c", script}};
}

std::string text_of(const Result<ChildOutput>& output) {
    return output ? std::string(as_text(output->out)) : "failed: " + output.error().detail;
}

TEST(Child, gets_its_input_and_gives_its_output) {
    Bytes input(3'000'000);
    for (std::size_t i = 0; i < input.size(); ++i)
        input[i] = static_cast<std::uint8_t>(i * 7);
    ChildOrder order{.argv = {"cat"}, .input = input};
    const auto output = run_child(order);
    ASSERT_TRUE(output) << output.error().detail;
    EXPECT_EQ(output->exit_code, 0);
    EXPECT_EQ(output->out, input);
}

TEST(Child, tells_its_exit_code_and_its_complaints) {
    const auto output = run_child(shell("echo bad luck >&2; exit 7"));
    ASSERT_TRUE(output);
    EXPECT_EQ(output->exit_code, 7);
    EXPECT_EQ(output->err, "bad luck\n");
}

TEST(Child, that_a_signal_ended_gives_the_shells_code) {
    EXPECT_EQ(run_child(shell("kill -SEGV $$"))->exit_code, 128 + 11);
}

TEST(Child, is_not_found_when_there_is_no_such_program) {
    EXPECT_EQ(run_child({.argv = {"no-such-program"}}).error().code, ErrorCode::NotFound);
    EXPECT_EQ(run_child({.argv = {"/nowhere/sh"}}).error().code, ErrorCode::NotFound);
    EXPECT_EQ(run_child({.argv = {}}).error().code, ErrorCode::Invalid);
}

TEST(Child, is_killed_when_its_time_is_over) {
    auto order = shell("sleep 60");
    order.limits.wall = 200ms;
    const auto begin = SteadyClock::now();
    EXPECT_EQ(run_child(order).error().code, ErrorCode::Unavailable);
    EXPECT_LT(SteadyClock::now() - begin, 5s);
}

TEST(Child, takes_its_whole_group_with_it_when_killed) {
    const auto mark = std::filesystem::temp_directory_path()
                      / ("denkraum-child-test-" + std::to_string(::getpid()));
    auto order = shell("(sleep 1; touch " + mark.string() + ") & sleep 60");
    order.limits.wall = 200ms;
    EXPECT_EQ(run_child(order).error().code, ErrorCode::Unavailable);
    std::this_thread::sleep_for(1300ms);
    EXPECT_FALSE(std::filesystem::exists(mark)) << "the grandchild outlived the limit";
    std::filesystem::remove(mark);
}

TEST(Child, that_ended_is_not_waited_for_because_of_its_children) {
    const auto begin = SteadyClock::now();
    const auto output = run_child(shell("sleep 60 & echo done"));
    EXPECT_EQ(text_of(output), "done\n");
    EXPECT_LT(SteadyClock::now() - begin, 10s);
}

TEST(Child, is_killed_when_the_work_is_cancelled) {
    CancelFlag cancelled = false;
    auto order = shell("sleep 60");
    order.cancelled = &cancelled;
    const auto begin = SteadyClock::now();
    std::thread person([&] {
        std::this_thread::sleep_for(100ms);
        cancelled = true;
    });
    EXPECT_EQ(run_child(order).error().code, ErrorCode::Conflict);
    EXPECT_LT(SteadyClock::now() - begin, 5s);
    person.join();
}

TEST(Child, that_writes_without_end_is_stopped) {
    ChildOrder order{.argv = {"yes"}};
    order.limits.stdout_bytes_max = 100'000;
    EXPECT_EQ(run_child(order).error().code, ErrorCode::TooLarge);
}

TEST(Child, keeps_the_beginning_of_long_complaints) {
    auto order = shell("yes complaint | head -n 20000 >&2; echo out");
    order.limits.stderr_bytes_max = 100;
    const auto output = run_child(order);
    EXPECT_EQ(text_of(output), "out\n");
    EXPECT_EQ(output->err.size(), 100U);
    EXPECT_TRUE(output->err.starts_with("complaint\n"));
}

TEST(Child, cannot_take_more_memory_than_allowed) {
    auto order = shell("head -c 400000000 /dev/zero | tail -c 300000000 | wc -c");
    order.limits.memory_bytes_max = 100'000'000;
    EXPECT_NE(text_of(run_child(order)), "300000000\n");
    order.limits.memory_bytes_max = 0;
    EXPECT_EQ(text_of(run_child(order)), "300000000\n");
}

TEST(Child, cannot_compute_longer_than_allowed) {
    auto order = shell("while :; do :; done");
    order.limits.cpu = 1s;
    order.limits.wall = 20s;
    const auto output = run_child(order);
    ASSERT_FALSE(output);
    EXPECT_EQ(output.error().code, ErrorCode::Unavailable);
    EXPECT_NE(output.error().detail.find("CPU"), std::string::npos);
}

TEST(Child, cannot_write_a_larger_file_than_allowed) {
    auto order = shell("exec head -c 200000 /dev/zero > big");
    order.limits.file_bytes_max = 100'000;
    EXPECT_EQ(run_child(order).error().code, ErrorCode::TooLarge);
}

TEST(Child, sees_nothing_of_our_environment) {
    ::setenv("DENKRAUM_SECRET_OF_THE_TEST", "leaked", 1);
    auto order = shell("env");
    order.environment = {"GIVEN=on purpose"};
    const auto text = text_of(run_child(order));
    ::unsetenv("DENKRAUM_SECRET_OF_THE_TEST");
    EXPECT_EQ(text.find("DENKRAUM_SECRET"), std::string::npos);
    EXPECT_NE(text.find("GIVEN=on purpose\n"), std::string::npos);
    EXPECT_NE(text.find("LANG=C.UTF-8\n"), std::string::npos);
}

TEST(Child, inherits_no_open_file) {
    const int leaky = ::open("/dev/null", O_RDONLY); // without O_CLOEXEC, on purpose
    ASSERT_GE(leaky, 0);
    const auto text = text_of(run_child(shell("ls /proc/self/fd | tr '\\n' ' '")));
    ::close(leaky);
    EXPECT_EQ(text, "0 1 2 3 ") << "3 is the folder that ls itself opened";
}

TEST(Child, works_in_a_folder_of_its_own_that_vanishes) {
    const auto output = run_child(shell("pwd; ls -A | wc -l"));
    ASSERT_TRUE(output);
    const std::string text(as_text(output->out));
    const std::filesystem::path folder = text.substr(0, text.find('\n'));
    EXPECT_EQ(text.substr(text.find('\n')), "\n0\n");
    EXPECT_NE(folder, std::filesystem::current_path());
    EXPECT_FALSE(std::filesystem::exists(folder));
}

TEST(Child, exchanges_files_through_its_folder) {
    auto order = shell("tr a-z A-Z < in.txt > out.txt");
    order.files = {{.name = "in.txt", .bytes = Bytes{'a', 'b', 'c'}}};
    order.wanted = {"out.txt", "missing.txt"};
    const auto output = run_child(order);
    ASSERT_TRUE(output);
    ASSERT_EQ(output->files.size(), 1U);
    EXPECT_EQ(output->files[0].name, "out.txt");
    EXPECT_EQ(as_text(output->files[0].bytes), "ABC");
}

TEST(Child, cannot_make_us_read_a_file_of_ours_through_a_link) {
    auto order = shell("ln -s /etc/passwd out.txt; mkfifo pipe");
    order.wanted = {"out.txt", "pipe"};
    const auto output = run_child(order);
    ASSERT_TRUE(output);
    EXPECT_TRUE(output->files.empty());
}

TEST(Child, may_not_be_given_names_that_leave_its_folder) {
    auto order = shell("true");
    order.wanted = {"../../etc/passwd"};
    EXPECT_EQ(run_child(order).error().code, ErrorCode::Invalid);
    order.wanted = {};
    order.files = {{.name = "/x", .bytes = {}}};
    EXPECT_EQ(run_child(order).error().code, ErrorCode::Invalid);
}

TEST(Child, has_no_network_where_the_kernel_lets_us_take_it) {
    const auto namespaces = run_child(shell("readlink /proc/self/ns/net"));
    ASSERT_TRUE(namespaces);
    const auto ours = std::filesystem::read_symlink("/proc/self/ns/net").string() + "\n";
    if (text_of(namespaces) == ours) GTEST_SKIP() << "skipped: no network namespaces here";
    // In a network of its own even the loopback interface is down.
    EXPECT_EQ(
        text_of(run_child(shell("grep -c ':' /proc/net/route; cat /proc/net/tcp | wc -l"))),
        "0\n1\n"
    );
}

} // namespace
} // namespace denkraum::run
