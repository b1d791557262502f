// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "base/prose/prose.hpp"
#include "base/prose/prose_json.hpp"

namespace denkraum::prose {
namespace {

Prose sample() {
    Prose prose;
    prose.blocks.push_back(block_of(Kind::Heading, "Wertebasis"));
    Block item = block_of(Kind::Principle, "Menschen ");
    item.list = ListStyle::Number;
    item.indent = 2;
    append_run(item.content, "entscheiden", {.strong = true, .link = "https://example.org/"});
    item.content.push_back({{}, {}, R"({"t":"note","n":1})"});
    prose.blocks.push_back(item);
    prose.blocks.push_back(block_of(Kind::CheckQuestion, ""));
    return prose;
}

TEST(Prose, every_kind_and_list_style_has_an_id_that_reads_back) {
    for (const auto* id : {"p", "h", "quote", "value_pair", "principle", "commitment"}) {
        ASSERT_TRUE(kind_from_id(id).has_value()) << id;
        EXPECT_EQ(id_of(*kind_from_id(id)), id);
    }
    EXPECT_FALSE(kind_from_id("widget").has_value());
    EXPECT_EQ(list_from_id("number"), ListStyle::Number);
}

TEST(Prose, json_brings_the_same_prose_back) {
    const Prose before = sample();
    const auto after = from_json(*json::parse(json::write(to_json(before))));
    ASSERT_TRUE(after.has_value());
    EXPECT_EQ(*after, before);
}

TEST(Prose, unknown_kinds_become_paragraphs_and_keep_their_words) {
    const auto read = from_json(*json::parse(R"({"blocks":[{"kind":"widget","text":"Wort"}]})"));
    ASSERT_TRUE(read.has_value());
    EXPECT_EQ(read->blocks.front().kind, Kind::Paragraph);
    EXPECT_EQ(plain_text(*read), "Wort\n");
}

TEST(Prose, json_of_another_shape_is_refused) {
    EXPECT_FALSE(from_json(*json::parse("[]")).has_value());
    EXPECT_FALSE(from_json(*json::parse(R"({"blocks":[1]})")).has_value());
    EXPECT_FALSE(from_json(*json::parse(R"({"blocks":[{"content":[{"em":true}]}]})")).has_value());
}

TEST(Prose, normalising_joins_equal_neighbours_and_clamps_without_losing_words) {
    Prose prose;
    Block block = block_of(Kind::Heading, "A");
    block.level = 9;
    block.list = ListStyle::Bullet;
    block.content.push_back({"B", {}, {}});
    block.content.push_back({"", {.em = true}, {}});
    prose.blocks.push_back(block);
    const Prose clean = normalised(prose);
    EXPECT_EQ(clean.blocks[0].level, heading_level_max);
    EXPECT_EQ(clean.blocks[0].list, ListStyle::None);
    ASSERT_EQ(clean.blocks[0].content.size(), 1U);
    EXPECT_EQ(clean.blocks[0].content[0].text, "AB");
}

TEST(Prose, words_are_counted_across_marks) {
    EXPECT_EQ(word_count(sample()), 3U);
}

} // namespace
} // namespace denkraum::prose
