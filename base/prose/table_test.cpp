// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "base/json/json.hpp"
#include "base/prose/atoms.hpp"
#include "base/prose/canonical.hpp"
#include "base/prose/markdown.hpp"
#include "base/prose/prose_json.hpp"

namespace denkraum::prose {
namespace {

const std::string some_hash(64, 'a');

Image image() {
    return {
        .hash = some_hash, .type = "image/png", .width = 2, .height = 3, .alternative = "Ein Kreis"
    };
}

Cell cell(std::string_view words, const Marks& marks = {}) {
    Cell made;
    append_run(made, words, marks);
    return made;
}

Block table() {
    Block block = block_of(Kind::Table, "Fristen");
    block.uid = "AAAAAAAAAAAAAAAAAAAAAA";
    block.table =
        {.header_row = true,
         .header_column = true,
         .rows = {
             {cell("Was"), cell("Bis | wann")},
             {cell("Prüfen", {.strong = true}), cell("Mai\nJuni")},
         }};
    return block;
}

Block noted() {
    Block block = block_of(Kind::Paragraph, "Die ");
    append_run(block.content, "DSGVO", {.term = "Datenschutz-Grundverordnung \"EU\""});
    append_run(block.content, " gilt", {});
    block.content.push_back(inline_of(Note{"Seit 2018."}));
    append_run(block.content, ".", {});
    block.content.push_back(inline_of(image()));
    block.sources = {{"Verordnung", "https://example.org/", "2016/679", "2026-11-22"}};
    return block;
}

TEST(Table, the_words_are_the_caption_and_the_rows_with_cells_parted_by_tabs) {
    EXPECT_EQ(plain_text(table()), "Fristen\nWas\tBis | wann\nPrüfen\tMai\nJuni");
    EXPECT_EQ(word_count({{table()}}), 8U);
}

TEST(Table, json_brings_tables_notes_terms_and_sources_back) {
    const Prose before{{table(), noted()}};
    const auto after = from_json(*json::parse(json::write(to_json(before))));
    ASSERT_TRUE(after.has_value());
    EXPECT_EQ(*after, before);
}

TEST(Table, short_rows_are_filled_up_and_a_table_without_rows_is_a_paragraph) {
    Block ragged = table();
    ragged.table.rows.push_back({cell("allein")});
    Block empty = block_of(Kind::Table, "Nur ein Titel");
    const Prose clean = normalised({{ragged, empty}});
    EXPECT_EQ(clean.blocks[0].table.rows.back().size(), 2U);
    EXPECT_EQ(clean.blocks[1].kind, Kind::Paragraph);
    EXPECT_EQ(plain_text(clean.blocks[1]), "Nur ein Titel");
}

TEST(Table, too_many_rows_or_columns_are_refused) {
    Block wide = table();
    wide.table.rows = {Row(json_columns_max + 1)};
    EXPECT_EQ(from_json(to_json(Prose{{wide}})).error().code, ErrorCode::TooLarge);
    Block tall = table();
    Prose many;
    for (int i = 0; i < 2; ++i) {
        Block one = tall;
        // Short rows beside one long one: filled up they are half of what a text may have, and one.
        one.table.rows = std::vector<Row>(json_rows_max, Row(1));
        one.table.rows.back() = Row(cells_max / json_rows_max / 2 + 1);
        many.blocks.push_back(std::move(one));
    }
    EXPECT_EQ(from_json(to_json(many)).error().code, ErrorCode::TooLarge);
    many.blocks.pop_back();
    EXPECT_TRUE(from_json(to_json(many)));
    tall.table.rows = std::vector<Row>(json_rows_max + 1, Row(1));
    EXPECT_EQ(from_json(to_json(Prose{{tall}})).error().code, ErrorCode::TooLarge);
}

TEST(Table, every_part_of_it_is_in_the_canonical_form) {
    const std::string before = canonical({{table(), noted()}});
    const auto differs = [&](auto change) {
        Prose other{{table(), noted()}};
        change(other);
        return canonical(other) != before;
    };
    EXPECT_TRUE(differs([](Prose& p) { p.blocks[0].table.header_column = false; }));
    EXPECT_TRUE(differs([](Prose& p) { p.blocks[0].table.rows[1][1][0].text = "Mai"; }));
    EXPECT_TRUE(differs([](Prose& p) {
        std::swap(p.blocks[0].table.rows[0], p.blocks[0].table.rows[1]);
    }));
    EXPECT_TRUE(differs([](Prose& p) { p.blocks[1].content[1].marks.term = "anders"; }));
    EXPECT_TRUE(differs([](Prose& p) { p.blocks[1].sources[0].file_number = ""; }));
}

TEST(Table, a_text_without_them_keeps_the_canonical_form_it_had) {
    EXPECT_EQ(
        canonical({{block_of(Kind::Paragraph, "Wort")}}),
        "denkraum-prose 1\nblock 0: p 0 - 0\ntext - 0: 4:Wort\n"
    );
}

TEST(Table, markdown_has_bars_footnotes_and_explained_terms) {
    const std::string text =
        to_markdown({{table(), noted()}}, {.image_address = [](const Image& one) {
                        return "bilder/" + one.hash.substr(0, 3);
                    }});
    EXPECT_EQ(
        text,
        "Fristen\n\n| Was | Bis \\| wann |\n| --- | --- |\n| **Prüfen** | Mai<br>Juni |\n\n"
        "Die <abbr title=\"Datenschutz-Grundverordnung &quot;EU&quot;\">DSGVO</abbr> gilt[^1]."
        "![Ein Kreis](<bilder/aaa>)\n\n[^1]: Seit 2018.\n"
    );
}

TEST(Atoms, an_image_without_alternative_text_or_with_a_wrong_hash_is_none) {
    EXPECT_EQ(image_of(inline_of(image())), image());
    Image silent = image();
    silent.alternative = "";
    EXPECT_FALSE(image_of(inline_of(silent)));
    Image foreign = image();
    foreign.hash = "../../etc/passwd";
    EXPECT_FALSE(image_of(inline_of(foreign)));
    Image script = image();
    script.type = "image/svg+xml";
    EXPECT_FALSE(image_of(inline_of(script)));
    Image huge = image();
    huge.width = image_side_max + 1;
    EXPECT_FALSE(image_of(inline_of(huge)));
}

TEST(Atoms, a_note_has_words_within_its_bound) {
    EXPECT_EQ(note_of(inline_of(Note{"Wort"})), Note{"Wort"});
    EXPECT_FALSE(note_of(inline_of(Note{""})));
    EXPECT_FALSE(note_of(inline_of(Note{std::string(note_bytes_max + 1, 'x')})));
    EXPECT_FALSE(note_of({.text = "Wort"}));
    EXPECT_FALSE(note_of({.atom = "{"}));
}

} // namespace
} // namespace denkraum::prose
