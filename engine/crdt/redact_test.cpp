// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "engine/crdt/edit.hpp"
#include "engine/crdt/redact.hpp"
#include "engine/crdt/update.hpp"

namespace denkraum::crdt {
namespace {

bool holds(ByteView bytes, std::string_view words) {
    return as_text(bytes).find(words) != std::string_view::npos;
}

/// "Vor Erika Muster nach", in two updates of one client and one of another in its middle.
struct Story {
    Doc doc;
    std::vector<Bytes> updates;

    void write(ClientId client, std::uint64_t at, std::string_view words) {
        Edit edit(doc, client);
        EXPECT_TRUE(edit.insert_text("t", Index{at}, words).has_value());
        updates.push_back(edit.finish());
    }
    Story() {
        write(7, 0, "Vor Erika Muster nach");
        write(9, 9, "-Maria");
        write(7, doc.length("t"), " und weiter");
    }
};

TEST(Redact, takes_words_out_of_every_update_and_keeps_all_clocks_and_places) {
    Story story;
    // "Erika Muster" by client 7, "Maria" by client 9.
    const std::vector<IdRange> ranges{{7, 4, 12}, {9, 1, 5}};
    Doc rest;
    for (const Bytes& update : story.updates) {
        const auto redacted = redact(update, ranges);
        ASSERT_TRUE(redacted.has_value());
        EXPECT_FALSE(holds(*redacted, "rika"));
        EXPECT_FALSE(holds(*redacted, "aria"));
        EXPECT_TRUE(validate(*redacted).has_value());
        ASSERT_TRUE(rest.apply(*redacted).has_value());
    }
    EXPECT_EQ(rest.text("t"), "Vor - nach und weiter");
    EXPECT_EQ(rest.state_vector(), story.doc.state_vector());
    EXPECT_FALSE(holds(rest.encode_state(), "rika"));
}

TEST(Redact, an_old_copy_brings_nothing_back_and_later_words_find_their_place) {
    Story story;
    const std::vector<IdRange> ranges{{7, 4, 12}, {9, 1, 5}};
    Doc rest;
    ASSERT_TRUE(rest.apply(*redact(story.doc.encode_state(), ranges)).has_value());
    ASSERT_TRUE(rest.apply(story.doc.encode_state()).has_value());
    EXPECT_EQ(rest.text("t"), "Vor - nach und weiter");
    EXPECT_FALSE(holds(rest.encode_state(), "rika"));
    EXPECT_TRUE(inspect(story.doc.encode_state(), rest)->contradicting.empty());
    // Somebody offline wrote between two words that are gone by now.
    Edit edit(story.doc, 11);
    ASSERT_TRUE(edit.insert_text("t", Index{15}, "!").has_value());
    ASSERT_TRUE(rest.apply(edit.finish()).has_value());
    EXPECT_EQ(rest.text("t"), "Vor -! nach und weiter");
}

TEST(Redact, what_is_not_meant_stays_byte_by_byte) {
    Story story;
    for (const Bytes& update : story.updates) {
        EXPECT_EQ(*redact(update, {}), update);
        EXPECT_EQ(*redact(update, std::vector<IdRange>{{8, 0, 100}}), update);
    }
}

TEST(Redact, values_of_maps_go_with_those_they_replaced) {
    Doc doc;
    std::vector<Bytes> updates;
    for (const auto* value : {"\"Erika\"", "\"Erna\""}) {
        Edit edit(doc, 7);
        ASSERT_TRUE(edit.set_key("b", "uid1/rows", value).has_value());
        ASSERT_TRUE(edit.set_key("b", "uid2/rows", "\"bleibt\"").has_value());
        updates.push_back(edit.finish());
    }
    const auto ranges =
        units_below(doc, "b", [](std::string_view key) { return key.starts_with("uid1/"); });
    Doc rest;
    for (const Bytes& update : updates) {
        const auto redacted = redact(update, ranges);
        ASSERT_TRUE(redacted.has_value());
        EXPECT_FALSE(holds(*redacted, "Er"));
        ASSERT_TRUE(rest.apply(*redacted).has_value());
    }
    EXPECT_FALSE(rest.map_value("b", "uid1/rows").has_value());
    EXPECT_EQ(rest.map_value("b", "uid2/rows"), "\"bleibt\"");
}

TEST(Redact, bytes_that_are_no_update_are_refused) {
    EXPECT_EQ(redact(Bytes{1, 2, 3}, {}).error().code, ErrorCode::Corrupt);
}

} // namespace
} // namespace denkraum::crdt
