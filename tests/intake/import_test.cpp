// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <random>

#include "base/prose/atoms.hpp"
#include "base/prose/markdown.hpp"
#include "base/prose/prose_json.hpp"
#include "engine/intake/file/zip_sample.hpp"
#include "platform/run/child.hpp"
#include "tests/intake/oracle.hpp"

/// Whole imports with the real converter, of files made here from our own words.
namespace denkraum::intake {
namespace {

using oracle::import;

constexpr std::string_view sample = R"(# Leitlinie

Ein *wichtiger* Satz mit **Nachdruck**, `code` und [Verweis](https://amt.example/x).

> Ein Zitat aus alter Zeit.

1. erstens
2. zweitens
    - Unterpunkt eins
    - Unterpunkt zwei
3. drittens

## Tabelle

| Amt | Stimme |
|-----|--------|
| Nord | dafür |
| Süd | dagegen |

Eine Anmerkung[^1] am Ende.

[^1]: Siehe den Beschluss vom Mai.
)";

constexpr std::string_view sample_words =
    "Leitlinie Ein wichtiger Satz mit Nachdruck, code und Verweis. Ein Zitat aus alter Zeit. "
    "erstens zweitens Unterpunkt eins Unterpunkt zwei drittens Tabelle Amt Stimme Nord dafür "
    "Süd dagegen Eine Anmerkung am Ende.";

/// Our words as a file of that format, made by the converter.
Bytes made(std::string_view markdown, const std::string& format) {
    const auto output = run::run_child({
        .argv = {"pandoc", "-f", "markdown", "-t", format, "-s", "-o", "-", "--metadata=title:T"},
        .input = as_bytes(markdown),
    });
    EXPECT_TRUE(output.has_value());
    return output ? output->out : Bytes();
}

std::string joined(const Imported& imported) {
    std::string text;
    for (const std::string& word : oracle::words_of(imported.prose)) {
        text += (text.empty() ? "" : " ") + word;
    }
    return text;
}

std::string notes_of(const Imported& imported) {
    std::string text;
    for (const std::string& word : oracle::note_words_of(imported.prose)) {
        text += (text.empty() ? "" : " ") + word;
    }
    return text;
}

const prose::Block* block_with(const Imported& imported, std::string_view text) {
    for (const prose::Block& block : imported.prose.blocks) {
        if (prose::plain_text(block).find(text) != std::string::npos) return &block;
    }
    return nullptr;
}

class EveryFormat : public testing::TestWithParam<std::string> {};

TEST_P(EveryFormat, brings_all_words_and_the_structure) {
    const auto imported = import(made(sample, GetParam()), "sample." + GetParam());
    ASSERT_TRUE(imported.has_value()) << imported.error().detail;
    const std::string words = joined(*imported);
    EXPECT_NE(words.find(sample_words.substr(0, 60)), std::string::npos) << words;
    EXPECT_NE(words.find("Nord dafür Süd dagegen"), std::string::npos) << words;
    EXPECT_NE(words.find("Eine Anmerkung"), std::string::npos) << words;
    EXPECT_NE((words + notes_of(*imported)).find("Siehe den Beschluss vom"), std::string::npos);

    const prose::Block* heading = block_with(*imported, "Leitlinie");
    ASSERT_NE(heading, nullptr);
    EXPECT_EQ(heading->kind, prose::Kind::Heading);
    const prose::Block* quote = block_with(*imported, "Zitat");
    ASSERT_NE(quote, nullptr);
    // The converter's reader for ODT sees no quotation in its own writer's style.
    EXPECT_TRUE(quote->kind == prose::Kind::Quote || GetParam() == "odt");
    const prose::Block* bullet = block_with(*imported, "Unterpunkt zwei");
    ASSERT_NE(bullet, nullptr);
    EXPECT_EQ(bullet->list, prose::ListStyle::Bullet);
    EXPECT_EQ(bullet->indent, 1);
    const prose::Block* last = block_with(*imported, "drittens");
    ASSERT_NE(last, nullptr);
    EXPECT_EQ(last->list, prose::ListStyle::Number);
}

TEST_P(EveryFormat, keeps_marks_and_links) {
    const auto imported = import(made(sample, GetParam()), "sample." + GetParam());
    ASSERT_TRUE(imported.has_value()) << imported.error().detail;
    const prose::Block* block = block_with(*imported, "Nachdruck");
    ASSERT_NE(block, nullptr);
    const auto marks_of = [&](std::string_view text) {
        for (const prose::Inline& run : block->content) {
            if (run.text.find(text) != std::string::npos) return run.marks;
        }
        return prose::Marks{};
    };
    EXPECT_TRUE(marks_of("wichtiger").em);
    EXPECT_TRUE(marks_of("Nachdruck").strong);
    EXPECT_EQ(marks_of("Verweis").link, "https://amt.example/x");
}

INSTANTIATE_TEST_SUITE_P(
    Formats,
    EveryFormat,
    testing::Values("docx", "odt", "html"),
    [](const auto& format) { return format.param; }
);

TEST(Import, a_docx_brings_title_notes_and_words_exactly_in_order) {
    const auto imported = import(made(sample, "docx"), "sample.docx");
    ASSERT_TRUE(imported.has_value()) << imported.error().detail;
    EXPECT_EQ(joined(*imported), "T " + std::string(sample_words));
    EXPECT_EQ(imported->title, "T");
    EXPECT_EQ(imported->prose.blocks[0].kind, prose::Kind::Heading);
    EXPECT_EQ(notes_of(*imported), "Siehe den Beschluss vom Mai.");
    EXPECT_EQ(imported->report.count_of(RemarkKind::NoteTaken), 1);
    EXPECT_EQ(imported->report.words, imported->report.words_in_file);
    EXPECT_EQ(imported->report.count_of(RemarkKind::PassageRecovered), 0);
}

TEST(Import, an_odt_brings_notes_and_words_exactly_in_order) {
    const auto imported = import(made(sample, "odt"), "sample.odt");
    ASSERT_TRUE(imported.has_value()) << imported.error().detail;
    EXPECT_EQ(joined(*imported), "T " + std::string(sample_words));
    EXPECT_EQ(notes_of(*imported), "Siehe den Beschluss vom Mai.");
    EXPECT_EQ(imported->report.count_of(RemarkKind::PassageRecovered), 0);
}

TEST(Import, markdown_with_html_keeps_words_and_drops_scripts) {
    const auto imported = import(
        as_bytes("# T\n\nmit <b>Fett</b><script>alert(1)</script>\n\n<div>Kasten</div>\n\n1. eins\n"
        ),
        "x.md"
    );
    ASSERT_TRUE(imported.has_value()) << imported.error().detail;
    EXPECT_EQ(joined(*imported), "T mit Fettalert(1) Kasten eins");
    EXPECT_GE(imported->report.count_of(RemarkKind::RawHtmlLeftOut), 2);
}

TEST(Import, a_web_page_keeps_its_words_and_loses_its_machinery) {
    const auto imported = import(
        as_bytes(
            "<!DOCTYPE html><html><head><title>Seite</title><style>p{}</style></head><body>"
            "<nav><a href='/x'>Start</a></nav><h1>Ziel</h1><div>lose "
            "<b>Worte</b><p>Absatz</p></div>"
            "<figure><img src='a.png'><figcaption>Bildtext</figcaption></figure>"
            "<script>alert(1)</script><table><thead><tr><th>A</th></tr></thead><tr><td>B</td></tr>"
            "</table><details><summary>Mehr</summary>Innen</details></body></html>"
        ),
        "x.html"
    );
    ASSERT_TRUE(imported.has_value()) << imported.error().detail;
    EXPECT_EQ(joined(*imported), "Start Ziel lose Worte Absatz Bildtext A B Mehr Innen");
    EXPECT_EQ(imported->title, "Seite");
}

TEST(Import, a_page_in_windows_1252_becomes_utf8) {
    const auto imported = import(
        as_bytes("<html><body><p>Pr\xFC"
                 "fung</p></body></html>"),
        "x.html"
    );
    ASSERT_TRUE(imported.has_value()) << imported.error().detail;
    EXPECT_EQ(joined(*imported), "Prüfung");
    EXPECT_EQ(imported->report.count_of(RemarkKind::EncodingGuessed), 1);
}

TEST(Import, text_boxes_come_back_after_their_anchor) {
    using sample::paragraph;
    const std::string box = "<w:txbxContent>" + paragraph("im Kasten") + "</w:txbxContent>";
    const Bytes docx = sample::zip_of(sample::docx_entries(
        "<w:p><w:r><w:t>Anker</w:t></w:r><w:r><mc:AlternateContent><mc:Choice>" + box
        + "</mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>" + box
        + "</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
        + paragraph("Ende")
    ));
    const auto imported = import(docx, "x.docx");
    ASSERT_TRUE(imported.has_value()) << imported.error().detail;
    EXPECT_EQ(joined(*imported), "Anker im Kasten Ende");
}

TEST(Import, what_the_converter_leaves_out_of_an_odt_comes_back) {
    const Bytes odt = sample::zip_of(sample::odt_entries(
        "<text:section><text:h text:outline-level=\"1\">Ziel</text:h><text:list><text:list-item>"
        "<text:p>Punkt</text:p></text:list-item></text:list></text:section><text:p>Anker"
        "<draw:frame><draw:text-box><text:p>im "
        "Kasten</text:p></draw:text-box></draw:frame></text:p>"
        "<text:p>Beschlossen am <text:date>1. Mai</text:date> einstimmig</text:p>"
    ));
    const auto imported = import(odt, "x.odt");
    ASSERT_TRUE(imported.has_value()) << imported.error().detail;
    EXPECT_EQ(joined(*imported), "Ziel Punkt Anker im Kasten Beschlossen am 1. Mai einstimmig");
    EXPECT_EQ(imported->prose.blocks[0].kind, prose::Kind::Heading);
    EXPECT_EQ(imported->prose.blocks[1].list, prose::ListStyle::Number);
    EXPECT_EQ(imported->report.count_of(RemarkKind::TextBoxTaken), 1);
    EXPECT_EQ(imported->report.count_of(RemarkKind::PassageRecovered), 1);
}

std::string run_of(std::string_view text, std::string_view properties = "") {
    return "<w:r><w:rPr>" + std::string(properties) + "</w:rPr><w:t xml:space=\"preserve\">"
           + std::string(text) + "</w:t></w:r>";
}

constexpr std::string_view soft_hyphen = "<w:r><w:softHyphen/></w:r>";

TEST(Import, a_formula_in_brackets_and_a_symbol_in_a_word_stay_with_their_paragraph) {
    const std::string formula =
        "<m:oMath xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\"><m:r>"
        "<m:t>n=20</m:t></m:r></m:oMath>";
    const std::string symbol = "<w:r><w:sym w:font=\"Symbol\" w:char=\"F061\"/></w:r>";
    const auto imported = import(
        sample::zip_of(sample::docx_entries(
            "<w:p>" + run_of("Die ") + run_of("Stichprobe", "<w:b/>") + run_of(" (") + formula
            + run_of(") zeigt den (") + symbol + run_of("-)Fehler der Prüfung") + "</w:p>"
        )),
        "x.docx"
    );
    ASSERT_TRUE(imported.has_value()) << imported.error().detail;
    ASSERT_EQ(imported->prose.blocks.size(), 1U);
    const prose::Block& block = imported->prose.blocks[0];
    EXPECT_EQ(prose::plain_text(block), "Die Stichprobe (n = 20) zeigt den (α-)Fehler der Prüfung");
    ASSERT_GT(block.content.size(), 1U);
    EXPECT_EQ(block.content[1].text, "Stichprobe");
    EXPECT_TRUE(block.content[1].marks.strong);
    EXPECT_EQ(imported->report.count_of(RemarkKind::PassageRecovered), 0);
    EXPECT_TRUE(imported->report.has_all_words) << "a false alarm";
}

TEST(Import, a_place_to_part_a_word_costs_neither_marks_nor_notes_and_doubles_no_heading) {
    const std::string hyphen(soft_hyphen);
    sample::Entries entries = sample::docx_entries(
        "<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr>" + run_of("Verhältnis") + hyphen
        + run_of("mäßigkeit") + "</w:p><w:p>" + run_of("Jede ") + run_of("Anwendung", "<w:b/>")
        + "<w:r><w:footnoteReference w:id=\"1\"/></w:r>" + run_of(" braucht eine Folgen") + hyphen
        + run_of("abschätzung.") + "</w:p>"
    );
    entries.emplace_back(
        "word/styles.xml",
        sample::part_of(
            "styles",
            "<w:style w:type=\"paragraph\" w:styleId=\"Heading1\"><w:name w:val=\"heading 1\"/>"
            "<w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr></w:style>"
        )
    );
    entries.emplace_back(
        "word/footnotes.xml",
        sample::part_of(
            "footnotes",
            "<w:footnote w:id=\"1\">" + sample::paragraph("auch jede kleine") + "</w:footnote>"
        )
    );
    const auto imported = import(sample::zip_of(entries), "x.docx");
    ASSERT_TRUE(imported.has_value()) << imported.error().detail;
    ASSERT_EQ(imported->prose.blocks.size(), 2U) << joined(*imported);
    EXPECT_EQ(imported->prose.blocks[0].kind, prose::Kind::Heading);
    const std::vector<prose::Inline>& content = imported->prose.blocks[1].content;
    ASSERT_EQ(content.size(), 4U);
    EXPECT_TRUE(content[1].marks.strong);
    EXPECT_TRUE(prose::note_of(content[2]).has_value());
    EXPECT_EQ(content[3].text, " braucht eine Folgen\u00ADabschätzung.");
    EXPECT_EQ(imported->report.count_of(RemarkKind::PassageRecovered), 0);
    EXPECT_TRUE(imported->report.has_all_words);
}

TEST(Import, tracked_changes_are_accepted_and_told) {
    const Bytes docx = sample::zip_of(sample::docx_entries(
        "<w:p><w:r><w:t xml:space=\"preserve\">Wir </w:t></w:r><w:del w:id=\"1\" w:author=\"A\""
        " w:date=\"2026-01-01T00:00:00Z\"><w:r><w:delText>alten</w:delText></w:r></w:del>"
        "<w:ins w:id=\"2\" w:author=\"A\" "
        "w:date=\"2026-01-01T00:00:00Z\"><w:r><w:t>neuen</w:t></w:r></w:ins></w:p>"
    ));
    const auto imported = import(docx, "x.docx");
    ASSERT_TRUE(imported.has_value()) << imported.error().detail;
    EXPECT_EQ(joined(*imported), "Wir neuen");
    EXPECT_EQ(imported->report.count_of(RemarkKind::TrackedChanges), 2);
}

TEST(Import, tracked_changes_can_be_rejected) {
    const Bytes docx = sample::zip_of(sample::docx_entries(
        "<w:p><w:r><w:t xml:space=\"preserve\">Wir </w:t></w:r><w:del w:id=\"1\" w:author=\"A\""
        " w:date=\"2026-01-01T00:00:00Z\"><w:r><w:delText>alten</w:delText></w:r></w:del>"
        "<w:ins w:id=\"2\" w:author=\"A\" "
        "w:date=\"2026-01-01T00:00:00Z\"><w:r><w:t>neuen</w:t></w:r></w:ins></w:p>"
    ));
    const auto imported = import(docx, "x.docx", Changes::Rejected);
    ASSERT_TRUE(imported.has_value()) << imported.error().detail;
    EXPECT_EQ(joined(*imported), "Wir alten");
    EXPECT_EQ(imported->report.count_of(RemarkKind::PassageRecovered), 0);
}

TEST(Import, merged_cells_of_a_docx_keep_their_words_and_its_head_is_known) {
    const auto cell = [](std::string_view words, std::string_view properties) {
        return "<w:tc><w:tcPr>" + std::string(properties) + "</w:tcPr>" + sample::paragraph(words)
               + "</w:tc>";
    };
    const std::string column = "<w:gridCol w:w=\"2000\"/>";
    const auto imported = import(
        sample::zip_of(sample::docx_entries(
            "<w:tbl><w:tblGrid>" + column + column + column
            + "</w:tblGrid><w:tr><w:trPr><w:tblHeader/></w:trPr>"
            + cell("Wer und was", "<w:gridSpan w:val=\"2\"/>") + cell("Bis", "") + "</w:tr><w:tr>"
            + cell("Amt", "<w:vMerge w:val=\"restart\"/>") + cell("prüft", "") + cell("Mai", "")
            + "</w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>" + cell("sagt", "")
            + cell("Juni", "") + "</w:tr></w:tbl>"
        )),
        "x.docx"
    );
    ASSERT_TRUE(imported.has_value()) << imported.error().detail;
    ASSERT_EQ(imported->prose.blocks.size(), 1U);
    EXPECT_TRUE(imported->prose.blocks[0].table.header_row);
    EXPECT_EQ(
        prose::plain_text(imported->prose.blocks[0]),
        "Wer und was\t\tBis\nAmt\tprüft\tMai\n\tsagt\tJuni"
    );
    EXPECT_EQ(imported->report.count_of(RemarkKind::MergedCells), 2);
}

TEST(Import, the_markdown_we_write_gives_the_same_text) {
    using prose::Kind;
    prose::Prose text;
    text.blocks.push_back(prose::block_of(Kind::Heading, "Ziele"));
    text.blocks[0].level = 2;
    text.blocks.push_back(prose::block_of(Kind::Paragraph, "Ein *Stern* und "));
    prose::append_run(text.blocks[1].content, "Nachdruck", {.strong = true});
    text.blocks[1].content.push_back(prose::inline_of(prose::Note{"Siehe oben."}));
    for (const std::string_view words : {"erstens", "zweitens"}) {
        text.blocks.push_back(prose::block_of(Kind::Paragraph, std::string(words)));
        text.blocks.back().list = prose::ListStyle::Number;
    }
    prose::Block table{.kind = Kind::Table};
    const auto cell = [](std::string words) { return prose::Cell{{.text = std::move(words)}}; };
    table.table.rows = {{cell("Amt"), cell("Stimme")}, {cell("Nord"), cell("dafür | dagegen")}};
    text.blocks.push_back(table);
    text.blocks.push_back(prose::block_of(Kind::Quote, "Gesagt ist gesagt."));
    const std::string markdown = prose::to_markdown(text);
    const auto imported = import(as_bytes(markdown), "x.md");
    ASSERT_TRUE(imported.has_value()) << imported.error().detail;
    EXPECT_EQ(
        json::write(prose::to_json(imported->prose)),
        json::write(prose::to_json(prose::normalised(text)))
    ) << markdown;
}

TEST(Import, a_file_without_words_is_refused) {
    const auto imported = import(sample::zip_of(sample::docx_entries("<w:p/>")), "x.docx");
    ASSERT_FALSE(imported.has_value());
    EXPECT_EQ(refusal_of(imported.error()), Refusal::NoWords);
}

TEST(Import, changed_bytes_never_crash_the_readers) {
    const Bytes docx = made(sample, "docx");
    const auto upload = read_upload(docx, "x.docx");
    ASSERT_TRUE(upload.has_value());
    const std::string document(as_text(*upload->package.find("word/document.xml")));
    std::mt19937 random(7);
    int read = 0;
    for (int round = 0; round < 300; ++round) {
        std::string changed = document;
        for (int i = 0; i < 4; ++i)
            changed[random() % changed.size()] = static_cast<char>(random());
        sample::Entries entries = sample::docx_entries("");
        entries.back().second = changed;
        const auto broken = read_upload(sample::zip_of(entries), "x.docx");
        if (broken && read_words(*broken)) ++read;
    }
    EXPECT_LT(read, 300);
}

TEST(Import, changed_answers_of_the_converter_never_crash_the_reader) {
    const auto upload = read_upload(as_bytes("# x"), "x.md");
    ASSERT_TRUE(upload.has_value());
    const Bytes json = made(sample, "json");
    std::mt19937 random(11);
    for (int round = 0; round < 500; ++round) {
        std::string changed(as_text(json));
        const std::string_view alphabet = "[]{},:\"0123tc";
        for (int i = 0; i < 2; ++i)
            changed[random() % changed.size()] = alphabet[random() % alphabet.size()];
        const auto imported = from_pandoc(changed, *upload, std::nullopt, {});
        EXPECT_TRUE(!imported || imported->report.words > 0);
    }
}

} // namespace
} // namespace denkraum::intake
