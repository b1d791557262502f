// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "domain/document/history/restore.hpp"
#include "domain/document/text/projection.hpp"
#include "domain/document/text/seed.hpp"
#include "engine/crdt/edit.hpp"

namespace denkraum::document::history {
namespace {

prose::Block block(int number, std::string words, prose::Kind kind = prose::Kind::Paragraph) {
    prose::Block made = prose::block_of(kind, std::move(words));
    made.uid = fmt::format("{:022}", number);
    return made;
}

crdt::Doc doc_of(const prose::Prose& prose) {
    crdt::Doc doc;
    EXPECT_TRUE(text::seed(doc, 1, prose));
    return doc;
}

prose::Prose words_of(const crdt::Doc& doc) {
    return text::project(doc).prose;
}

TEST(Restore, makes_the_text_say_what_it_said_then) {
    prose::Prose then;
    then.blocks = {block(1, "Werte", prose::Kind::Heading), block(2, "Menschen entscheiden.")};
    then.blocks[0].level = 1;
    prose::Prose now;
    now.blocks = {block(2, "Niemand entscheidet."), block(3, "Neu.")};
    crdt::Doc doc = doc_of(now);
    const auto update = bring_back(doc, 2, then);
    ASSERT_TRUE(update) << update.error().detail;
    EXPECT_EQ(words_of(doc), prose::normalised(then));
    EXPECT_TRUE(bring_back(doc, 2, then)->empty()) << "there is nothing left to do";
}

TEST(Restore, keeps_what_others_type_meanwhile) {
    prose::Prose then;
    then.blocks = {block(1, "Menschen entscheiden hier.")};
    prose::Prose now;
    now.blocks = {block(1, "Menschen entscheiden.")};
    crdt::Doc doc = doc_of(now);
    crdt::Doc window;
    ASSERT_TRUE(window.apply(doc.encode_state()));
    crdt::Edit edit(window, 7);
    ASSERT_TRUE(edit.insert_text("t", crdt::Index{1}, "Immer: "));
    const Bytes typed = edit.finish();
    const auto update = bring_back(doc, 2, then);
    ASSERT_TRUE(update);
    ASSERT_TRUE(doc.apply(typed));
    ASSERT_TRUE(window.apply(*update));
    EXPECT_EQ(prose::plain_text(words_of(doc)), "Immer: Menschen entscheiden hier.\n");
    EXPECT_EQ(words_of(window), words_of(doc));
}

TEST(Restore, brings_marks_kinds_tables_and_sources_back) {
    prose::Prose then;
    then.blocks = {block(1, "", prose::Kind::Principle), block(2, "Maße")};
    then.blocks[0].content = {{"Menschen ", {}, {}}, {"entscheiden", {.strong = true}, {}}};
    then.blocks[0].sources = {{.title = "Grundgesetz"}};
    then.blocks[1].kind = prose::Kind::Table;
    then.blocks[1].table.rows = {{{{"a", {}, {}}}, {{"b", {}, {}}}}};
    prose::Prose now;
    now.blocks = {block(1, "Menschen entscheiden"), block(2, "Maße")};
    crdt::Doc doc = doc_of(now);
    const auto update = bring_back(doc, 2, then);
    ASSERT_TRUE(update) << update.error().detail;
    EXPECT_EQ(words_of(doc), prose::normalised(then));
}

TEST(Restore, brings_one_block_back_behind_the_neighbour_it_had) {
    prose::Prose then;
    then.blocks = {block(1, "eins"), block(2, "zwei"), block(3, "drei")};
    prose::Prose now;
    now.blocks = {block(3, "drei"), block(1, "eins neu"), block(4, "vier")};
    const auto both = with_block_of(now, then, then.blocks[1].uid);
    ASSERT_TRUE(both);
    EXPECT_EQ(prose::plain_text(*both), "drei\neins neu\nzwei\nvier\n");
    EXPECT_EQ(with_block_of(now, then, "gibt es nicht").error().code, ErrorCode::NotFound);
}

/// Any order, any words, from a small stock of blocks.
prose::Prose random_prose(std::mt19937& random) {
    prose::Prose made;
    std::vector<int> numbers{1, 2, 3, 4, 5, 6, 7, 8};
    std::shuffle(numbers.begin(), numbers.end(), random);
    numbers.resize(1 + random() % numbers.size());
    for (const int number : numbers) {
        prose::Block one = block(number, "");
        const auto runs = random() % 4;
        for (unsigned i = 0; i < runs; ++i) {
            const prose::Marks marks{.strong = random() % 3 == 0, .em = random() % 4 == 0};
            const char* const words[] = {"Haus ", "größer, ", "KI-Systeme 😀 ", "ja. "};
            prose::append_run(one.content, words[random() % 4], marks);
        }
        if (random() % 4 == 0) one.kind = prose::Kind::Principle;
        made.blocks.push_back(std::move(one));
    }
    return prose::normalised(made);
}

TEST(Restore, leads_from_any_text_to_any_other) {
    std::mt19937 random(7);
    for (int round = 0; round < 300; ++round) {
        const prose::Prose now = random_prose(random);
        const prose::Prose then = random_prose(random);
        crdt::Doc doc = doc_of(now);
        const auto update = bring_back(doc, 2, then);
        ASSERT_TRUE(update) << update.error().detail;
        ASSERT_EQ(words_of(doc), then) << "round " << round;
        ASSERT_TRUE(bring_back(doc, 2, now));
        ASSERT_EQ(words_of(doc), now) << "and back, round " << round;
    }
}

} // namespace
} // namespace denkraum::document::history
