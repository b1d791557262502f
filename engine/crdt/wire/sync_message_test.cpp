// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "engine/crdt/limits.hpp"
#include "engine/crdt/wire/sync_message.hpp"

namespace denkraum::crdt {
namespace {

TEST(SyncMessage, has_the_bytes_of_y_protocols) {
    const Bytes vector{1, 7, 3};
    const Bytes update{0, 0};
    // syncProtocol.writeSyncStep1, writeSyncStep2, writeUpdate behind a 0; the others likewise
    EXPECT_EQ(encode_message(SyncStep1{vector}), (Bytes{0, 0, 3, 1, 7, 3}));
    EXPECT_EQ(encode_message(SyncStep2{update}), (Bytes{0, 1, 2, 0, 0}));
    EXPECT_EQ(encode_message(SyncUpdate{update}), (Bytes{0, 2, 2, 0, 0}));
    EXPECT_EQ(encode_message(AwarenessUpdate{update}), (Bytes{1, 2, 0, 0}));
    EXPECT_EQ(encode_message(PermissionDenied{"no"}), (Bytes{2, 0, 2, 'n', 'o'}));
    EXPECT_EQ(encode_message(QueryAwareness{}), Bytes{3});
}

TEST(SyncMessage, our_own_messages_stand_under_100) {
    EXPECT_EQ(encode_message(Hello{1, 300}), (Bytes{100, 0, 1, 0xac, 2}));
    EXPECT_EQ(encode_message(Ack{2, Bytes{0}}), (Bytes{100, 1, 2, 1, 0}));
    EXPECT_EQ(encode_message(Refused{5, "id", ""}), (Bytes{100, 2, 5, 2, 'i', 'd', 0}));
    EXPECT_EQ(encode_message(Welcome{4, 9, true}), (Bytes{100, 3, 4, 9, 1}));
    EXPECT_EQ(encode_message(Notice{"k", "{}"}), (Bytes{100, 4, 1, 'k', 2, '{', '}'}));
}

TEST(SyncMessage, reads_what_it_writes) {
    const Bytes refused = encode_message(Refused{7, "foreign_text", "copy-1"});
    const auto message = decode_message(refused);
    ASSERT_TRUE(message);
    EXPECT_EQ(std::get<Refused>(*message).frame, 7U);
    EXPECT_EQ(std::get<Refused>(*message).reason_code, "foreign_text");
    EXPECT_EQ(std::get<Refused>(*message).copy_id, "copy-1");
    const Bytes welcome = encode_message(Welcome{4, 0xffffffff, false});
    const auto welcomed = decode_message(welcome);
    ASSERT_TRUE(welcomed);
    EXPECT_EQ(std::get<Welcome>(*welcomed).client, 0xffffffffU);
    EXPECT_FALSE(std::get<Welcome>(*welcomed).may_write);
    const Bytes ack = encode_message(Ack{3, Bytes{1, 2, 3}});
    EXPECT_EQ(std::get<Ack>(*decode_message(ack)).state_vector.size(), 3U);
    for (const Bytes& frame :
         {encode_message(SyncStep1{ack}),
          encode_message(SyncStep2{ack}),
          encode_message(SyncUpdate{ack}),
          encode_message(AwarenessUpdate{ack}),
          encode_message(PermissionDenied{"why"}),
          encode_message(QueryAwareness{}),
          encode_message(Hello{}),
          encode_message(Notice{"a", "1"})}) {
        const auto again = decode_message(frame);
        ASSERT_TRUE(again);
        EXPECT_EQ(encode_message(*again), frame);
    }
}

TEST(SyncMessage, only_updates_and_answers_are_counted) {
    EXPECT_TRUE(brings_update(SyncStep2{}));
    EXPECT_TRUE(brings_update(SyncUpdate{}));
    EXPECT_FALSE(brings_update(SyncStep1{}));
    EXPECT_FALSE(brings_update(Hello{}));
}

TEST(SyncMessage, refuses_what_is_no_whole_message) {
    for (const Bytes& bad : std::vector<Bytes>{
             {},
             {0},
             {0, 0},
             {0, 0, 2, 1},
             {0, 3, 0},
             {0, 0, 1, 0, 9},
             {4},
             {100},
             {100, 5},
             {100, 3, 1, 1, 2},
             {100, 4, 1, 'k', 1, '{'},
             {2, 1, 0},
             {3, 3},
             {2, 0, 1, 0xff}
         }) {
        EXPECT_FALSE(decode_message(bad)) << to_hex(bad);
    }
    const std::string long_text(message_text_bytes_max + 1, 'x');
    const auto too_long = decode_message(encode_message(PermissionDenied{long_text}));
    ASSERT_FALSE(too_long);
    EXPECT_EQ(too_long.error().code, ErrorCode::TooLarge);
}

} // namespace
} // namespace denkraum::crdt
