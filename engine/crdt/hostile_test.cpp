// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <cstdint>
#include <random>
#include <string>

#include "engine/crdt/doc.hpp"
#include "engine/crdt/edit.hpp"
#include "engine/crdt/lib0/writer.hpp"
#include "engine/crdt/limits.hpp"
#include "engine/crdt/state/store.hpp"
#include "engine/crdt/update.hpp"

// Updates made by hand to do harm: each is refused or bounded, and changes nothing.

namespace denkraum::crdt {
namespace {

constexpr std::uint8_t gc = 0;
constexpr std::uint8_t string = 4;
constexpr std::uint8_t type = 7;
constexpr std::uint8_t any = 8;
constexpr std::uint8_t with_key = 0x20;
constexpr std::uint8_t right_origin = 0x40;
constexpr std::uint8_t origin = 0x80;

/// One client with this many structs from this clock on.
Writer section(std::uint64_t structs, ClientId client, std::uint64_t clock) {
    Writer writer;
    writer.var_uint(1);
    writer.var_uint(structs);
    writer.var_uint(client);
    writer.var_uint(clock);
    return writer;
}

void write_root(Writer& writer, std::uint8_t kind, std::string_view root) {
    writer.byte(kind);
    writer.var_uint(1);
    writer.var_string(root);
}

Bytes text_update(ClientId client, std::string_view text) {
    Writer writer = section(1, client, 0);
    write_root(writer, string, "t");
    writer.var_string(text);
    writer.var_uint(0);
    return writer.take();
}

void expect_refused(const Bytes& update, ErrorCode code) {
    Doc doc;
    ASSERT_TRUE(doc.apply(text_update(1, "unharmed")));
    const Bytes before = doc.encode_state();
    const Store::Sizes sizes = doc.store().sizes();
    const auto changes = doc.apply(update);
    ASSERT_FALSE(changes.has_value());
    EXPECT_EQ(changes.error().code, code) << changes.error().detail;
    EXPECT_EQ(doc.encode_state(), before);
    EXPECT_EQ(doc.store().sizes(), sizes) << "nothing stays behind";
    EXPECT_EQ(doc.text("t"), "unharmed");
}

TEST(Hostile, a_huge_number_of_structs_in_few_bytes_is_refused) {
    expect_refused(section(1ULL << 50U, 2, 0).take(), ErrorCode::Corrupt);
    Writer clients;
    clients.var_uint(1ULL << 40U);
    expect_refused(clients.take(), ErrorCode::Corrupt);
    Writer deletes;
    deletes.var_uint(0);
    deletes.var_uint(1);
    deletes.var_uint(5);
    deletes.var_uint(1ULL << 45U);
    expect_refused(deletes.take(), ErrorCode::Corrupt);
}

TEST(Hostile, a_huge_number_of_values_in_few_bytes_is_refused) {
    Writer writer = section(1, 2, 0);
    write_root(writer, any, "a");
    writer.var_uint(1ULL << 40U);
    writer.var_uint(0);
    expect_refused(writer.take(), ErrorCode::Corrupt);
}

TEST(Hostile, a_number_above_53_bits_is_refused) {
    expect_refused({1, 1, 255, 255, 255, 255, 255, 255, 255, 255, 1, 0}, ErrorCode::Corrupt);
    expect_refused({128, 128, 128, 128, 128, 128, 128, 128, 128, 0}, ErrorCode::Corrupt);
}

TEST(Hostile, clocks_and_lengths_that_run_over_are_refused) {
    Writer clock = section(1, 2, (1ULL << 53U) - 1);
    clock.byte(gc);
    clock.var_uint(1);
    clock.var_uint(0);
    expect_refused(clock.take(), ErrorCode::TooLarge);
    Writer length = section(2, 2, 0);
    length.byte(gc);
    length.var_uint(clock_max);
    length.byte(gc);
    length.var_uint(2);
    length.var_uint(0);
    expect_refused(length.take(), ErrorCode::TooLarge);
    Writer deletes;
    for (const std::uint64_t number : {0, 1, 5, 1})
        deletes.var_uint(number);
    deletes.var_uint(0);
    deletes.var_uint((1ULL << 53U) - 1);
    expect_refused(deletes.take(), ErrorCode::TooLarge);
}

TEST(Hostile, values_nested_too_deep_are_refused) {
    constexpr std::uint8_t array_tag = 117;
    Writer writer = section(1, 2, 0);
    write_root(writer, any, "a");
    writer.var_uint(1);
    for (int i = 0; i < 1'000'000; ++i) {
        writer.byte(array_tag);
        writer.byte(1);
    }
    writer.byte(126);
    writer.var_uint(0);
    expect_refused(writer.take(), ErrorCode::TooLarge);
}

TEST(Hostile, types_nested_too_deep_are_refused_and_taken_back) {
    constexpr std::uint32_t depth = type_depth_max + 5;
    Writer writer = section(depth + 1, 2, 0);
    write_root(writer, string, "t");
    writer.var_string("gone");
    for (std::uint32_t i = 0; i < depth; ++i) {
        writer.byte(type);
        if (i == 0) {
            writer.var_uint(1);
            writer.var_string("a");
        } else {
            writer.var_uint(0);
            writer.var_uint(2);
            writer.var_uint(3 + i);
        }
        writer.var_uint(0);
    }
    writer.var_uint(0);
    expect_refused(writer.take(), ErrorCode::TooLarge);
}

/// Sets so many keys, formats a text, each under clients of its own, and ends in a nest of types
/// that is too deep.
Bytes much_and_too_deep(std::uint64_t keys) {
    Writer writer;
    constexpr std::uint64_t deep = type_depth_max + 5;
    constexpr ClientId many = 1000;
    writer.var_uint(keys + 1);
    for (std::uint64_t i = keys; i-- > 0;) {
        writer.var_uint(1);
        writer.var_uint(many + i);
        writer.var_uint(0);
        writer.byte(any | (i % 3 == 0 ? 0 : with_key));
        writer.var_uint(1);
        writer.var_string(i % 3 == 0 ? "root" + std::to_string(i) : std::string("m"));
        if (i % 3 != 0) writer.var_string("key" + std::to_string(i));
        writer.var_uint(1);
        writer.byte(126);
    }
    writer.var_uint(deep);
    writer.var_uint(2);
    writer.var_uint(0);
    for (std::uint64_t i = 0; i < deep; ++i) {
        writer.byte(type);
        writer.var_uint(i == 0 ? 1 : 0);
        if (i == 0) {
            writer.var_string("a");
        } else {
            writer.var_uint(2);
            writer.var_uint(i - 1);
        }
        writer.var_uint(0);
    }
    writer.var_uint(0);
    return writer.take();
}

TEST(Hostile, what_a_refused_update_named_is_forgotten_with_it) {
    expect_refused(much_and_too_deep(100'000), ErrorCode::TooLarge);
}

TEST(Hostile, a_document_goes_on_as_if_a_refused_update_had_never_come) {
    std::mt19937 random(5);
    Doc doc;
    Doc twin;
    for (int round = 0; round < 300; ++round) {
        Edit editing(twin, 70);
        const std::string key = "key" + std::to_string(random() % 50);
        const std::uint64_t length = twin.length("t");
        ASSERT_TRUE(editing.insert_text("t", Index{random() % (length + 1)}, "Wörter"));
        ASSERT_TRUE(editing.remove("t", Index{random() % (length + 1)}, 1));
        ASSERT_TRUE(editing.set_key("m", key, std::to_string(round)));
        ASSERT_TRUE(editing.insert_embed("t", Index{0}, "{}"));
        const Bytes update = editing.finish();
        ASSERT_FALSE(doc.apply(much_and_too_deep(random() % 40)).has_value());
        ASSERT_TRUE(doc.apply(update).has_value());
        ASSERT_EQ(doc.delta_json("t"), twin.delta_json("t"));
        ASSERT_EQ(doc.map_json("m"), twin.map_json("m"));
    }
    EXPECT_EQ(doc.encode_state(), twin.encode_state());
}

TEST(Hostile, a_scan_through_made_up_conflicts_ends_and_is_taken_back) {
    // Many clients write at the start, each before another unit: every one of them has to pass
    // all the others.
    constexpr std::uint64_t writers = 7000;
    Doc doc;
    constexpr ClientId first_writer = 1'000'000;
    ASSERT_TRUE(doc.apply(text_update(first_writer, std::string(writers, 'x'))));
    const Bytes before = doc.encode_state();
    Writer writer;
    writer.var_uint(writers);
    for (std::uint64_t i = 0; i < writers; ++i) {
        writer.var_uint(1);
        writer.var_uint(100 + i);
        writer.var_uint(0);
        writer.byte(string | right_origin);
        writer.var_uint(first_writer);
        writer.var_uint(i);
        writer.var_string("y");
    }
    writer.var_uint(0);
    const auto changes = doc.apply(writer.take());
    ASSERT_FALSE(changes.has_value());
    EXPECT_EQ(changes.error().code, ErrorCode::TooLarge);
    EXPECT_EQ(doc.encode_state(), before);
    EXPECT_EQ(doc.next(doc.first("t")), no_item);
    ASSERT_TRUE(doc.apply(text_update(2, "fine")));
    EXPECT_TRUE(doc.text("t").starts_with("fine"));
}

TEST(Hostile, halving_every_character_of_a_long_text_costs_no_more_than_its_length_allows) {
    constexpr std::uint64_t characters = 200'000;
    std::string text;
    for (std::uint64_t i = 0; i < characters; ++i)
        text += "😀";
    Doc doc;
    ASSERT_TRUE(doc.apply(text_update(1, text)));
    Writer writer;
    writer.var_uint(0);
    writer.var_uint(1);
    writer.var_uint(1);
    writer.var_uint(characters);
    for (std::uint64_t i = 0; i < characters; ++i) {
        writer.var_uint(2 * i);
        writer.var_uint(1);
    }
    ASSERT_TRUE(doc.apply(writer.take()));
    EXPECT_EQ(doc.length("t"), characters);
    EXPECT_EQ(doc.text("t").size(), 3 * characters);
    EXPECT_TRUE(doc.text("t").starts_with("\ufffd\ufffd"));
}

TEST(Hostile, splitting_a_long_list_of_values_from_its_end_is_bounded) {
    constexpr std::uint64_t values = 20'000;
    Doc doc;
    Writer list = section(1, 1, 0);
    write_root(list, any, "a");
    list.var_uint(values);
    for (std::uint64_t i = 0; i < values; ++i)
        list.byte(126);
    list.var_uint(0);
    ASSERT_TRUE(doc.apply(list.take()));
    const Bytes before = doc.encode_state();
    Writer writer = section(values - 1, 2, 0);
    for (std::uint64_t i = values - 1; i > 0; --i) {
        writer.byte(string | right_origin);
        writer.var_uint(1);
        writer.var_uint(i);
        writer.var_string("x");
    }
    writer.var_uint(0);
    const auto changes = doc.apply(writer.take());
    ASSERT_FALSE(changes);
    EXPECT_EQ(changes.error().code, ErrorCode::TooLarge);
    EXPECT_EQ(doc.encode_state(), before);
}

TEST(Hostile, inspecting_one_long_text_against_many_small_pieces_is_linear) {
    std::string text;
    for (int i = 0; i < 300'000; ++i)
        text += "ä";
    Doc doc;
    ASSERT_TRUE(doc.apply(text_update(1, text)));
    // The same, unit by unit.
    Writer pieces = section(300'000, 1, 0);
    write_root(pieces, string, "t");
    pieces.var_string("ä");
    for (std::uint64_t i = 1; i < 300'000; ++i) {
        pieces.byte(string | origin);
        pieces.var_uint(1);
        pieces.var_uint(i - 1);
        pieces.var_string(i == 299'999 ? "x" : "ä");
    }
    pieces.var_uint(0);
    const auto inspection = inspect(pieces.take(), doc);
    ASSERT_TRUE(inspection);
    EXPECT_EQ(inspection->contradicting, (std::vector{IdRange{1, 299'999, 1}}));
    EXPECT_TRUE(inspection->new_structs.empty());
}

TEST(Hostile, collected_structs_of_two_bytes_take_no_room_of_their_own) {
    Writer writer = section(1'000'000, 2, 0);
    for (int i = 0; i < 1'000'000; ++i) {
        writer.byte(gc);
        writer.var_uint(1);
    }
    writer.var_uint(0);
    Doc doc;
    ASSERT_TRUE(doc.apply(writer.take()));
    EXPECT_EQ(doc.next_clock(2), 1'000'000U);
    EXPECT_LT(doc.encode_state().size(), 30U);
}

TEST(Hostile, a_struct_that_builds_on_itself_is_refused) {
    for (const std::uint8_t side : {origin, right_origin}) {
        Writer writer = section(1, 2, 5);
        writer.byte(string | side);
        writer.var_uint(2);
        writer.var_uint(5);
        writer.var_string("x");
        writer.var_uint(0);
        expect_refused(writer.take(), ErrorCode::Corrupt);
    }
    Writer parent = section(1, 2, 5);
    parent.byte(string);
    parent.var_uint(0);
    parent.var_uint(2);
    parent.var_uint(9);
    parent.var_string("x");
    parent.var_uint(0);
    expect_refused(parent.take(), ErrorCode::Corrupt);
}

TEST(Hostile, two_structs_that_wait_for_each_other_wait_for_ever) {
    Writer writer;
    writer.var_uint(2);
    for (const ClientId client : {ClientId{8}, ClientId{7}}) {
        writer.var_uint(1);
        writer.var_uint(client);
        writer.var_uint(0);
        writer.byte(string | origin);
        writer.var_uint(client == 8 ? 7 : 8);
        writer.var_uint(0);
        writer.var_string("x");
    }
    writer.var_uint(0);
    Doc doc;
    const Bytes update = writer.take();
    const auto changes = doc.apply(update);
    ASSERT_TRUE(changes);
    EXPECT_TRUE(changes->pending);
    EXPECT_EQ(doc.text("t"), "");
    Doc copy;
    ASSERT_TRUE(copy.apply(doc.encode_state()));
    EXPECT_TRUE(copy.has_pending());
}

TEST(Hostile, a_parent_that_is_no_type_collects_what_is_in_it) {
    Doc doc;
    ASSERT_TRUE(doc.apply(text_update(1, "no type")));
    Writer writer = section(1, 2, 0);
    writer.byte(string);
    writer.var_uint(0);
    writer.var_uint(1);
    writer.var_uint(3);
    writer.var_string("lost");
    writer.var_uint(0);
    ASSERT_TRUE(doc.apply(writer.take()));
    EXPECT_EQ(doc.text("t"), "no type");
    EXPECT_FALSE(doc.find({2, 0}));
    EXPECT_EQ(doc.next_clock(2), 4U);
}

TEST(Hostile, overlapping_deletions_of_things_unknown_wait_as_one) {
    Doc doc;
    ASSERT_TRUE(doc.apply(text_update(1, "abcdef")));
    Writer writer;
    writer.var_uint(0);
    writer.var_uint(2);
    for (const ClientId client : {ClientId{1}, ClientId{9}}) {
        writer.var_uint(client);
        writer.var_uint(200);
        for (std::uint64_t i = 0; i < 100; ++i) {
            writer.var_uint(4);
            writer.var_uint(1000 - i);
            writer.var_uint(5);
            writer.var_uint(1);
        }
    }
    const auto changes = doc.apply(writer.take());
    ASSERT_TRUE(changes);
    EXPECT_EQ(changes->deleted, (std::vector{IdRange{1, 4, 2}}));
    EXPECT_TRUE(changes->pending);
    const auto inspection = inspect(doc.encode_state(), Doc());
    ASSERT_TRUE(inspection);
    EXPECT_EQ(inspection->deletes, (std::vector{IdRange{1, 4, 1000}, IdRange{9, 4, 1000}}));
}

TEST(Hostile, a_unit_between_another_and_itself_goes_to_one_place_whatever_was_split) {
    Writer writer = section(2, 1, 0);
    write_root(writer, string, "t");
    writer.var_string("ab");
    writer.byte(string | origin | right_origin);
    for (int both = 0; both < 2; ++both) {
        writer.var_uint(1);
        writer.var_uint(1);
    }
    writer.var_string("x");
    writer.var_uint(0);
    Doc doc;
    ASSERT_TRUE(doc.apply(writer.take()).has_value());
    Doc split;
    ASSERT_TRUE(split.apply(text_update(1, "a")).has_value());
    ASSERT_TRUE(split.apply(doc.encode_state()).has_value());
    EXPECT_EQ(split.text("t"), doc.text("t"));
}

TEST(Hostile, what_waits_for_units_that_the_server_writes_comes_with_them) {
    Writer writer = section(1, 1, 0);
    writer.byte(string | origin);
    writer.var_uint(7);
    writer.var_uint(2);
    writer.var_string("x");
    writer.var_uint(0);
    Doc doc;
    ASSERT_TRUE(doc.apply(writer.take()).has_value());
    ASSERT_TRUE(doc.has_pending());
    Edit edit(doc, 7);
    ASSERT_TRUE(edit.insert_text("t", Index{0}, "abc").has_value());
    Doc log;
    ASSERT_TRUE(log.apply(edit.finish()).has_value());
    EXPECT_EQ(log.text("t"), "abc") << "the update has only what was edited";
    EXPECT_EQ(doc.text("t"), "abcx");
    EXPECT_FALSE(doc.has_pending());
}

TEST(Hostile, the_rest_of_a_struct_goes_on_behind_a_beginning_that_stands_elsewhere) {
    Doc doc;
    Edit edit(doc, 1);
    ASSERT_TRUE(edit.insert_text("t", Index{0}, "a").has_value());
    ASSERT_TRUE(edit.set_key("b", "k", "1").has_value());
    (void)edit.finish();
    // A second writer under the same id says that unit 1 is text, and so is unit 2.
    Writer writer = section(1, 1, 1);
    writer.byte(string | right_origin);
    writer.var_uint(1);
    writer.var_uint(0);
    writer.var_string("xy");
    writer.var_uint(0);
    ASSERT_TRUE(doc.apply(writer.take()).has_value());
    Doc again;
    ASSERT_TRUE(again.apply(doc.encode_state()).has_value());
    EXPECT_EQ(again.text("t"), doc.text("t"));
    EXPECT_EQ(again.map_json("b"), doc.map_json("b"));
}

TEST(Hostile, the_rest_of_a_struct_waits_for_nothing_that_its_beginning_would_need) {
    // Two writers on one id: units 0 to 4 in a text, then units 2 to 7 in a type nobody knows.
    constexpr std::uint8_t deleted = 1;
    const Bytes known{1, 1, 1, 0, string, 1, 1, 't', 5, 'H', 'a', 'l', 'l', 'o', 0};
    const Bytes other{1, 1, 1, 2, deleted, 0, 3, 1, 6, 0};
    for (const bool known_first : {true, false}) {
        Doc doc;
        ASSERT_TRUE(doc.apply(known_first ? known : other));
        ASSERT_TRUE(doc.apply(known_first ? other : known));
        EXPECT_EQ(doc.next_clock(1), 8U);
        EXPECT_FALSE(doc.has_pending());
        Doc again;
        ASSERT_TRUE(again.apply(doc.encode_state()));
        EXPECT_EQ(again.state_vector(), doc.state_vector());
    }
}

TEST(Hostile, text_that_is_not_utf8_and_json_that_is_none_are_refused) {
    expect_refused(text_update(2, "\xff"), ErrorCode::Corrupt);
    expect_refused(text_update(2, "\xed\xa0\x80"), ErrorCode::Corrupt);
    Writer embed = section(1, 2, 0);
    write_root(embed, 5, "t");
    embed.var_string("{oops");
    embed.var_uint(0);
    expect_refused(embed.take(), ErrorCode::Corrupt);
    expect_refused(text_update(2, ""), ErrorCode::Corrupt);
}

TEST(Hostile, every_truncation_of_an_update_is_refused) {
    // A text with formats and an embed, a map, an xml tree, a deletion: see doc_test.cpp.
    for (const std::string_view whole :
         {"AQcBAAYBAXQEYm9sZAR0cnVlhAEAAkdyhAECCsO2w59lIPCfmICGAQgEYm9sZARudWxsxgECAQMEYm9sZARudWxs"
          "xQEKAQMLeyJiIjoidWlkIn3GAQsBAwRib2xkBHRydWUA",
          "AQcFACgBAW0BawF9AagFAAF9QCgBAW0BdQF/KAEBbQFuAXt/+AAAAAAAACgBAW0DYmlnAXr/////////+ygBAW0B"
          "ZgF7P7mZmZmZmZooAQFtAW8BdgQBOX0DAjEwfQIBYn0BAWF1A35/dAIBAgEFAQAB",
          "AQgHAAcBAXgDBFBhcmEHAAcABgYABwEGc3Ryb25nCXsiayI6InYifYQHAgRmZXR0hgcGBnN0cm9uZwRudWxshAcH"
          "BCB1bmQoAAcAAWIBfQEoAAcAAWEBdwF6AA=="}) {
        const Bytes update = *from_base64(whole);
        Doc doc;
        for (std::size_t bytes = 0; bytes < update.size(); ++bytes) {
            EXPECT_FALSE(doc.apply(ByteView(update).first(bytes))) << bytes;
        }
        EXPECT_EQ(doc.encode_state(), (Bytes{0, 0}));
        EXPECT_TRUE(doc.apply(update));
        Bytes longer = update;
        longer.push_back(0);
        EXPECT_FALSE(doc.apply(longer));
    }
}

TEST(Hostile, bytes_changed_at_random_never_harm_the_document) {
    const Bytes base = *from_base64("AQgHAAcBAXgDBFBhcmEHAAcABgYABwEGc3Ryb25nCXsiayI6InYifYQHAgRmZX"
                                    "R0hgcGBnN0cm9uZwRudWxshAcHBCB1"
                                    "bmQoAAcAAWIBfQEoAAcAAWEBdwF6AA==");
    std::mt19937 random(7);
    int accepted = 0;
    for (int round = 0; round < 3000; ++round) {
        Doc doc;
        ASSERT_TRUE(doc.apply(base));
        ASSERT_TRUE(doc.apply(text_update(7000, "😀 text")));
        const Bytes before = doc.encode_state();
        Bytes update = base;
        for (int i = 0; i < 1 + round % 4; ++i) {
            update[random() % update.size()] = static_cast<std::uint8_t>(random());
        }
        if (doc.apply(update)) {
            ++accepted;
            // Whatever was made of it can be written and taken in again.
            Doc copy;
            ASSERT_TRUE(copy.apply(doc.encode_state()));
            EXPECT_EQ(copy.state_vector(), doc.state_vector());
        } else {
            EXPECT_EQ(doc.encode_state(), before);
        }
        ASSERT_TRUE(doc.apply(text_update(8000, "more")));
    }
    EXPECT_GT(accepted, 100);
}

TEST(Hostile, an_update_that_fails_late_takes_back_splits_deletions_and_waiting_structs) {
    Doc doc;
    ASSERT_TRUE(doc.apply(text_update(1, "ab😀cd")));
    // Waits for client 5.
    ASSERT_TRUE(doc.apply(Bytes{1, 1, 6, 0, string | origin, 5, 0, 1, 'w', 0}));
    Edit edit(doc, 3);
    ASSERT_TRUE(edit.set_key("m", "k", "1"));
    (void)edit.finish();
    const Bytes before = doc.encode_state();
    Writer writer;
    writer.var_uint(3);
    // Splits the text inside the pair, brings what was waited for, sets the key again …
    writer.var_uint(1);
    writer.var_uint(9);
    writer.var_uint(0);
    writer.byte(string | origin | right_origin);
    for (const std::uint64_t number : {1, 2, 1, 3})
        writer.var_uint(number);
    writer.var_string("-");
    writer.var_uint(1);
    writer.var_uint(5);
    writer.var_uint(0);
    write_root(writer, string, "t");
    writer.var_string("five");
    // … and nests types too deep.
    writer.var_uint(type_depth_max + 3);
    writer.var_uint(4);
    writer.var_uint(0);
    writer.byte(any | origin);
    writer.var_uint(3);
    writer.var_uint(0);
    writer.var_uint(1);
    writer.byte(126);
    for (std::uint32_t i = 0; i < type_depth_max + 2; ++i) {
        writer.byte(type);
        writer.var_uint(i == 0 ? 1 : 0);
        if (i == 0) {
            writer.var_string("a");
        } else {
            writer.var_uint(4);
            writer.var_uint(i);
        }
        writer.var_uint(0);
    }
    writer.var_uint(1);
    for (const std::uint64_t number : {1, 1, 0, 2})
        writer.var_uint(number);
    const auto changes = doc.apply(writer.take());
    ASSERT_FALSE(changes);
    EXPECT_EQ(changes.error().code, ErrorCode::TooLarge);
    EXPECT_EQ(doc.encode_state(), before);
    EXPECT_EQ(doc.text("t"), "ab😀cd");
    EXPECT_EQ(doc.map_json("m"), R"({"k":1})");
    EXPECT_TRUE(doc.has_pending());
}

} // namespace
} // namespace denkraum::crdt
