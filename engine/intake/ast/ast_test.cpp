// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "engine/intake/ast/ast.hpp"
#include "engine/intake/ast/blocks.hpp"
#include "engine/intake/ast/inlines.hpp"
#include "engine/intake/limits.hpp"

namespace denkraum::intake {
namespace {

constexpr std::string_view no_attributes = R"(["",[],[]])";

std::string document(std::string_view blocks, std::string_view meta = "{}") {
    return R"({"pandoc-api-version":[1,22,2,1],"meta":)" + std::string(meta) + R"(,"blocks":[)"
           + std::string(blocks) + "]}";
}

/// Inlines from words: "one two" → Str Space Str.
std::string inlines(std::string_view words) {
    std::string json;
    std::size_t begin = 0;
    while (begin <= words.size()) {
        const std::size_t end = std::min(words.find(' ', begin), words.size());
        if (begin > 0) json += R"(,{"t":"Space"},)";
        json += R"({"t":"Str","c":")" + std::string(words.substr(begin, end - begin)) + R"("})";
        begin = end + 1;
    }
    return json;
}

std::string tagged(std::string_view type, std::string_view inside) {
    return R"({"t":")" + std::string(type) + R"(","c":)" + std::string(inside) + "}";
}

std::string list(std::string_view inside) {
    return "[" + std::string(inside) + "]";
}
std::string para(std::string_view words) {
    return tagged("Para", list(inlines(words)));
}

std::string
ordered(int start, std::string_view style, std::string_view delimiter, std::string_view items) {
    return tagged(
        "OrderedList",
        list(
            list(
                std::to_string(start) + R"(,{"t":")" + std::string(style) + R"("},{"t":")"
                + std::string(delimiter) + R"("})"
            )
            + "," + list(items)
        )
    );
}

std::string cell(std::string_view blocks) {
    return list(std::string(no_attributes) + R"(,{"t":"AlignDefault"},1,1,)" + list(blocks));
}
std::string row(std::string_view cells) {
    return list(std::string(no_attributes) + "," + list(cells));
}

std::string table(std::string_view head_rows, std::string_view rows) {
    const std::string attributes(no_attributes);
    return tagged(
        "Table",
        list(
            attributes + ",[null,[]],[]," + list(attributes + "," + list(head_rows)) + ","
            + list(list(attributes + ",0,[]," + list(rows))) + "," + list(attributes + ",[]")
        )
    );
}

struct Reading {
    Result<DraftText> text;
    Report report;
};

Reading read(std::string_view json, Format format = Format::Markdown) {
    Report report;
    auto text = read_ast(json, format, report, {});
    return {std::move(text), std::move(report)};
}

/// Marks as in '*em*', '**strong**', '`code`', '[text](link)'.
std::string shown(const prose::Inline& run) {
    std::string text = run.text;
    if (note_marked(run) > 0) text = "{" + std::to_string(note_marked(run)) + "}";
    if (run.marks.code) text = "`" + text + "`";
    if (run.marks.em) text = "*" + text + "*";
    if (run.marks.strong) text = "**" + text + "**";
    if (!run.marks.link.empty()) text = "[" + text + "](" + run.marks.link + ")";
    return text;
}

std::string shown(const Draft& draft) {
    std::string line(prose::id_of(draft.block.kind));
    if (draft.block.level > 0) line += std::to_string(draft.block.level);
    if (draft.list > 0) line += "/" + std::to_string(draft.depth);
    if (draft.is_bullet && !draft.is_continued) line += "•";
    if (draft.note != 0) line += " note" + std::to_string(draft.note);
    if (draft.table != 0)
        line += " r" + std::to_string(draft.row) + "c" + std::to_string(draft.cell);
    line += ":";
    if (!draft.label.empty()) line += " <" + draft.label + ">";
    line += " ";
    for (const prose::Inline& run : draft.block.content)
        line += shown(run);
    return line + "\n";
}

std::string shown(const Reading& reading) {
    if (!reading.text) return "failed: " + reading.text.error().detail;
    std::string text;
    for (const Draft& draft : reading.text->drafts)
        text += shown(draft);
    return text;
}

std::string shown_blocks(std::string_view blocks, Format format = Format::Markdown) {
    return shown(read(document(blocks), format));
}

TEST(Ast, marks_nest_and_unmarked_kinds_keep_their_words) {
    const std::string inner = tagged("Strong", list(inlines("sehr")));
    const std::string runs =
        tagged("Emph", list(inlines("ganz") + "," + inner)) + ","
        + tagged("SmallCaps", list(inlines("klein"))) + ","
        + tagged("Code", list(std::string(no_attributes) + R"(,"x=1")")) + ","
        + tagged("Quoted", list(R"({"t":"SingleQuote"},)" + list(inlines("so"))));
    EXPECT_EQ(shown_blocks(tagged("Para", list(runs))), "p: *ganz****sehr***klein`x=1`‘so’\n");
}

TEST(Ast, only_web_and_mail_links_stay_links) {
    const auto link = [](std::string_view address) {
        return tagged(
            "Link",
            list(
                std::string(no_attributes) + ",[" + inlines("hier") + R"(],[")"
                + std::string(address) + R"(",""])"
            )
        );
    };
    const Reading reading = read(document(tagged(
        "Para",
        list(
            link("https://a.example/x") + "," + link("javascript:alert(1)") + ","
            + link("../b.html") + "," + link("#ziel") + "," + link("MAILTO:a@b.example")
        )
    )));
    EXPECT_EQ(
        shown(reading), "p: [hier](https://a.example/x)hierhierhier[hier](MAILTO:a@b.example)\n"
    );
    EXPECT_EQ(reading.report.count_of(RemarkKind::LinkLeftOut), 2);
}

TEST(Ast, a_link_of_many_pieces_does_not_grow_without_end) {
    const std::string address = "https://a.example/" + std::string(link_bytes_max - 20, 'x');
    const std::string strong = tagged("Strong", list(inlines("b")));
    std::string words = inlines("a");
    for (int i = 0; i < 20'000; ++i)
        words += "," + strong + "," + inlines("a");
    const std::string link = list(list(words) + R"(,[")" + address + R"(",""])");
    const std::string inside = std::string(no_attributes) + "," + link.substr(1, link.size() - 2);
    const Reading reading = read(document(tagged("Para", list(tagged("Link", list(inside))))));
    std::size_t bytes = 0;
    std::size_t letters = 0;
    ASSERT_TRUE(reading.text.has_value());
    for (const prose::Inline& run : reading.text->drafts.at(0).block.content) {
        bytes += run.marks.link.size();
        letters += run.text.size();
    }
    EXPECT_EQ(letters, 40'001U) << "no word is lost";
    EXPECT_GT(bytes, links_bytes_max / 2);
    EXPECT_LE(bytes, links_bytes_max);
    EXPECT_GT(reading.report.count_of(RemarkKind::LinkLeftOut), 0);
}

TEST(Ast, lists_become_flat_and_their_labels_are_kept) {
    const std::string inner = ordered(3, "LowerRoman", "OneParen", list(para("tief")));
    EXPECT_EQ(
        shown_blocks(ordered(
            1,
            "Decimal",
            "TwoParens",
            list(para("eins") + "," + inner + "," + para("noch")) + "," + list(para("zwei"))
        )),
        "p/0: <(1)> eins\np/1: <iii)> tief\np/0: noch\np/0: <(2)> zwei\n"
    );
    EXPECT_EQ(shown_blocks(tagged("BulletList", list(list(para("a"))))), "p/0•: a\n");
}

TEST(Ast, an_indented_paragraph_of_word_is_no_quotation_but_a_quote_style_is) {
    const std::string quote = tagged("BlockQuote", list(para("Wort")));
    const std::string styled =
        tagged("Div", R"([["",[],[["custom-style","Intense Quote"]]],)" + list(quote) + "]");
    EXPECT_EQ(shown_blocks(quote, Format::Docx), "p: Wort\n");
    EXPECT_EQ(shown_blocks(styled, Format::Docx), "quote: Wort\n");
    EXPECT_EQ(shown_blocks(quote, Format::Odt), "quote: Wort\n");
}

TEST(Ast, notes_are_marked_where_they_are_referred_to) {
    const std::string note = tagged("Note", list(para("die Quelle") + "," + para("mehr")));
    const Reading reading =
        read(document(tagged("Para", list(inlines("Text") + "," + note)) + "," + para("weiter")));
    EXPECT_EQ(shown(reading), "p: Text{1}\np note1: die Quelle\np note1: mehr\np: weiter\n");
}

TEST(Ast, cells_know_their_place_and_empty_ones_keep_it) {
    const Reading reading = read(document(table(
        row(cell(para("A")) + "," + cell(para("B"))),
        row(cell("") + "," + cell(para("x") + "," + para("y")))
    )));
    EXPECT_EQ(shown(reading), "p r1c1: A\np r1c2: B\np r2c1: \np r2c2: x\np r2c2: y\n");
    EXPECT_EQ(reading.report.count_of(RemarkKind::TableTaken), 1);
}

TEST(Ast, a_table_in_a_cell_stays_in_its_cell) {
    const std::string inner = table("", row(cell(para("i")) + "," + cell(para("j"))));
    EXPECT_EQ(
        shown_blocks(
            table("", row(cell(inner) + "," + cell(para("k"))) + "," + row(cell(para("l"))))
        ),
        "p r1c1: i\np r1c1: j\np r1c2: k\np r2c1: l\n"
    );
}

TEST(Ast, merged_cells_leave_the_cells_they_cover_empty) {
    const auto spanning = [](int rows, int columns, std::string_view blocks) {
        const std::string spans = std::to_string(rows) + "," + std::to_string(columns);
        const std::string align = R"({"t":"AlignDefault"},)";
        return list(std::string(no_attributes) + "," + align + spans + "," + list(blocks));
    };
    const Reading reading = read(document(table(
        row(spanning(1, 2, para("A")) + "," + cell(para("C"))),
        row(spanning(2, 1, para("x")) + "," + cell(para("y")) + "," + cell(para("z"))) + ","
            + row(cell(para("v")) + "," + cell(para("w")))
    )));
    EXPECT_EQ(
        shown(reading),
        "p r1c1: A\np r1c3: C\np r2c1: x\np r2c2: y\np r2c3: z\np r3c2: v\np r3c3: w\n"
    );
    EXPECT_EQ(reading.report.count_of(RemarkKind::MergedCells), 2);
}

TEST(Ast, images_stand_where_they_stood_and_say_what_they_show) {
    const std::string image =
        tagged("Image", list(std::string(no_attributes) + R"(,[],["media/a.png",""])"));
    Report report;
    Pictures pictures{
        .find = [](std::string_view name) -> std::optional<prose::Image> {
            if (name != "media/a.png") return std::nullopt;
            return prose::Image{std::string(64, 'b'), "image/png", 2, 1, ""};
        },
        .undescribed = "bitte beschreiben"
    };
    const std::string json = document(tagged("Para", list(inlines("Text") + "," + image)));
    const auto text = read_ast(json, Format::Docx, report, pictures);
    ASSERT_TRUE(text.has_value());
    const auto& content = text->drafts[0].block.content;
    const auto taken = prose::image_of(content.back());
    ASSERT_TRUE(taken.has_value());
    EXPECT_EQ(taken->alternative, "bitte beschreiben");
    EXPECT_TRUE(taken->is_undescribed);
    EXPECT_EQ(report.count_of(RemarkKind::ImageUndescribed), 1);
    pictures.descriptions["media/a.png"] = "ein Strich";
    const auto described = read_ast(json, Format::Docx, report, pictures);
    const auto known = prose::image_of(described->drafts[0].block.content.back());
    ASSERT_TRUE(known.has_value());
    EXPECT_EQ(known->alternative, "ein Strich");
    EXPECT_FALSE(known->is_undescribed);
}

TEST(Ast, headings_keep_their_level_and_quotations_of_definitions_their_words) {
    EXPECT_EQ(
        shown_blocks(tagged(
            "Header", "[2," + std::string(no_attributes) + "," + list(inlines("Zweck")) + "]"
        )),
        "h2: Zweck\n"
    );
    EXPECT_EQ(
        shown_blocks(tagged(
            "DefinitionList", list(list(list(inlines("KI")) + "," + list(list(para("lernt")))))
        )),
        "p: **KI**\np: lernt\n"
    );
    EXPECT_EQ(
        shown_blocks(tagged("LineBlock", list(list(inlines("eins")) + "," + list(inlines("zwei"))))
        ),
        "p: eins\nzwei\n"
    );
}

TEST(Ast, raw_html_loses_its_tags_and_keeps_its_words) {
    const Reading reading = read(document(
        tagged("RawBlock", R"(["html","<div onclick=x>drin<script>alert(1)</script></div>"])") + ","
        + tagged("Para", list(tagged("RawInline", R"(["html","<b>"])") + "," + inlines("fett")))
    ));
    EXPECT_EQ(shown(reading), "p: drin\np: fett\n");
}

TEST(Ast, images_are_named_in_the_report) {
    const Reading reading = read(document(tagged(
        "Para",
        list(tagged(
            "Image",
            list(std::string(no_attributes) + ",[" + inlines("ein Bild") + R"(],["a.png",""])")
        ))
    )));
    ASSERT_EQ(reading.report.remarks.size(), 1U);
    EXPECT_EQ(reading.report.remarks[0].kind, RemarkKind::ImageLeftOut);
    EXPECT_EQ(reading.report.remarks[0].examples, std::vector<std::string>{"a.png: ein Bild"});
}

TEST(Ast, the_caption_of_an_image_is_text) {
    const std::string image = tagged(
        "Image",
        list(std::string(no_attributes) + ",[" + inlines("Abb. 1") + R"(],["a.png","fig:"])")
    );
    EXPECT_EQ(shown_blocks(tagged("Para", list(image))), "p: Abb. 1\n");
}

TEST(Ast, elements_of_a_newer_pandoc_give_their_words) {
    const Reading reading = read(document(
        tagged("Figure", list(std::string(no_attributes) + ",[null,[]]," + list(para("Bild Text"))))
    ));
    EXPECT_EQ(shown(reading), "p: Bild Text\n");
    EXPECT_EQ(reading.report.count_of(RemarkKind::UnknownElement), 1);
}

TEST(Ast, the_title_comes_first_except_where_the_file_tells_its_place) {
    const std::string meta = R"({"title":{"t":"MetaInlines","c":[)" + inlines("Ein Titel") + "]}}";
    EXPECT_EQ(shown(read(document(para("x"), meta), Format::Odt)), "h1: Ein Titel\np: x\n");
    const Reading docx = read(document(para("x"), meta), Format::Docx);
    EXPECT_EQ(shown(docx), "p: x\n");
    EXPECT_EQ(docx.text->title, "Ein Titel");
}

TEST(Ast, anything_else_is_refused) {
    EXPECT_FALSE(read("").text.has_value());
    EXPECT_FALSE(read("[]").text.has_value());
    EXPECT_FALSE(read(R"({"blocks":3,"meta":{}})").text.has_value());
    EXPECT_TRUE(
        read(document(R"(3,null,{"t":"Para"},{"t":"Para","c":7},{"c":[]})")).text.has_value()
    );
}

TEST(Ast, deep_documents_are_read_and_endless_ones_refused) {
    const auto nested = [](int depth) {
        std::string blocks = para("tief");
        for (int i = 0; i < depth; ++i) {
            blocks = tagged("Div", list(std::string(no_attributes) + "," + list(blocks)));
        }
        return document(blocks);
    };
    EXPECT_EQ(shown(read(nested(100))), "p: tief\n");
    EXPECT_FALSE(read(nested(1'000)).text.has_value());
}

TEST(Ast, labels_follow_the_attributes_of_the_list) {
    EXPECT_EQ(label_of(28, "LowerAlpha", "OneParen"), "ab)");
    EXPECT_EQ(label_of(9, "UpperRoman", "Period"), "IX.");
    EXPECT_EQ(label_of(3, "Decimal", "TwoParens"), "(3)");
    EXPECT_EQ(label_of(-2, "LowerAlpha", "DefaultDelim"), "-2.");
}

} // namespace
} // namespace denkraum::intake
