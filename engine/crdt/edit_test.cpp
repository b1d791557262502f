// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "engine/crdt/edit.hpp"
#include "engine/crdt/update.hpp"

// The base64 updates were made by yjs 13.6.33, doing the same with client id 1.

namespace denkraum::crdt {
namespace {

const Attributes bold{{"bold", "true"}};
const Attributes plain{};

Bytes b64(std::string_view text) {
    return *from_base64(text);
}

Doc doc_with_text(std::string_view text) {
    Doc doc;
    Edit edit(doc, 1);
    EXPECT_TRUE(edit.insert_text("t", Index{0}, text));
    (void)edit.finish();
    return doc;
}

TEST(Edit, writes_what_yjs_writes_for_the_same_change) {
    Doc doc;
    Edit edit(doc, 1);
    // t.insert(0, 'Größe 😀', { bold: true }); t.insertEmbed(2, { b: 'uid' })
    ASSERT_TRUE(edit.insert_text("t", Index{0}, "Größe 😀", bold));
    ASSERT_TRUE(edit.insert_embed("t", Index{2}, R"({ "b": "uid" })"));
    EXPECT_EQ(
        edit.finish(),
        b64("AQcBAAYBAXQEYm9sZAR0cnVlhAEAAkdyhAECCsO2w59lIPCfmICGAQgEYm9sZARudWxsxgECAQMEYm9sZARu"
            "dWxsxQEKAQMLeyJiIjoidWlkIn3GAQsBAwRib2xkBHRydWUA")
    );
}

TEST(Edit, gives_one_update_of_everything_done) {
    Doc doc;
    Edit edit(doc, 1);
    ASSERT_TRUE(edit.insert_text("t", Index{0}, "abc"));
    ASSERT_TRUE(edit.remove("t", Index{1}, 1));
    ASSERT_TRUE(edit.set_key("b", "uid/kind", "\"h\""));
    const Bytes update = edit.finish();
    Doc other;
    const auto changes = other.apply(update);
    ASSERT_TRUE(changes);
    EXPECT_EQ(other.text("t"), "ac");
    EXPECT_EQ(other.map_json("b"), R"({"uid/kind":"h"})");
    EXPECT_EQ(other.encode_state(), doc.encode_state());
}

TEST(Edit, brings_only_what_is_new) {
    Doc doc = doc_with_text("abc");
    Edit edit(doc, 1);
    ASSERT_TRUE(edit.insert_text("t", Index{3}, "d"));
    // t.insert(3, 'd') behind 'abc'
    EXPECT_EQ(edit.finish(), (Bytes{1, 1, 1, 3, 0x84, 1, 2, 1, 'd', 0}));
    Edit nothing(doc, 1);
    EXPECT_EQ(nothing.finish(), (Bytes{0, 0}));
}

TEST(Edit, text_takes_the_marks_on_its_left_unless_told_otherwise) {
    Doc doc;
    Edit edit(doc, 1);
    ASSERT_TRUE(edit.insert_text("t", Index{0}, "fett", bold));
    ASSERT_TRUE(edit.insert_text("t", Index{4}, "er"));
    ASSERT_TRUE(edit.insert_text("t", Index{6}, " normal", plain));
    (void)edit.finish();
    EXPECT_EQ(
        doc.delta_json("t"),
        R"([{"insert":"fetter","attributes":{"bold":true}},{"insert":" normal"}])"
    );
}

TEST(Edit, formats_a_range_and_takes_the_format_away_again) {
    Doc doc = doc_with_text("eins zwei drei");
    Edit edit(doc, 2);
    ASSERT_TRUE(edit.format("t", Index{5}, 4, {{"link", R"("https://x.example/")"}}));
    EXPECT_EQ(
        doc.delta_json("t"),
        R"([{"insert":"eins "},{"insert":"zwei","attributes":{"link":"https://x.example/"}},)"
        R"({"insert":" drei"}])"
    );
    ASSERT_TRUE(edit.format("t", Index{0}, 14, {{"link", "null"}}));
    (void)edit.finish();
    EXPECT_EQ(doc.delta_json("t"), R"([{"insert":"eins zwei drei"}])");
}

TEST(Edit, deleting_marked_text_deletes_its_marks) {
    Doc doc;
    Edit edit(doc, 1);
    ASSERT_TRUE(edit.insert_text("t", Index{0}, "ab", plain));
    ASSERT_TRUE(edit.insert_text("t", Index{1}, "FETT", bold));
    ASSERT_TRUE(edit.remove("t", Index{1}, 4));
    (void)edit.finish();
    EXPECT_EQ(doc.delta_json("t"), R"([{"insert":"ab"}])");
    for (ItemIndex at = doc.first("t"); at != no_item; at = doc.next(at)) {
        EXPECT_TRUE(doc.view(at).kind != ContentKind::Format || doc.view(at).deleted);
    }
}

TEST(Edit, writes_next_to_a_unit_by_its_id) {
    Doc doc = doc_with_text("abcd");
    Edit edit(doc, 2);
    ASSERT_TRUE(edit.insert_text("t", Before{{1, 2}}, "<", plain));
    ASSERT_TRUE(edit.insert_text("t", After{{1, 2}}, ">", plain));
    ASSERT_TRUE(edit.remove("t", Before{{1, 2}}, 1));
    EXPECT_EQ(doc.text("t"), "ab<>d");
    // The place of a deleted unit is kept.
    ASSERT_TRUE(edit.insert_text("t", After{{1, 2}}, "!", plain));
    ASSERT_TRUE(edit.format("t", Before{{1, 0}}, 2, bold));
    (void)edit.finish();
    EXPECT_EQ(
        doc.delta_json("t"), R"([{"insert":"ab","attributes":{"bold":true}},{"insert":"<!>d"}])"
    );
}

TEST(Edit, deletes_units_by_id_in_any_root) {
    Doc doc = doc_with_text("abcd");
    Edit edit(doc, 2);
    ASSERT_TRUE(edit.remove_ids({1, 1, 2}));
    ASSERT_TRUE(edit.remove_ids({77, 0, 5}));
    EXPECT_EQ(edit.finish(), (Bytes{0, 1, 1, 1, 1, 2}));
    EXPECT_EQ(doc.text("t"), "ad");
}

TEST(Edit, sets_and_removes_keys_as_yjs_does) {
    Doc doc;
    Edit edit(doc, 5);
    ASSERT_TRUE(edit.set_key("m", "k", "\"a\""));
    // m.set('k', 'a') and m.set('k', 'b') of doc(5)
    EXPECT_EQ(edit.finish(), b64("AQEFACgBAW0BawF3AWEA"));
    Edit again(doc, 5);
    ASSERT_TRUE(again.set_key("m", "k", "\"b\""));
    EXPECT_EQ(again.finish(), b64("AQEFAagFAAF3AWIBBQEAAQ=="));
    Edit removal(doc, 6);
    ASSERT_TRUE(removal.remove_key("m", "k"));
    ASSERT_TRUE(removal.remove_key("m", "unknown"));
    EXPECT_EQ(removal.finish(), (Bytes{0, 1, 5, 1, 1, 1}));
    EXPECT_EQ(doc.map_json("m"), "{}");
    EXPECT_EQ(doc.map_entries("m").size(), 1U);
}

TEST(Edit, what_makes_no_sense_changes_nothing) {
    Doc doc = doc_with_text("abc");
    const Bytes before = doc.encode_state();
    Edit edit(doc, 2);
    EXPECT_FALSE(edit.insert_text("t", Index{4}, "x"));
    EXPECT_FALSE(edit.insert_text("t", Index{0}, "\xff"));
    EXPECT_FALSE(edit.insert_text("t", Index{0}, "x", Attributes{{"bold", "oops"}}));
    EXPECT_FALSE(edit.insert_embed("t", Index{0}, "{"));
    EXPECT_FALSE(edit.insert_text("t", After{{1, 3}}, "x"));
    EXPECT_FALSE(edit.insert_text("other", After{{1, 0}}, "x"));
    EXPECT_FALSE(edit.remove("t", Index{1}, 3));
    EXPECT_FALSE(edit.format("t", Index{0}, 4, bold));
    EXPECT_FALSE(edit.set_key("m", "k", "nope"));
    ASSERT_TRUE(edit.insert_text("t", Index{1}, ""));
    EXPECT_EQ(edit.finish(), (Bytes{0, 0}));
    EXPECT_EQ(doc.encode_state(), before);
}

TEST(Edit, an_edit_that_is_not_finished_is_taken_back) {
    Doc doc = doc_with_text("abc");
    const Bytes before = doc.encode_state();
    {
        Edit edit(doc, 2);
        ASSERT_TRUE(edit.insert_text("t", Index{1}, "x", bold));
        ASSERT_TRUE(edit.remove("t", Index{0}, 2));
        ASSERT_TRUE(edit.set_key("m", "k", "1"));
        EXPECT_EQ(doc.text("t"), "bc");
    }
    EXPECT_EQ(doc.encode_state(), before);
    EXPECT_EQ(doc.text("t"), "abc");
}

TEST(Edit, edits_of_formatted_text_give_the_same_wherever_the_last_one_was) {
    std::mt19937 random(5);
    Doc hinted;
    Doc fresh;
    for (int round = 0; round < 600; ++round) {
        Edit edit(hinted, 1);
        Edit twin(fresh, 1);
        for (std::uint32_t left = random() % 4; left > 0; --left) {
            // Forgets where the last edit was.
            ASSERT_TRUE(twin.remove_ids({77, 0, 1}));
            const Index at{random() % (hinted.length("t") + 1) / (1 + random() % 3)};
            const std::uint64_t count = random() % (hinted.length("t") - at.value + 1);
            const Attributes marks{
                {random() % 2 == 0 ? "bold" : "em", random() % 3 == 0 ? "null" : "true"}
            };
            switch (random() % 5) {
            case 0:
                ASSERT_TRUE(edit.format("t", at, count, marks));
                ASSERT_TRUE(twin.format("t", at, count, marks));
                break;
            case 1:
                ASSERT_TRUE(edit.remove("t", at, count / 3));
                ASSERT_TRUE(twin.remove("t", at, count / 3));
                break;
            case 2:
                ASSERT_TRUE(edit.insert_embed("t", at, "{}", marks));
                ASSERT_TRUE(twin.insert_embed("t", at, "{}", marks));
                break;
            case 3:
                ASSERT_TRUE(edit.insert_text("t", at, "xyz"));
                ASSERT_TRUE(twin.insert_text("t", at, "xyz"));
                break;
            default:
                ASSERT_TRUE(edit.insert_text("t", at, "abc", marks));
                ASSERT_TRUE(twin.insert_text("t", at, "abc", marks));
            }
        }
        ASSERT_EQ(edit.finish(), twin.finish());
        ASSERT_EQ(hinted.delta_json("t"), fresh.delta_json("t"));
    }
}

TEST(Edit, random_edits_give_what_they_give_in_a_plain_string) {
    std::mt19937 random(3);
    Doc doc;
    Doc other;
    std::string model;
    for (int round = 0; round < 2000; ++round) {
        Edit edit(doc, 1 + random() % 2);
        for (std::uint32_t left = random() % 4; left > 0; --left) {
            // Near the start as often as anywhere.
            const std::size_t at = random() % (model.size() + 1) * (random() % 2);
            const std::size_t count = std::min<std::size_t>(random() % 4, model.size() - at);
            if (random() % 3 == 0) {
                ASSERT_TRUE(edit.remove("t", Index{at}, count));
                model.erase(at, count);
            } else {
                ASSERT_TRUE(edit.insert_text("t", Index{at}, "xyz"));
                model.insert(at, "xyz");
            }
        }
        const Bytes update = edit.finish();
        ASSERT_TRUE(other.apply(update));
        ASSERT_EQ(doc.text("t"), model);
        ASSERT_EQ(doc.length("t"), model.size());
        // Something from elsewhere moves everything.
        if (round % 50 == 0) {
            Edit far(other, 9);
            ASSERT_TRUE(far.insert_text("t", Index{0}, "far"));
            ASSERT_TRUE(doc.apply(far.finish()));
            model.insert(0, "far");
        }
    }
    EXPECT_EQ(other.text("t"), model);
    EXPECT_EQ(other.state_vector(), doc.state_vector());
}

TEST(Edit, a_text_in_an_array_in_a_map_reads_as_yjs_shows_it) {
    Doc doc;
    Edit edit(doc, 7);
    const auto rows = edit.set_array("b", "rows");
    ASSERT_TRUE(rows.has_value());
    const auto row = edit.add_array(*rows);
    const auto left = edit.add_text(*row);
    const auto right = edit.add_text(*row);
    ASSERT_TRUE(right.has_value());
    ASSERT_TRUE(edit.append_text(*left, "Wort 🙂").has_value());
    ASSERT_TRUE(edit.append_text(*left, " fett", {{"strong", "true"}}).has_value());
    ASSERT_TRUE(edit.append_embed(*right, "{\"t\":\"note\"}").has_value());
    EXPECT_FALSE(edit.append_text(*row, "kein Text").has_value());
    EXPECT_FALSE(edit.add_array(*left).has_value());
    const Bytes update = edit.finish();
    Doc other;
    ASSERT_TRUE(other.apply(update).has_value());
    EXPECT_EQ(other.map_json("b"), doc.map_json("b"));
    EXPECT_EQ(other.map_json("b"), R"({"rows":[["Wort 🙂 fett",""]]})");
    const ItemIndex item = other.map_entries("b").front().item;
    EXPECT_EQ(other.held_by(item), Held::Array);
    EXPECT_EQ(other.held_by(other.first_in(other.first_in(item))), Held::Text);
}

} // namespace
} // namespace denkraum::crdt
