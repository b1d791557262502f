// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <algorithm>
#include <ctime>
#include <random>

#include "engine/crdt/doc.hpp"
#include "engine/crdt/edit.hpp"
#include "engine/crdt/update.hpp"

// The base64 updates were made by yjs 13.6.33.

namespace denkraum::crdt {
namespace {

Bytes b64(std::string_view text) {
    return *from_base64(text);
}

// const t = doc(1).getText('t'); t.insert(0, 'a'); t.insert(1, 'b'); t.insert(2, 'c')
const Bytes key_a = b64("AQEBAAQBAXQBYQA=");
const Bytes key_b = b64("AQEBAYQBAAFiAA==");
const Bytes key_c = b64("AQEBAoQBAQFjAA==");
// t.delete(0, 1) and t.delete(0, 2)
const Bytes delete_a = b64("AAEBAQAB");
const Bytes delete_ab = b64("AAEBAQAC");

TEST(Update, merging_joins_what_was_typed_key_by_key) {
    const std::vector<ByteView> updates{key_c, key_a, key_b, key_a};
    // What yjs writes for one t.insert(0, 'abc')
    EXPECT_EQ(*merge_updates(updates), b64("AQEBAAQBAXQDYWJjAA=="));
}

TEST(Update, merging_leaves_a_hole_where_something_is_missing) {
    const std::vector<ByteView> updates{key_a, key_c};
    // Y.mergeUpdates([a, c]), and Y.encodeStateVectorFromUpdate() of it
    const Bytes merged = *merge_updates(updates);
    EXPECT_EQ(merged, b64("AQMBAAQBAXQBYQoBhAEBAWMA"));
    EXPECT_EQ(*state_vector_of(merged), b64("AQEB"));
    EXPECT_EQ(*state_vector_of(key_c), Bytes{0});
}

TEST(Update, merging_prefers_content_to_what_was_collected) {
    const Bytes collected{1, 1, 1, 0, 0, 3, 0};
    const std::vector<ByteView> updates{collected, key_b, key_a};
    // 'ab', and one collected unit behind it
    EXPECT_EQ(*merge_updates(updates), (Bytes{1, 2, 1, 0, 4, 1, 1, 't', 2, 'a', 'b', 0, 1, 0}));
}

TEST(Update, merging_two_values_of_one_key_keeps_both) {
    // const m = doc(5).getMap('m'); m.set('k', 'a'); m.set('k', 'b')
    const Bytes first = b64("AQEFACgBAW0BawF3AWEA");
    const Bytes second = b64("AQEFAagFAAF3AWIBBQEAAQ==");
    const std::vector<ByteView> updates{first, second};
    Doc doc;
    ASSERT_TRUE(doc.apply(*merge_updates(updates)));
    EXPECT_EQ(doc.map_json("m"), R"({"k":"b"})");
    EXPECT_EQ(doc.next_clock(5), 2U);
}

TEST(Update, merging_stays_one_run_however_many_keys_were_typed) {
    Doc doc;
    std::vector<Bytes> updates;
    for (int i = 0; i < 30'000; ++i) {
        Edit edit(doc, 1);
        ASSERT_TRUE(edit.insert_text("t", Index{static_cast<std::uint64_t>(i)}, "k"));
        updates.push_back(edit.finish());
    }
    const std::vector<ByteView> views(updates.begin(), updates.end());
    EXPECT_EQ(*merge_updates(views), doc.encode_state());
    EXPECT_LT(doc.encode_state().size(), 30'100U);
}

TEST(Update, a_diff_starts_inside_a_run) {
    const std::vector<ByteView> updates{key_a, key_b, key_c};
    const Bytes merged = *merge_updates(updates);
    EXPECT_EQ(*diff_update(merged, Bytes{1, 1, 2}), key_c);
    EXPECT_EQ(*diff_update(merged, Bytes{1, 1, 3}), (Bytes{0, 0}));
}

TEST(Update, inspection_tells_new_from_known) {
    Doc doc;
    ASSERT_TRUE(doc.apply(key_a));
    const std::vector<ByteView> updates{key_a, key_b, key_c, delete_a};
    const Bytes update = *merge_updates(updates);
    const auto inspection = inspect(update, doc);
    ASSERT_TRUE(inspection);
    EXPECT_EQ(inspection->structs, (std::vector{IdRange{1, 0, 3}}));
    EXPECT_EQ(inspection->new_structs, (std::vector{IdRange{1, 1, 2}}));
    EXPECT_EQ(inspection->deletes, (std::vector{IdRange{1, 0, 1}}));
    EXPECT_EQ(inspection->new_deletes, (std::vector{IdRange{1, 0, 1}}));
    EXPECT_TRUE(inspection->contradicting.empty());
    EXPECT_EQ(*text_in(update, inspection->new_structs), "bc");
    ASSERT_TRUE(doc.apply(update));
    EXPECT_TRUE(inspect(update, doc)->new_structs.empty());
    EXPECT_TRUE(inspect(update, doc)->new_deletes.empty());
}

TEST(Update, what_waits_can_be_counted_as_known) {
    Doc doc;
    ASSERT_TRUE(doc.apply(key_c)) << "b is missing";
    const std::vector<ByteView> updates{key_b, key_c};
    const Bytes update = *merge_updates(updates);
    auto inspection = inspect(update, doc);
    ASSERT_TRUE(inspection);
    EXPECT_EQ(inspection->new_structs, (std::vector{IdRange{1, 1, 2}}));
    count_waiting_as_known(*inspection, doc);
    EXPECT_EQ(inspection->new_structs, (std::vector{IdRange{1, 1, 1}}));
    EXPECT_EQ(*news_of(update, *inspection), key_b);
}

TEST(Update, deletions_that_wait_are_no_news) {
    Doc doc;
    ASSERT_TRUE(doc.apply(key_a));
    // a and b are deleted; b is not known yet.
    const Bytes deletes{0, 1, 1, 1, 0, 2};
    const auto first = inspect(deletes, doc);
    ASSERT_TRUE(first);
    EXPECT_EQ(first->new_deletes, (std::vector{IdRange{1, 0, 2}}));
    EXPECT_EQ(*deletions_of_known(deletes, *first, doc), (Bytes{0, 1, 1, 1, 0, 1}));
    ASSERT_TRUE(doc.apply(deletes));
    EXPECT_TRUE(doc.has_pending());
    const auto again = inspect(deletes, doc);
    EXPECT_TRUE(again->new_deletes.empty());
    EXPECT_EQ(*deletions_of_known(deletes, *again, doc), (Bytes{0, 0}));
}

TEST(Update, inspection_finds_a_second_writer_on_an_id) {
    Doc doc;
    ASSERT_TRUE(doc.apply(b64("AQEBAAQBAXQDYWJjAA==")));
    const Bytes other{1, 1, 1, 0, 4, 1, 1, 't', 3, 'a', 'X', 'c', 0};
    EXPECT_EQ(inspect(other, doc)->contradicting, (std::vector{IdRange{1, 0, 3}}));
    EXPECT_TRUE(inspect(key_b, doc)->contradicting.empty());
    const Bytes not_b{1, 1, 1, 1, 4 | 0x80, 1, 0, 1, 'B', 0};
    EXPECT_EQ(inspect(not_b, doc)->contradicting, (std::vector{IdRange{1, 1, 1}}));
}

TEST(Update, inspection_compares_texts_whatever_their_pieces_are) {
    Doc doc;
    // 'aä😀z' in two runs with another client's text between the units of the pair's neighbours
    ASSERT_TRUE(doc.apply(
        Bytes{1, 1, 1, 0, 4, 1, 1, 't', 8, 'a', 0xc3, 0xa4, 0xf0, 0x9f, 0x98, 0x80, 'z', 0}
    ));
    ASSERT_TRUE(doc.apply(Bytes{1, 1, 2, 0, 0xc4, 1, 1, 1, 2, 1, '-', 0}));
    const Bytes same{1, 1, 1, 0, 4, 1, 1, 't', 8, 'a', 0xc3, 0xa4, 0xf0, 0x9f, 0x98, 0x80, 'z', 0};
    EXPECT_TRUE(inspect(same, doc)->contradicting.empty());
    const Bytes other{1, 1, 1, 0, 4, 1, 1, 't', 8, 'a', 0xc3, 0xa4, 0xf0, 0x9f, 0x98, 0x80, 'y', 0};
    EXPECT_EQ(inspect(other, doc)->contradicting, (std::vector{IdRange{1, 2, 3}}));
    // A replica that cut the pair tells replacements.
    const Bytes halved{1, 1, 1, 2, 0x84, 1, 1, 7, 0xef, 0xbf, 0xbd, 0xef, 0xbf, 0xbd, 'z', 0};
    EXPECT_TRUE(inspect(halved, doc)->contradicting.empty());
    // From the middle of the pair on.
    const Bytes second_half{1, 1, 1, 3, 0x84, 1, 2, 4, 0xef, 0xbf, 0xbd, 'z', 0};
    EXPECT_TRUE(inspect(second_half, doc)->contradicting.empty());
}

TEST(Update, text_is_taken_out_in_units) {
    const Bytes update{1, 1, 1, 0, 4, 1, 1, 't', 6, 'a', 0xf0, 0x9f, 0x98, 0x80, 'b', 0};
    EXPECT_EQ(*text_in(update, std::vector{IdRange{1, 0, 3}}), "a😀");
    EXPECT_EQ(*text_in(update, std::vector{IdRange{1, 3, 1}}), "b");
    EXPECT_EQ(*text_in(update, std::vector{IdRange{2, 0, 9}}), "");
}

TEST(Update, parts_can_be_left_out) {
    const std::vector<ByteView> updates{key_a, key_b, key_c, delete_ab};
    const Bytes update = *merge_updates(updates);
    const auto kept = without(update, std::vector{IdRange{1, 1, 1}}, std::vector{IdRange{1, 1, 1}});
    ASSERT_TRUE(kept);
    const auto inspection = inspect(*kept, Doc());
    EXPECT_EQ(inspection->structs, (std::vector{IdRange{1, 0, 1}, IdRange{1, 2, 1}}));
    EXPECT_EQ(inspection->deletes, (std::vector{IdRange{1, 0, 1}}));
    Doc doc;
    ASSERT_TRUE(doc.apply(*kept));
    EXPECT_TRUE(doc.has_pending());
}

TEST(Update, state_vectors_go_there_and_back_highest_client_first) {
    const std::vector<ClientClock> clocks{{3, 1}, {900, 2}, {5, 7}};
    const Bytes bytes = encode_state_vector(clocks);
    EXPECT_EQ(bytes, (Bytes{3, 0x84, 7, 2, 5, 7, 3, 1}));
    EXPECT_EQ(*decode_state_vector(bytes), (std::vector<ClientClock>{{900, 2}, {5, 7}, {3, 1}}));
    EXPECT_FALSE(decode_state_vector(Bytes{200, 1}));
    EXPECT_FALSE(decode_state_vector(Bytes{2, 1, 1}));
}

TEST(Update, validation_agrees_with_what_a_document_takes) {
    EXPECT_TRUE(validate(key_a));
    EXPECT_FALSE(validate(Bytes{1, 1}));
    EXPECT_FALSE(validate(Bytes{}));
    EXPECT_TRUE(validate(Bytes{0, 0}));
}

/// An update for each key of two people who write in turns and now and then somewhere else.
std::vector<Bytes> keystrokes(std::size_t count) {
    std::mt19937 random(5);
    Doc doc;
    std::vector<Bytes> updates;
    std::uint64_t at = 0;
    while (updates.size() < count) {
        const std::uint64_t length = doc.length("t");
        if (updates.size() % 50 == 0) at = random() % (length + 1);
        Edit edit(doc, 1 + updates.size() / 10 % 2);
        EXPECT_TRUE(edit.insert_text("t", Index{at++}, "x"));
        updates.push_back(edit.finish());
    }
    return updates;
}

/// Processor time, the least of several merges.
double seconds_for_merging(std::span<const ByteView> updates) {
    double least = 1e9;
    for (int round = 0; round < 5; ++round) {
        const std::clock_t begun = std::clock();
        EXPECT_TRUE(merge_updates(updates).has_value());
        const auto ticks = static_cast<double>(std::clock() - begun);
        least = std::min(least, ticks / static_cast<double>(CLOCKS_PER_SEC));
    }
    return least;
}

TEST(Update, merging_four_times_as_many_takes_about_four_times_as_long) {
    const std::vector<Bytes> updates = keystrokes(80'000);
    std::vector<ByteView> views(updates.begin(), updates.end());
    for (const char* order : {"as they came", "in any order"}) {
        const double few = seconds_for_merging(std::span(views).first(views.size() / 4));
        const double all = seconds_for_merging(views);
        // Sixteen times, if each were compared with all the others.
        EXPECT_LT(all / few, 9) << order << ": " << few << " s, then " << all << " s";
        std::shuffle(views.begin(), views.end(), std::mt19937(3));
    }
}

} // namespace
} // namespace denkraum::crdt
