// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <string>

#include "platform/http/websocket/backlog.hpp"

namespace denkraum::http {
namespace {

Message message(std::size_t bytes) {
    return Message::binary(Bytes(bytes, 'm'));
}

/// The sizes of what waits.
std::vector<std::size_t> waiting(const Backlog& backlog) {
    std::vector<std::size_t> sizes;
    for (std::size_t i = 0; i < backlog.size(); ++i)
        sizes.push_back(backlog[i].payload().size());
    return sizes;
}
using Sizes = std::vector<std::size_t>;

TEST(Backlog, drops_the_stream_and_keeps_what_must_arrive_when_a_reader_falls_behind) {
    Backlog backlog({.bytes_max = 10'000, .stream_bytes_max = 1'000});
    ASSERT_TRUE(backlog.put(message(10)));
    for (StreamMark mark = 1; mark <= 9; ++mark)
        backlog.put_of_stream(message(100), mark);
    ASSERT_TRUE(backlog.put(message(20)));
    EXPECT_FALSE(backlog.is_behind());
    backlog.put_of_stream(message(100), 10);
    EXPECT_TRUE(backlog.is_behind());
    EXPECT_EQ(waiting(backlog), (Sizes{10, 20}));
    backlog.put_of_stream(message(1), 11);
    EXPECT_EQ(waiting(backlog), (Sizes{10, 20})) << "the stream is dropped until they caught up";
    ASSERT_TRUE(backlog.put(message(30)));
    EXPECT_EQ(waiting(backlog), (Sizes{10, 20, 30}));
}

TEST(Backlog, says_once_how_far_the_stream_was_given_when_all_that_was_left_is_taken) {
    Backlog backlog({.bytes_max = 10'000, .stream_bytes_max = 300});
    backlog.put_of_stream(message(90), 4);
    backlog.put_of_stream(message(90), 5);
    backlog.put_of_stream(message(90), 0);
    backlog.pop();
    backlog.pin(1);
    backlog.put_of_stream(message(90), 6);
    EXPECT_FALSE(backlog.is_behind());
    backlog.put_of_stream(message(90), 7);
    EXPECT_TRUE(backlog.is_behind());
    EXPECT_EQ(backlog.size(), 1U) << "what is under way is finished";
    EXPECT_EQ(backlog.caught_up(), std::nullopt);
    backlog.pop();
    EXPECT_EQ(backlog.caught_up(), 5U);
    EXPECT_EQ(backlog.caught_up(), std::nullopt);
    backlog.put_of_stream(message(90), 8);
    EXPECT_EQ(backlog.size(), 1U) << "the stream goes on";
}

TEST(Backlog, a_reader_who_keeps_up_never_falls_behind) {
    Backlog backlog({.bytes_max = 1'000, .stream_bytes_max = 1'000});
    for (StreamMark mark = 1; mark <= 1'000; ++mark) {
        backlog.put_of_stream(message(400), mark);
        backlog.put_of_stream(message(400), mark);
        backlog.pop();
        backlog.pop();
    }
    EXPECT_FALSE(backlog.is_behind());
    EXPECT_EQ(backlog.bytes(), 0U);
}

TEST(Backlog, is_bounded_also_for_what_must_arrive_but_for_the_last_word) {
    Backlog backlog({.bytes_max = 1'000, .stream_bytes_max = 1'000});
    ASSERT_TRUE(backlog.put(message(400)));
    ASSERT_TRUE(backlog.put(message(400)));
    EXPECT_FALSE(backlog.put(message(400)));
    EXPECT_EQ(waiting(backlog), (Sizes{400, 400}));
    backlog.pin(1);
    backlog.put_last(message(300), true);
    EXPECT_EQ(waiting(backlog), (Sizes{400, 300}));
}

} // namespace
} // namespace denkraum::http
