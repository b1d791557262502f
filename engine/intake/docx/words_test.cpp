// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "engine/intake/docx/numbering.hpp"
#include "engine/intake/docx/words.hpp"
#include "engine/intake/file/zip_sample.hpp"

namespace denkraum::intake {
namespace {

using sample::docx_entries;
using sample::Entries;
using sample::paragraph;
using sample::part_of;
using sample::zip_of;

Result<FileWords> words_of(const Entries& entries) {
    DK_TRY(const Package package, Package::open(zip_of(entries)));
    return docx_words(package);
}

/// 'label text' of each paragraph, text boxes in braces, notes after '//'.
std::string shown(const Result<FileWords>& words) {
    if (!words) return "failed: " + words.error().detail;
    std::string text;
    for (const SourceParagraph& each : words->body) {
        const std::string label = each.is_bullet ? "•" : each.label;
        const std::string line = label.empty() ? each.text : label + " " + each.text;
        text += (each.is_text_box ? "{" + line + "}" : line) + "|";
    }
    for (const SourceParagraph& each : words->notes)
        text += "//" + each.text;
    return text;
}

std::string shown_body(std::string_view body) {
    return shown(words_of(docx_entries(body)));
}

std::string item(int level, std::string_view text, int number = 1) {
    return "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"" + std::to_string(level) + "\"/><w:numId w:val=\""
           + std::to_string(number) + "\"/></w:numPr></w:pPr><w:r><w:t>" + std::string(text)
           + "</w:t></w:r></w:p>";
}

std::string level(int index, std::string_view format, std::string_view text, int start = 1) {
    return "<w:lvl w:ilvl=\"" + std::to_string(index) + "\"><w:start w:val=\""
           + std::to_string(start) + "\"/><w:numFmt w:val=\"" + std::string(format)
           + "\"/><w:lvlText w:val=\"" + std::string(text) + "\"/></w:lvl>";
}

std::string numbering_of(std::string_view levels, std::string_view more = "") {
    return part_of(
        "numbering",
        "<w:abstractNum w:abstractNumId=\"0\">" + std::string(levels)
            + "</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>"
            + std::string(more)
    );
}

TEST(DocxWords, runs_are_joined_and_tabs_and_breaks_part_words) {
    EXPECT_EQ(
        shown_body("<w:p><w:r><w:t>Leit</w:t></w:r><w:r><w:t>linie</w:t><w:tab/><w:t>eins</w:t>"
                   "<w:br/><w:t>zwei</w:t></w:r></w:p>"),
        "Leitlinie eins\nzwei|"
    );
}

TEST(DocxWords, tab_stops_of_a_style_are_no_words) {
    EXPECT_EQ(
        shown_body(
            "<w:p><w:pPr><w:tabs><w:tab w:pos=\"9\"/></w:tabs></w:pPr><w:r><w:t>a</w:t></w:r></w:p>"
        ),
        "a|"
    );
}

TEST(DocxWords, deleted_and_moved_away_text_does_not_count) {
    const std::string body =
        "<w:p><w:ins><w:r><w:t>neu</w:t></w:r></w:ins><w:del><w:r><w:delText>alt</w:delText></w:r>"
        "</w:del><w:moveFrom><w:r><w:t>weg</w:t></w:r></w:moveFrom></w:p>";
    EXPECT_EQ(shown_body(body), "neu|");
    EXPECT_EQ(words_of(docx_entries(body))->tracked_changes, 3);
}

TEST(DocxWords, of_alternatives_one_counts) {
    const std::string box = "<w:txbxContent>" + paragraph("im Kasten") + "</w:txbxContent>";
    EXPECT_EQ(
        shown_body(
            "<w:p><w:r><w:t>davor </w:t></w:r><w:r><mc:AlternateContent><mc:Choice>" + box
            + "</mc:Choice><mc:Fallback>" + box
            + "</mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>danach</w:t></w:r></w:p>"
        ),
        "davor danach|{im Kasten}|"
    );
    EXPECT_EQ(
        shown_body(
            "<w:p><w:r><mc:AlternateContent><mc:Fallback>" + box
            + "</mc:Fallback></mc:AlternateContent></w:r></w:p>"
        ),
        "{im Kasten}|"
    );
}

TEST(DocxWords, paragraphs_of_a_text_box_stand_after_their_anchor_in_order) {
    EXPECT_EQ(
        shown_body(
            "<w:p><w:r><v:textbox><w:txbxContent>" + paragraph("eins") + paragraph("zwei")
            + "</w:txbxContent></v:textbox><w:t>Anker</w:t></w:r></w:p>" + paragraph("weiter")
        ),
        "Anker|{eins}|{zwei}|weiter|"
    );
}

TEST(DocxWords, notes_come_in_the_order_of_their_references) {
    Entries entries =
        docx_entries("<w:p><w:r><w:t>a</w:t><w:footnoteReference w:id=\"7\"/><w:t>b</w:t>"
                     "<w:endnoteReference w:id=\"7\"/><w:footnoteReference w:id=\"2\"/></w:r></w:p>"
        );
    entries.emplace_back(
        "word/footnotes.xml",
        part_of(
            "footnotes",
            "<w:footnote w:id=\"2\">" + paragraph("zwei") + "</w:footnote><w:footnote w:id=\"7\">"
                + paragraph("sieben") + paragraph("mehr") + "</w:footnote><w:footnote w:id=\"9\">"
                + paragraph("verwaist") + "</w:footnote>"
        )
    );
    entries.emplace_back(
        "word/endnotes.xml",
        part_of("endnotes", "<w:endnote w:id=\"7\">" + paragraph("Ende") + "</w:endnote>")
    );
    EXPECT_EQ(shown(words_of(entries)), "ab|//sieben//mehr//Ende//zwei//verwaist");
}

TEST(DocxWords, labels_are_counted_as_word_counts_them) {
    Entries entries = docx_entries(
        item(0, "A") + item(1, "B") + item(1, "C") + item(2, "D") + item(0, "E") + item(1, "F")
        + paragraph("text") + item(0, "G")
    );
    entries.emplace_back(
        "word/numbering.xml",
        numbering_of(
            level(0, "decimal", "%1.") + level(1, "lowerLetter", "(%2)")
            + level(2, "upperRoman", "%1.%2.%3")
        )
    );
    EXPECT_EQ(shown(words_of(entries)), "1. A|(a) B|(b) C|1.b.I D|2. E|(a) F|text|3. G|");
}

TEST(DocxWords, an_empty_item_takes_a_number_too) {
    Entries entries = docx_entries(item(0, "A") + item(0, " ") + item(0, "B"));
    entries.emplace_back("word/numbering.xml", numbering_of(level(0, "decimal", "§ %1", 4)));
    EXPECT_EQ(shown(words_of(entries)), "§ 4 A|§ 6 B|");
}

TEST(DocxWords, a_list_may_start_anew_and_bullets_have_no_label) {
    Entries entries = docx_entries(item(0, "A") + item(0, "B") + item(0, "C", 2) + item(1, "D"));
    entries.emplace_back(
        "word/numbering.xml",
        numbering_of(
            level(0, "decimal", "%1)") + level(1, "bullet", "–"),
            "<w:num w:numId=\"2\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride w:ilvl=\"0\">"
            "<w:startOverride w:val=\"12\"/></w:lvlOverride></w:num>"
        )
    );
    EXPECT_EQ(shown(words_of(entries)), "1) A|2) B|12) C|• D|");
}

TEST(DocxWords, a_style_can_bring_its_list) {
    Entries entries =
        docx_entries("<w:p><w:pPr><w:pStyle w:val=\"Sub\"/></w:pPr><w:r><w:t>Ziel</w:t></w:r></w:p>"
        );
    entries.emplace_back("word/numbering.xml", numbering_of(level(0, "upperLetter", "Artikel %1")));
    entries.emplace_back(
        "word/styles.xml",
        part_of(
            "styles",
            "<w:style w:type=\"paragraph\" w:styleId=\"Base\"><w:name w:val=\"Grund\"/><w:pPr>"
            "<w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>"
            "<w:style w:type=\"paragraph\" w:styleId=\"Sub\"><w:basedOn w:val=\"Base\"/>"
            "<w:name w:val=\"Unter\"/></w:style>"
        )
    );
    const auto words = words_of(entries);
    EXPECT_EQ(shown(words), "Artikel A Ziel|");
    EXPECT_EQ(words->body[0].style, "Unter");
}

TEST(DocxWords, styles_that_are_based_on_each_other_end) {
    Entries entries =
        docx_entries("<w:p><w:pPr><w:pStyle w:val=\"A\"/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>");
    entries.emplace_back(
        "word/styles.xml",
        part_of(
            "styles",
            "<w:style w:type=\"paragraph\" w:styleId=\"A\"><w:basedOn w:val=\"B\"/></w:style>"
            "<w:style w:type=\"paragraph\" w:styleId=\"B\"><w:basedOn w:val=\"A\"/></w:style>"
        )
    );
    EXPECT_EQ(shown(words_of(entries)), "x|");
}

TEST(DocxWords, what_is_left_out_is_counted) {
    Entries entries = docx_entries(paragraph("x"));
    entries.emplace_back("word/footer1.xml", part_of("ftr", paragraph("Seite eins von zwei")));
    entries.emplace_back("word/comments.xml", part_of("comments", "<w:comment/><w:comment/>"));
    const auto words = words_of(entries);
    ASSERT_TRUE(words.has_value());
    EXPECT_EQ(words->margin_words, 4);
    EXPECT_EQ(words->comments.size(), 2U);
    EXPECT_EQ(words->word_count(), 1);
}

TEST(DocxWords, comments_know_who_said_what_about_which_words) {
    Entries entries = docx_entries(
        "<w:p><w:r><w:t xml:space=\"preserve\">Wir </w:t></w:r><w:commentRangeStart w:id=\"3\"/>"
        "<w:r><w:t>entscheiden</w:t></w:r><w:commentRangeEnd w:id=\"3\"/></w:p>"
    );
    entries.emplace_back(
        "word/comments.xml",
        part_of(
            "comments",
            "<w:comment w:id=\"3\" w:author=\"Anna\" w:date=\"2026-05-03T10:00:00Z\">"
                + paragraph("Wer genau?") + paragraph("Bitte klären.") + "</w:comment>"
        )
    );
    const auto words = words_of(entries);
    ASSERT_TRUE(words.has_value());
    ASSERT_EQ(words->comments.size(), 1U);
    const FileComment wanted{
        "Anna", "2026-05-03T10:00:00Z", "entscheiden", "Wer genau?\nBitte klären."
    };
    EXPECT_EQ(words->comments[0], wanted);
    EXPECT_EQ(words->word_count(), 2) << "a comment is no word of the text";
}

TEST(DocxWords, rejected_changes_bring_back_what_was_deleted) {
    const auto package = Package::open(zip_of(docx_entries(
        "<w:p><w:del><w:r><w:delText>alt</w:delText></w:r></w:del><w:ins><w:r><w:t>neu</w:t></w:r>"
        "</w:ins></w:p>"
    )));
    const auto accepted = docx_words(*package);
    const auto rejected = docx_words(*package, {.changes = Changes::Rejected});
    ASSERT_TRUE(accepted.has_value() && rejected.has_value());
    EXPECT_EQ(accepted->body[0].text, "neu");
    EXPECT_EQ(rejected->body[0].text, "alt");
    EXPECT_EQ(rejected->tracked_changes, 2);
}

TEST(DocxWords, broken_parts_are_corrupt) {
    Entries entries = docx_entries(paragraph("x"));
    entries.back().second.resize(entries.back().second.size() - 5);
    EXPECT_EQ(words_of(entries).error().code, ErrorCode::Corrupt);
}

TEST(Numbering, formats_as_word_does) {
    EXPECT_EQ(number_shown(28, "lowerLetter"), "bb");
    EXPECT_EQ(number_shown(1994, "upperRoman"), "MCMXCIV");
    EXPECT_EQ(number_shown(7, "decimalZero"), "07");
    EXPECT_EQ(number_shown(3, "somethingNew"), "3");
}

} // namespace
} // namespace denkraum::intake
