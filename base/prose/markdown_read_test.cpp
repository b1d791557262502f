// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "base/prose/markdown.hpp"
#include "base/prose/markdown_read.hpp"

namespace denkraum::prose {
namespace {

Prose read(std::string_view markdown) {
    auto prose = from_markdown(markdown);
    EXPECT_TRUE(prose.has_value());
    return prose.value_or(Prose{});
}

TEST(MarkdownRead, headings_paragraphs_lists_and_quotes_become_blocks) {
    const Prose prose = read(
        "# Werte\nGleich darunter\r\nund weiter.\n\n- eins\n  - darin\n- zwei\n\n1. erst\n2. dann\n"
        "\n> gesagt\n> getan\n"
    );
    ASSERT_EQ(prose.blocks.size(), 8U);
    EXPECT_EQ(prose.blocks[0].kind, Kind::Heading);
    EXPECT_EQ(prose.blocks[0].level, 1);
    EXPECT_EQ(plain_text(prose.blocks[1]), "Gleich darunter und weiter.");
    EXPECT_EQ(prose.blocks[2].list, ListStyle::Bullet);
    EXPECT_EQ(prose.blocks[3].indent, 1);
    EXPECT_EQ(prose.blocks[5].list, ListStyle::Number);
    EXPECT_EQ(prose.blocks[7].kind, Kind::Quote);
    EXPECT_EQ(plain_text(prose.blocks[7]), "gesagt getan");
}

TEST(MarkdownRead, marks_and_links_are_read_and_everything_else_is_words) {
    const Prose prose = read(
        "**fett** *schräg* `code` [Seite](https://a.example/x) <mailto:a@b.example> \\*kein\\* "
        "[böse](javascript:alert) <b>2 * 3 * 4</b> **offen"
    );
    ASSERT_EQ(prose.blocks.size(), 1U);
    const auto& runs = prose.blocks[0].content;
    ASSERT_EQ(runs.size(), 10U);
    EXPECT_TRUE(runs[0].marks.strong);
    EXPECT_TRUE(runs[2].marks.em);
    EXPECT_TRUE(runs[4].marks.code);
    EXPECT_EQ(runs[6].marks.link, "https://a.example/x");
    EXPECT_EQ(runs[8].text, "mailto:a@b.example");
    EXPECT_EQ(runs[9].text, " *kein* [böse](javascript:alert) <b>2 * 3 * 4</b> **offen");
}

TEST(MarkdownRead, what_to_markdown_writes_comes_back) {
    const std::string_view markdown =
        "# Über *uns*\n\nEin Satz mit **Gewicht** und [Verweis](</impressum>), 100 % \\_echt\\_.\n"
        "\nZeile\\\nUmbruch\n\n- a\n  - b\n- c\n";
    const Prose prose = read(markdown);
    EXPECT_EQ(read(to_markdown(prose)), prose);
    EXPECT_EQ(plain_text(prose.blocks[2]), "Zeile\nUmbruch");
}

TEST(MarkdownRead, hostile_nesting_and_size_end_in_words_or_in_a_refusal) {
    EXPECT_EQ(plain_text(read(std::string(10'000, '['))), std::string(10'000, '[') + "\n");
    EXPECT_EQ(
        from_markdown(std::string(markdown_bytes_max + 1, 'a')).error().code, ErrorCode::TooLarge
    );
    EXPECT_EQ(from_markdown("\xff").error().code, ErrorCode::Invalid);
}

} // namespace
} // namespace denkraum::prose
