// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <random>
#include <sstream>

#include "base/prose/markdown.hpp"

#ifdef DENKRAUM_HAS_CMARK
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#endif

namespace denkraum::prose {
namespace {

Block item(ListStyle style, int indent, std::string words) {
    Block block = block_of(Kind::Paragraph, std::move(words));
    block.list = style;
    block.indent = indent;
    return block;
}

std::string markdown_of(Block block) {
    return to_markdown({{std::move(block)}});
}

std::string german(Kind kind) {
    return kind == Kind::Principle ? "Grundsatz" : "";
}

TEST(Markdown, headings_paragraphs_and_quotes_are_set_apart_by_blank_lines) {
    Prose prose;
    prose.blocks.push_back(block_of(Kind::Heading, "Werte"));
    prose.blocks.push_back(block_of(Kind::Principle, "Menschen entscheiden."));
    prose.blocks.push_back(block_of(Kind::Quote, "Erste Zeile\nzweite"));
    const std::vector<std::string> numbers{"1", "1.1", ""};
    EXPECT_EQ(
        to_markdown(prose, {.label = german, .numbers = numbers, .heading_shift = 1}),
        "## 1 Werte\n"
        "\n"
        "**1.1** *Grundsatz:* Menschen entscheiden.\n"
        "\n"
        "> Erste Zeile\\\n"
        "> zweite\n"
    );
}

TEST(Markdown, lists_nest_below_the_words_of_their_parent) {
    Prose prose;
    prose.blocks.push_back(item(ListStyle::Bullet, 0, "a"));
    for (int i = 1; i <= 10; ++i)
        prose.blocks.push_back(item(ListStyle::Number, 4, "b" + std::to_string(i)));
    prose.blocks.push_back(item(ListStyle::Bullet, 5, "c\nd"));
    prose.blocks.push_back(item(ListStyle::Bullet, 0, "e"));
    const std::string text = to_markdown(prose);
    EXPECT_TRUE(text.starts_with("- a\n  1. b1\n  2. b2\n")) << text;
    EXPECT_TRUE(text.ends_with("  10. b10\n      - c\\\n        d\n- e\n")) << text;
}

TEST(Markdown, words_with_a_meaning_in_markdown_stay_words) {
    EXPECT_EQ(
        markdown_of(block_of(Kind::Paragraph, "1. a*b*_c_ <b>&amp; [x](y) `z`")),
        "1\\. a\\*b\\*\\_c\\_ \\<b\\>\\&amp; \\[x\\](y) \\`z\\`\n"
    );
    EXPECT_EQ(
        markdown_of(block_of(Kind::Paragraph, "# a\n- b\n=== c")), "\\# a\\\n\\- b\\\n\\=== c\n"
    );
    EXPECT_EQ(markdown_of(block_of(Kind::Heading, "Sprache C #")), "# Sprache C \\#\n");
}

TEST(Markdown, marks_touch_their_words_and_fall_back_to_tags_inside_a_word) {
    Block block = block_of(Kind::Paragraph, "vor");
    append_run(block.content, " fett ", {.strong = true});
    append_run(block.content, "nach", {});
    append_run(block.content, "„x“", {.em = true});
    append_run(block.content, "Ende ", {});
    append_run(block.content, "a`b", {.code = true});
    append_run(block.content, " ", {});
    append_run(block.content, "hier", {.link = "https://example.org/a b>"});
    append_run(block.content, " böse", {.link = "javascript:x"});
    EXPECT_EQ(
        markdown_of(block),
        "vor **fett** nach<em>„x“</em>Ende `` a`b `` [hier](<https://example.org/a b\\>>) böse\n"
    );
}

#ifdef DENKRAUM_HAS_CMARK

/// What a reader of the Markdown would see, by the reference parser with all its extensions.
std::string read_back(const std::string& markdown) {
    cmark_gfm_core_extensions_ensure_registered();
    cmark_parser* parser = cmark_parser_new(CMARK_OPT_DEFAULT);
    for (const auto* name : {"table", "strikethrough", "autolink", "tasklist"})
        cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(name));
    cmark_parser_feed(parser, markdown.data(), markdown.size());
    cmark_node* document = cmark_parser_finish(parser);
    std::string words;
    cmark_iter* walk = cmark_iter_new(document);
    while (cmark_iter_next(walk) != CMARK_EVENT_DONE) {
        cmark_node* node = cmark_iter_get_node(walk);
        const auto type = cmark_node_get_type(node);
        if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE || type == CMARK_NODE_CODE_BLOCK) {
            words += cmark_node_get_literal(node);
        } else if (type != CMARK_NODE_HTML_INLINE && type != CMARK_NODE_EMPH
                   && type != CMARK_NODE_STRONG && type != CMARK_NODE_LINK) {
            words += '\n';
        }
    }
    cmark_iter_free(walk);
    cmark_node_free(document);
    cmark_parser_free(parser);
    return words;
}

std::string words_of(const std::string& text) {
    std::istringstream in(text);
    std::string all;
    for (std::string word; in >> word;)
        all += word + " ";
    return all;
}

/// Pieces that mean something in Markdown, alone or together.
const std::vector<std::string>& pieces() {
    static const std::vector<std::string> all{
        "*",           "**",      "_",   "`",   "``", "~~",  "[",    "](", "![", "<",
        "<b>",         "&amp;",   "#",   "+",   "-",  "---", "===",  "1.", "2)", "|",
        ":-",          ">",       "\\",  "\n",  " ",  "  ",  "\t",   "a",  "b.", "„Ü“",
        "https://x_y", "www.a_b", "@",   "ä",   "%",  "(",   "-->",  "$",  "^",  "=",
        "!",           "a@b.c",   "[ ]", "[x]", "\r", "§ 1", "<!--", "c"
    };
    return all;
}

Prose random_prose(std::mt19937& random) {
    const auto below = [&](std::size_t n) { return random() % n; };
    Prose prose;
    for (std::size_t b = below(8) + 1; b > 0; --b) {
        Block block;
        block.kind = static_cast<Kind>(below(10));
        block.level = static_cast<int>(below(6));
        block.list = static_cast<ListStyle>(below(3));
        block.indent = static_cast<int>(below(5));
        for (std::size_t r = below(5); r > 0; --r) {
            Marks marks{.strong = below(3) == 0, .em = below(3) == 0, .code = below(5) == 0};
            if (below(5) == 0) marks.link = "https://example.org/<\\>&";
            std::string words;
            for (std::size_t p = below(5); p > 0; --p)
                words += pieces()[below(pieces().size())];
            append_run(block.content, words, marks);
        }
        prose.blocks.push_back(std::move(block));
    }
    return normalised(std::move(prose));
}

TEST(Markdown, whatever_the_words_are_a_reader_gets_the_same_ones) {
    for (unsigned seed = 1; seed <= 20'000; ++seed) {
        std::mt19937 random(seed);
        const Prose prose = random_prose(random);
        const std::string markdown = to_markdown(prose);
        ASSERT_EQ(words_of(read_back(markdown)), words_of(plain_text(prose)))
            << "seed " << seed << "\n"
            << markdown;
    }
}

#endif

} // namespace
} // namespace denkraum::prose
