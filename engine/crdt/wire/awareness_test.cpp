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
    const std::string text = '"' + std::string(awareness_state_bytes_max, 'x') + '"';
    EXPECT_FALSE(decode_awareness(encode_awareness(Entries{{1, 1, text}})));
}

} // namespace
} // namespace denkraum::crdt
