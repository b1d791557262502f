// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <cstring>
#include <random>
#include <sstream>

#include "base/html/prose_html.hpp"

namespace denkraum::html {
namespace {

using prose::Block;
using prose::block_of;
using prose::Kind;
using prose::ListStyle;
using prose::Prose;

Block item(ListStyle style, int indent, std::string words) {
    Block block = block_of(Kind::Paragraph, std::move(words));
    block.list = style;
    block.indent = indent;
    return block;
}

/// The words of markup, as a person would read them.
std::string words_of_markup(const std::string& markup) {
    std::string text;
    for (std::size_t i = 0; i < markup.size(); ++i) {
        if (markup[i] == '<') {
            const std::size_t end = markup.find('>', i);
            const std::string tag = markup.substr(i, end - i);
            const bool is_inline = tag.starts_with("<a") || tag == "</a" || tag == "<em"
                                   || tag == "</em" || tag.starts_with("<strong")
                                   || tag == "</strong" || tag == "<code" || tag == "</code";
            if (!is_inline) text += '\n';
            i = end;
            continue;
        }
        bool found = false;
        for (const auto& [entity, sign] : std::initializer_list<std::pair<const char*, char>>{
                 {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}
             }) {
            if (markup.compare(i, std::strlen(entity), entity) != 0) continue;
            text += sign;
            i += std::strlen(entity) - 1;
            found = true;
        }
        if (!found) text += markup[i];
    }
    return text;
}

std::string words_of(const std::string& text) {
    std::istringstream in(text);
    std::string all;
    for (std::string word; in >> word;)
        all += word + " ";
    return all;
}

TEST(ProseHtml, a_paragraph_has_kind_number_and_anchor) {
    const Prose prose{{block_of(Kind::Principle, "A & B")}};
    const std::vector<BlockFace> faces{
        {.anchor = "chp_1__para_2", .number = "1.2", .number_label = "Nr. 1.2"}
    };
    const auto label = [](Kind) { return std::string("Grundsatz"); };
    EXPECT_EQ(
        prose_html(prose, {.faces = faces, .label = label}).markup(),
        "<div class=\"dk-prose\"><div class=\"dk-para dk-para--principle\" id=\"chp_1__para_2\">"
        "<a class=\"dk-para__number\" href=\"#chp_1__para_2\" aria-label=\"Nr. 1.2\">1.2</a>"
        "<p class=\"dk-para__kind\">Grundsatz</p>"
        "<p class=\"dk-para__text\">A &amp; B</p></div></div>"
    );
}

TEST(ProseHtml, a_draft_has_headings_below_the_page_title_and_no_numbers) {
    Block deep = block_of(Kind::Heading, "Tief");
    deep.level = 4;
    const Prose prose{{block_of(Kind::Heading, "Oben"), deep}};
    EXPECT_EQ(
        prose_html(prose).markup(),
        "<div class=\"dk-prose\"><h2 class=\"dk-prose__heading\">Oben</h2>"
        "<h5 class=\"dk-prose__heading\">Tief</h5></div>"
    );
}

TEST(ProseHtml, lists_nest_inside_the_item_above_them) {
    const Prose prose{
        {item(ListStyle::Bullet, 0, "a"),
         item(ListStyle::Number, 3, "b"),
         item(ListStyle::Number, 3, "c"),
         item(ListStyle::Bullet, 3, "d"),
         item(ListStyle::Bullet, 0, "e")}
    };
    std::string shape;
    const std::string markup = prose_html(prose).markup();
    for (const auto* tag : {"<ul", "<ol"})
        for (std::size_t at = markup.find(tag); at != std::string::npos;
             at = markup.find(tag, at + 1))
            shape += tag + 1;
    EXPECT_EQ(shape, "ululol");
    const std::size_t second = markup.find(">b<");
    EXPECT_LT(markup.find("<ol"), second);
    EXPECT_LT(markup.find("</ol>"), markup.find(">d<"));
    EXPECT_LT(markup.find(">d<"), markup.find(">e<"));
    EXPECT_EQ(markup.find("</li></ul></li><li"), markup.rfind("</li></ul></li>"));
}

TEST(ProseHtml, a_dangerous_address_is_words_only) {
    Block block = block_of(Kind::Paragraph, "");
    prose::append_run(block.content, "klick", {.link = "javascript:alert(1)"});
    prose::append_run(block.content, "hier", {.strong = true, .link = "/l/ki/1/2"});
    EXPECT_EQ(
        Inlines("de", {}).html(block.content).markup(),
        "klick<a class=\"kern-link\" href=\"/l/ki/1/2\" rel=\"nofollow\"><strong>hier</strong></a>"
    );
}

TEST(ProseHtml, the_table_of_contents_nests_levels_even_where_one_is_skipped) {
    Prose prose;
    std::vector<BlockFace> faces;
    for (const int level : {2, 1, 2, 2, 1, 3}) {
        Block block = block_of(Kind::Heading, "H" + std::to_string(level));
        block.level = level;
        prose.blocks.push_back(block);
        faces.push_back({.anchor = "h" + std::to_string(faces.size())});
    }
    const std::string markup = contents_html(prose, faces, 2).markup();
    EXPECT_EQ(words_of(words_of_markup(markup)), "H2 H1 H2 H2 H1 ");
    EXPECT_NE(markup.find("href=\"#h2\">H2</a></li><li>"), std::string::npos) << markup;
    EXPECT_EQ(contents_html({}, {}).markup(), "");
}

TEST(ProseHtml, whatever_the_words_are_a_reader_gets_the_same_ones) {
    const std::vector<std::string> pieces{"<b>", "&amp;", "a", " ", "\n", "\"", "'", "„Ü“", "--"};
    for (unsigned seed = 1; seed <= 2'000; ++seed) {
        std::mt19937 random(seed);
        const auto below = [&](std::size_t n) { return random() % n; };
        Prose prose;
        for (std::size_t b = below(8) + 1; b > 0; --b) {
            Block block;
            block.kind = static_cast<Kind>(below(10));
            block.level = static_cast<int>(below(6));
            block.list = static_cast<ListStyle>(below(3));
            block.indent = static_cast<int>(below(9));
            for (std::size_t r = below(4); r > 0; --r) {
                std::string words;
                for (std::size_t p = below(5); p > 0; --p)
                    words += pieces[below(pieces.size())];
                prose::append_run(
                    block.content,
                    words,
                    {.strong = below(2) == 0, .em = below(2) == 0, .link = below(3) ? "" : "/x"}
                );
            }
            prose.blocks.push_back(std::move(block));
        }
        ASSERT_EQ(
            words_of(words_of_markup(prose_html(prose).markup())),
            words_of(prose::plain_text(prose::normalised(prose)))
        ) << "seed "
          << seed;
    }
}

TEST(ProseHtml, a_table_has_heads_with_their_scope_and_its_caption_as_name) {
    Block table = block_of(Kind::Table, "Fristen");
    table.table = {
        .header_row = true,
        .header_column = true,
        .rows = {{{{"Was"}}, {{"Wann"}}}, {{{"Prüfen"}}, {{"Mai"}}}}
    };
    const std::string markup = prose_html({{table}}).markup();
    EXPECT_NE(markup.find("aria-label=\"Fristen\""), std::string::npos);
    EXPECT_NE(markup.find("<caption>Fristen</caption>"), std::string::npos);
    EXPECT_NE(markup.find("scope=\"col\">Wann</th>"), std::string::npos);
    EXPECT_NE(markup.find("scope=\"row\">Prüfen</th>"), std::string::npos);
    EXPECT_NE(markup.find("<td class=\"kern-table__cell\">Mai</td>"), std::string::npos);
}

TEST(ProseHtml, notes_are_numbered_through_and_each_term_is_explained_once) {
    Prose prose;
    for (const char* words : {"Erste.", "Zweite."}) {
        Block block = block_of(Kind::Paragraph, "Die ");
        prose::append_run(block.content, "DSGVO", {.term = "Verordnung <EU>"});
        block.content.push_back(prose::inline_of(prose::Note{words}));
        prose.blocks.push_back(block);
    }
    const std::string markup = prose_html(prose).markup();
    EXPECT_NE(markup.find("href=\"#anmerkung-2\""), std::string::npos);
    EXPECT_NE(markup.find("<li id=\"anmerkung-1\">Erste."), std::string::npos);
    EXPECT_NE(markup.find("<li id=\"anmerkung-2\">Zweite."), std::string::npos);
    EXPECT_NE(markup.find("<dd>Verordnung &lt;EU&gt;"), std::string::npos);
    EXPECT_EQ(markup.find("id=\"begriff-2\""), std::string::npos);
    EXPECT_EQ(
        prose_html({{block_of(Kind::Paragraph, "x")}}).markup().find("Anmerkungen"),
        std::string::npos
    );
}

TEST(ProseHtml, a_term_that_is_a_link_too_leads_to_both) {
    Block block = block_of(Kind::Paragraph, "Die ");
    prose::append_run(
        block.content, "DSGVO", {.link = "https://example.org/", .term = "Verordnung <EU>"}
    );
    const std::string markup = prose_html({{block}}).markup();
    EXPECT_TRUE(markup.contains("href=\"https://example.org/\" rel=\"nofollow\">DSGVO</a><sup"));
    EXPECT_TRUE(markup.contains("href=\"#begriff-1\""));
    EXPECT_TRUE(markup.contains("aria-label=\"Was das heißt: DSGVO\""));
    EXPECT_TRUE(markup.contains("<dd>Verordnung &lt;EU&gt;"));
    block.content.back().marks.link = "javascript:alert(1)";
    EXPECT_TRUE(prose_html({{block}}).markup().contains("<dd>Verordnung &lt;EU&gt;"));
}

TEST(ProseHtml, pieces_of_one_text_share_its_numbers_and_what_is_behind_it) {
    Inlines inlines("en", {});
    std::string markup;
    for (const char* words : {"First.", "Second."}) {
        Block block = block_of(Kind::Paragraph, "x");
        block.content.push_back(prose::inline_of(prose::Note{words}));
        markup += prose_html({{block}}, {.language = "en", .inlines = &inlines}).markup();
    }
    EXPECT_TRUE(markup.contains("href=\"#anmerkung-1\""));
    EXPECT_TRUE(markup.contains("href=\"#anmerkung-2\""));
    EXPECT_FALSE(markup.contains("Notes"));
    EXPECT_TRUE(inlines.end_matter(2).markup().contains("<li id=\"anmerkung-2\">Second."));
}

TEST(ProseHtml, an_image_has_its_alternative_text_or_is_told_in_words) {
    Block block;
    block.content.push_back(prose::inline_of(prose::Image{
        .hash = std::string(64, 'a'),
        .type = "image/png",
        .width = 4,
        .height = 5,
        .alternative = "Ein \"Kreis\""
    }));
    const std::string shown =
        prose_html(
            {{block}},
            {.image_address = [](const prose::Image& one) { return "/bilder/" + one.hash; }}
        ).markup();
    EXPECT_NE(shown.find("alt=\"Ein &quot;Kreis&quot;\" width=\"4\""), std::string::npos);
    EXPECT_NE(prose_html({{block}}).markup().find("[Bild: Ein"), std::string::npos);
}

} // namespace
} // namespace denkraum::html
