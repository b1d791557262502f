// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "base/prose/atoms.hpp"
#include "engine/diff/aspects.hpp"

namespace denkraum::diff {
namespace {

prose::Block block_of(std::string words, prose::Marks marks = {}) {
    prose::Block block{.uid = "AZrHl0uAcACAAAAAAAAAAQ"};
    prose::append_run(block.content, words, marks);
    return block;
}

/// "kind sources"; of the first entry that is not unchanged.
std::string told(const prose::Block& before, const prose::Block& after) {
    std::string out;
    for (const Entry& entry : compare({{before}}, {{after}}).entries) {
        for (const Aspect aspect : aspects_of(entry))
            out += (out.empty() ? "" : " ") + std::string(id_of(aspect));
    }
    return out;
}

TEST(Aspects, each_is_told_where_the_words_are_the_same) {
    const auto before = block_of("Wir hören zu.");
    auto kind = before;
    kind.kind = prose::Kind::Recommendation;
    EXPECT_EQ(told(before, kind), "kind");
    auto item = before;
    item.list = prose::ListStyle::Bullet;
    EXPECT_EQ(told(before, item), "list");
    auto sources = before;
    sources.sources = {{.title = "Protokoll"}};
    EXPECT_EQ(told(before, sources), "sources");
    EXPECT_EQ(told(before, block_of("Wir hören zu.", {.strong = true})), "marks");
    EXPECT_EQ(told(before, block_of("Wir hören zu.", {.link = "https://a.example"})), "links");
    EXPECT_EQ(told(before, block_of("Wir hören zu.", {.term = "Das heißt …"})), "terms");
    EXPECT_EQ(told(before, before), "");
}

TEST(Aspects, a_mark_on_half_of_a_link_leaves_the_link_as_it_is) {
    auto after = block_of("Wir hören ", {.link = "https://a.example"});
    prose::append_run(after.content, "zu.", {.em = true, .link = "https://a.example"});
    EXPECT_EQ(told(block_of("Wir hören zu.", {.link = "https://a.example"}), after), "marks");
}

TEST(Aspects, notes_and_alternative_texts_are_told_apart) {
    auto noted = block_of("Wir hören zu.");
    noted.content.push_back(prose::inline_of(prose::Note{.words = "Seit 2024."}));
    EXPECT_EQ(told(block_of("Wir hören zu."), noted), "notes");
    const auto picture = [](std::string alternative) {
        auto block = block_of("Wir hören zu.");
        block.content.push_back(prose::inline_of(
            prose::Image{std::string(64, 'a'), "image/png", 2, 2, std::move(alternative)}
        ));
        return block;
    };
    EXPECT_EQ(told(picture("ein Kreis"), picture("ein Quadrat")), "images");
}

TEST(Aspects, a_table_tells_its_heads_and_what_changed_in_its_cells) {
    prose::Block before{.uid = "AZrHl0uAcACAAAAAAAAAAQ", .kind = prose::Kind::Table};
    before.table.rows = {{block_of("Wer").content, block_of("Was").content}};
    auto after = before;
    after.table.header_column = true;
    after.table.rows[0][1].front().marks.strong = true;
    EXPECT_EQ(told(before, after), "marks heads");
}

TEST(Aspects, what_is_new_has_none) {
    auto block = block_of("Wir hören zu.", {.strong = true});
    block.sources = {{.title = "Protokoll"}};
    const auto diff = compare({}, {{block}});
    ASSERT_EQ(diff.entries.size(), 1U);
    EXPECT_TRUE(aspects_of(diff.entries.front()).empty());
}

} // namespace
} // namespace denkraum::diff
