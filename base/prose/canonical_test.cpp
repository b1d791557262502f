// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <set>

#include "base/json/json.hpp"
#include "base/prose/canonical.hpp"
#include "base/prose/lists.hpp"
#include "base/prose/prose_json.hpp"

namespace denkraum::prose {
namespace {

Block item(ListStyle style, int indent) {
    Block block = block_of(Kind::Paragraph, "x");
    block.list = style;
    block.indent = indent;
    return block;
}

TEST(Canonical, follows_its_grammar_to_the_byte) {
    Prose prose;
    Block heading = block_of(Kind::Heading, "Äpfel");
    heading.uid = "u1";
    prose.blocks.push_back(heading);
    Block entry = item(ListStyle::Number, 1);
    append_run(entry.content, "y", {.strong = true, .code = true, .link = "/z"});
    entry.content.push_back({{}, {}, R"({ "t": "note" })"});
    prose.blocks.push_back(entry);
    EXPECT_EQ(
        canonical(prose),
        "denkraum-prose 1\n"
        "block 2:u1 h 1 - 0\n"
        "text - 0: 6:Äpfel\n"
        "block 0: p 0 number 1\n"
        "text - 0: 1:x\n"
        "text sc 2:/z 1:y\n"
        "atom 12:{\"t\":\"note\"}\n"
    );
}

TEST(Canonical, is_the_same_however_the_runs_were_cut) {
    Prose whole;
    whole.blocks.push_back(block_of(Kind::Principle, "ab"));
    Prose cut = whole;
    cut.blocks[0].content = {{"a", {}, {}}, {"", {.em = true}, {}}, {"b", {}, {}}};
    EXPECT_EQ(canonical(cut), canonical(whole));
}

TEST(Canonical, differs_for_every_difference_that_a_reader_could_see) {
    std::vector<Prose> texts;
    const auto add = [&](Block block) { texts.push_back({{std::move(block)}}); };
    add(block_of(Kind::Paragraph, "a b"));
    add(block_of(Kind::Principle, "a b"));
    add(block_of(Kind::Paragraph, "a  b"));
    add(item(ListStyle::Bullet, 0));
    add(item(ListStyle::Number, 0));
    add(item(ListStyle::Number, 1));
    Block marked = block_of(Kind::Paragraph, "");
    append_run(marked.content, "a b", {.em = true});
    add(marked);
    marked.content[0].marks.link = "/x";
    add(marked);
    texts.push_back({{block_of(Kind::Paragraph, "a"), block_of(Kind::Paragraph, " b")}});
    // Words that look like the format itself must not pass for it.
    add(block_of(Kind::Paragraph, "a b\nblock 0: p 0 - 0\ntext - 0: 1:c"));
    texts.push_back({{block_of(Kind::Paragraph, "a b"), block_of(Kind::Paragraph, "c")}});
    std::set<std::string> forms;
    for (const Prose& text : texts)
        forms.insert(canonical(text));
    EXPECT_EQ(forms.size(), texts.size());
}

TEST(Canonical, can_be_made_again_from_the_json_of_an_edition) {
    Prose prose;
    prose.blocks.push_back(block_of(Kind::Quote, "„Die Würde“"));
    prose.blocks.back().content.push_back({{}, {}, R"({"b": [1, 2.5]})"});
    const auto back = from_json(*json::parse(json::write(to_json(prose))));
    ASSERT_TRUE(back.has_value());
    EXPECT_EQ(canonical(*back), canonical(prose));
}

TEST(Lists, no_item_is_more_than_one_step_deeper_than_the_one_before) {
    Prose prose;
    for (const int indent : {3, 1, 1, 5, 6, 2, 0})
        prose.blocks.push_back(item(ListStyle::Bullet, indent));
    prose.blocks.push_back(block_of(Kind::Paragraph, "ends the list"));
    prose.blocks.push_back(item(ListStyle::Bullet, 4));
    EXPECT_EQ(item_depths(prose), (std::vector<int>{1, 1, 1, 2, 3, 2, 1, 0, 1}));
}

} // namespace
} // namespace denkraum::prose
