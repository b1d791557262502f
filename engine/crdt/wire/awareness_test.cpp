// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "engine/crdt/limits.hpp"
#include "engine/crdt/wire/awareness.hpp"

namespace denkraum::crdt {
namespace {

using Entries = std::vector<AwarenessEntry>;

TEST(Awareness, has_the_bytes_of_y_protocols) {
    // encodeAwarenessUpdate() of client 5 with { a: 1 } at clock 2, client 300 gone at clock 1
    const Bytes bytes{
        2, 5, 2, 7, '{', '"', 'a', '"', ':', '1', '}', 0xac, 2, 1, 4, 'n', 'u', 'l', 'l'
    };
    const Entries entries{{5, 2, R"({"a":1})"}, {300, 1, "null"}};
    EXPECT_EQ(encode_awareness(entries), bytes);
    EXPECT_EQ(*decode_awareness(bytes), entries);
    EXPECT_TRUE(entries[1].is_gone());
}

TEST(Awareness, takes_only_what_is_newer) {
    AwarenessTable table;
    EXPECT_EQ(table.take(Entries{{1, 1, "{}"}, {2, 1, "{}"}}).size(), 2U);
    EXPECT_TRUE(table.take(Entries{{1, 1, "[]"}}).empty());
    EXPECT_EQ(table.take(Entries{{1, 2, "[]"}}).size(), 1U);
    EXPECT_TRUE(table.take(Entries{{1, 1, "{}"}}).empty());
    EXPECT_EQ(table.present(), (Entries{{1, 2, "[]"}, {2, 1, "{}"}}));
}

TEST(Awareness, going_counts_with_the_same_clock_and_old_news_do_not_bring_anyone_back) {
    AwarenessTable table;
    (void)table.take(Entries{{1, 3, "{}"}});
    EXPECT_EQ(table.take(Entries{{1, 3, "null"}}).size(), 1U);
    EXPECT_TRUE(table.take(Entries{{1, 3, "null"}}).empty());
    EXPECT_TRUE(table.take(Entries{{1, 3, "{}"}}).empty());
    EXPECT_TRUE(table.present().empty());
    EXPECT_EQ(table.take(Entries{{1, 4, "{}"}}).size(), 1U);
}

TEST(Awareness, who_leaves_is_told_to_the_others_once_with_the_next_clock) {
    AwarenessTable table;
    (void)table.take(Entries{{1, 3, "{}"}});
    EXPECT_EQ(table.leave(1), (Entries{{1, 4, "null"}}));
    EXPECT_TRUE(table.leave(1).empty());
    EXPECT_TRUE(table.leave(2).empty());
    table.forget(1);
    EXPECT_EQ(table.take(Entries{{1, 1, "{}"}}).size(), 1U);
}

TEST(Awareness, is_bounded) {
    EXPECT_FALSE(decode_awareness(Bytes{255, 255, 255, 1}));
    EXPECT_FALSE(decode_awareness(Bytes{1, 5, 2, 1, '{'}));
    EXPECT_FALSE(decode_awareness(Bytes{0, 0}));
    Entries many;
    for (ClientId client = 0; client <= awareness_clients_max; ++client) {
        many.push_back({client, 1, "{}"});
    }
    const auto too_many = decode_awareness(encode_awareness(many));
    ASSERT_FALSE(too_many);
    EXPECT_EQ(too_many.error().code, ErrorCode::TooLarge);
    AwarenessTable table;
    EXPECT_EQ(table.take(many).size(), awareness_clients_max);
    const std::string text = '"' + std::string(awareness_state_bytes_max, 'x') + '"';
    EXPECT_FALSE(decode_awareness(encode_awareness(Entries{{1, 1, text}})));
}

} // namespace
} // namespace denkraum::crdt
