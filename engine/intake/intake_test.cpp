// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <array>
#include <optional>
#include <random>

#include "base/json/json.hpp"
#include "base/prose/atoms.hpp"
#include "base/prose/prose_json.hpp"
#include "engine/intake/align/align.hpp"
#include "engine/intake/align/missing.hpp"
#include "engine/intake/intake.hpp"
#include "engine/intake/limits.hpp"
#include "engine/intake/plain.hpp"
#include "engine/intake/preview.hpp"
#include "engine/intake/reconcile.hpp"
#include "engine/intake/settle.hpp"

namespace denkraum::intake {
namespace {

Draft draft(std::string_view text) {
    Draft made;
    prose::append_run(made.block.content, text, {});
    return made;
}

Draft item(std::string_view label, std::string_view text, int depth = 0) {
    Draft made = draft(text);
    made.label = label;
    made.list = 1;
    made.depth = depth;
    return made;
}

Draft cell(int row, int column, std::string_view text) {
    Draft made = draft(text);
    made.table = 1;
    made.row = row;
    made.cell = column;
    return made;
}

Draft note(int number, std::string_view text) {
    Draft made = draft(text);
    made.note = number;
    return made;
}

std::string shown(const std::vector<Draft>& drafts) {
    std::string text;
    for (const Draft& each : drafts)
        text += labelled_text(each) + "|";
    return text;
}

/// 'kind text' with the list and its indent: 'p bullet1 text'.
std::string shown(const prose::Prose& prose) {
    std::string text;
    for (const prose::Block& block : prose.blocks) {
        text += prose::id_of(block.kind);
        if (block.level > 0) text += std::to_string(block.level);
        if (block.list != prose::ListStyle::None) {
            text += " " + std::string(prose::id_of(block.list)) + std::to_string(block.indent);
        }
        text += " " + prose::plain_text(block) + "|";
    }
    return text;
}

std::string settled(std::vector<Draft> drafts, ProfileId profile = ProfileId::None) {
    Report report;
    Structure structure;
    settle_labels(drafts, profile, report);
    return shown(*settle_blocks(std::move(drafts), structure, report));
}

SourceParagraph source(std::string_view text, std::string_view label = "") {
    return {.text = std::string(text), .label = std::string(label)};
}

SourceParagraph boxed(std::string_view text) {
    SourceParagraph made = source(text);
    made.is_text_box = true;
    return made;
}

TEST(Reconcile, labels_come_from_the_file_and_text_boxes_are_put_back) {
    std::vector<Draft> drafts{item("1.", "Erstens"), draft("Anker"), draft("Ende")};
    const FileWords words{
        .body = {source("Erstens", "(1)"), source("Anker"), boxed("im Kasten"), source("Ende")},
    };
    Report report;
    reconcile(drafts, words, report);
    EXPECT_EQ(shown(drafts), "(1) Erstens|Anker|im Kasten|Ende|");
    EXPECT_EQ(report.count_of(RemarkKind::TextBoxTaken), 1);
    EXPECT_EQ(report.count_of(RemarkKind::PassageRecovered), 0);
}

TEST(Reconcile, a_text_box_that_the_converter_kept_is_not_doubled) {
    std::vector<Draft> drafts{draft("Anker"), draft("im Kasten"), draft("Ende")};
    const FileWords words{.body = {source("Anker"), boxed("im Kasten"), source("Ende")}};
    Report report;
    reconcile(drafts, words, report);
    EXPECT_EQ(shown(drafts), "Anker|im Kasten|Ende|");
    EXPECT_TRUE(report.remarks.empty());
}

TEST(Reconcile, whatever_is_missing_comes_back_where_it_stood) {
    std::vector<Draft> drafts{draft("b"), draft("d")};
    const FileWords words{
        .body = {source("a"), source("b"), source("c"), source("d"), source("e")},
    };
    Report report;
    reconcile(drafts, words, report);
    EXPECT_EQ(shown(drafts), "a|b|c|d|e|");
    EXPECT_EQ(report.count_of(RemarkKind::PassageRecovered), 3);
}

TEST(Reconcile, what_only_the_converter_has_stays) {
    std::vector<Draft> drafts{draft("x"), draft("a"), draft("y"), draft("b")};
    Report report;
    reconcile(drafts, {.body = {source("a"), source("b")}}, report);
    EXPECT_EQ(shown(drafts), "x|a|y|b|");
}

TEST(Reconcile, a_paragraph_with_an_added_formula_is_the_same) {
    std::vector<Draft> drafts{draft("die Formel E=mc^2 gilt"), draft("b")};
    Report report;
    reconcile(drafts, {.body = {source("die Formel  gilt"), source("b")}}, report);
    EXPECT_EQ(shown(drafts), "die Formel E=mc^2 gilt|b|");
}

TEST(Reconcile, words_lost_inside_a_paragraph_come_back) {
    std::vector<Draft> drafts{draft("der alte Satz bleibt"), note(1, "¹ die alte Anmerkung")};
    FileWords words{.body = {source("der sehr alte Satz bleibt")}};
    words.notes = {source("die sehr alte Anmerkung")};
    Report report;
    reconcile(drafts, words, report);
    EXPECT_EQ(shown(drafts), "der sehr alte Satz bleibt|die sehr alte Anmerkung|");
    EXPECT_EQ(report.count_of(RemarkKind::PassageRecovered), 2);
}

TEST(Reconcile, missing_notes_come_back_among_the_notes) {
    std::vector<Draft> drafts{draft("Text¹"), note(1, "¹ eins"), draft("mehr")};
    FileWords words{.body = {source("Text"), source("mehr")}};
    words.notes = {source("eins"), source("zwei")};
    Report report;
    reconcile(drafts, words, report);
    EXPECT_EQ(shown(drafts), "Text¹|¹ eins|zwei|mehr|");
    EXPECT_NE(drafts[2].note, 0);
}

TEST(Reconcile, a_text_box_that_begins_like_the_next_paragraph_is_neither_lost_nor_doubled) {
    const std::string next = "Grundsatz der Verhältnismäßigkeit";
    std::vector<Draft> drafts{draft("Anker"), draft(next), draft("Ende")};
    const FileWords words{
        .body =
            {source("Anker"),
             boxed("Grundsatz"),
             boxed("Text im Kasten"),
             source(next),
             source("Ende")}
    };
    Report report;
    reconcile(drafts, words, report);
    EXPECT_EQ(shown(drafts), "Anker|Grundsatz|Text im Kasten|" + next + "|Ende|");
    EXPECT_EQ(report.count_of(RemarkKind::TextBoxTaken), 2);
    EXPECT_EQ(report.count_of(RemarkKind::PassageRecovered), 0);
}

/// Long, similar, and some of them several times.
std::string similar_text(unsigned which) {
    constexpr std::array<std::string_view, 4> texts{
        "Grundsatz",
        "Grundsatz der Verhältnismäßigkeit",
        "Der Grundsatz der Verhältnismäßigkeit gilt für jede Anwendung",
        "Grundsatz der Verhältnismäßigkeit im Einzelfall und für jede Anwendung",
    };
    return std::string(texts[which % texts.size()]);
}

TEST(Reconcile, whatever_paragraphs_the_converter_dropped_the_text_is_that_of_the_file) {
    for (unsigned shift = 1; shift < 8; ++shift) {
        for (unsigned mask = 0; mask < 512; ++mask) {
            FileWords words;
            std::vector<Draft> drafts;
            std::string wanted;
            for (unsigned i = 0; i < 9; ++i) {
                const std::string text = similar_text(i * shift + i / 3);
                wanted += text + "|";
                words.body.push_back(source(text));
                if ((mask >> i) % 2 == 1) drafts.push_back(draft(text));
            }
            Report report;
            reconcile(drafts, words, report);
            ASSERT_EQ(shown(drafts), wanted) << "shift " << shift << ", mask " << mask;
        }
    }
}

/// What a converter may do to a paragraph.
std::optional<std::string> converted(const std::string& text, unsigned how) {
    switch (how % 5) {
    case 0: return std::nullopt;
    case 1: return text + " x=1";
    case 2: return text.substr(0, text.rfind(' '));
    default: return text;
    }
}

TEST(Reconcile, nothing_is_lost_whatever_the_converter_did) {
    std::mt19937 random(5);
    for (int round = 0; round < 1'000; ++round) {
        FileWords words;
        std::vector<Draft> drafts;
        for (int i = 0; i < 12; ++i) {
            const std::string text = similar_text(static_cast<unsigned>(random()));
            words.body.push_back(source(text));
            const auto left = converted(text, static_cast<unsigned>(random()));
            if (left) drafts.push_back(draft(*left));
        }
        Report report;
        reconcile(drafts, words, report);
        std::size_t found = 0;
        std::string text;
        for (const Draft& each : drafts) {
            const std::string line = prose::plain_text(each.block);
            if (found < 12 && holds_words(line, words.body[found].text)) ++found;
            text += line + "\n";
        }
        ASSERT_EQ(found, 12U) << "round " << round << ":\n" << text;
        MissingWords missing(text);
        for (const SourceParagraph& each : words.body)
            ASSERT_EQ(missing.take(each.text), std::vector<std::string>()) << "round " << round;
    }
}

TEST(Settle, a_list_that_counts_from_one_needs_no_numbers_in_its_text) {
    EXPECT_EQ(
        settled({item("1.", "a"), item("1.", "b", 1), item("2.", "c", 1), item("2.", "d")}),
        "p number0 a|p number1 b|p number1 c|p number0 d|"
    );
}

TEST(Settle, any_other_number_stands_in_the_text) {
    EXPECT_EQ(
        settled({item("1.", "a"), item("a)", "b", 1), item("2.", "c")}), "p 1. a|p a) b|p 2. c|"
    );
    EXPECT_EQ(settled({item("3.", "a"), item("4.", "b")}), "p 3. a|p 4. b|");
    EXPECT_EQ(
        settled({item("1.", "a"), draft("dazwischen"), item("2.", "b")}),
        "p number0 a|p dazwischen|p 2. b|"
    );
}

TEST(Settle, legal_texts_keep_every_number) {
    EXPECT_EQ(settled({item("1.", "a"), item("2.", "b")}, ProfileId::EuropeanEn), "p 1. a|p 2. b|");
}

TEST(Settle, headings_keep_their_number_and_bullets_their_depth) {
    Draft heading = item("1.2", "Ziele");
    heading.block.kind = prose::Kind::Heading;
    heading.block.level = 2;
    Draft bullet = item("", "b", 1);
    bullet.is_bullet = true;
    EXPECT_EQ(settled({heading, bullet}), "h2 1.2 Ziele|p bullet1 b|");
}

prose::Prose settled_prose(std::vector<Draft> drafts) {
    Structure structure;
    Report report;
    return *settle_blocks(std::move(drafts), structure, report);
}

TEST(Settle, a_table_keeps_its_cells_and_its_notes_at_their_place) {
    Draft source_note = note(1, "Quelle");
    source_note.table = 1;
    source_note.row = 1;
    source_note.cell = 2;
    Draft referring = cell(1, 2, "B");
    referring.block.content.push_back(note_mark(1));
    Draft head = cell(1, 1, "A");
    head.is_head = true;
    const auto prose = settled_prose(
        {head, referring, source_note, cell(2, 1, ""), cell(3, 1, "C"), cell(3, 1, "D")}
    );
    ASSERT_EQ(prose.blocks.size(), 1U);
    const prose::Table& table = prose.blocks[0].table;
    EXPECT_TRUE(table.header_row);
    EXPECT_EQ(prose::plain_text(prose), "A\tB\n\t\nC\nD\t\n");
    ASSERT_EQ(table.rows[0][1].size(), 2U);
    EXPECT_EQ(prose::note_of(table.rows[0][1][1])->words, "Quelle");
}

TEST(Settle, a_table_of_one_cell_is_a_frame) {
    const auto prose = settled_prose({cell(1, 1, "Merke"), cell(1, 1, "gut")});
    ASSERT_EQ(prose.blocks.size(), 1U);
    EXPECT_EQ(prose.blocks[0].kind, prose::Kind::Paragraph);
    EXPECT_EQ(prose::plain_text(prose), "Merke\ngut\n");
}

TEST(Settle, long_and_lost_notes_become_explanations) {
    Draft text;
    prose::append_run(text.block.content, "Satz", {});
    text.block.content.push_back(note_mark(1));
    const std::string words = std::string(prose::note_bytes_max, 'w');
    const auto prose = settled_prose({text, note(1, words), note(1, "mehr"), note(2, "verwaist")});
    ASSERT_EQ(prose.blocks.size(), 4U);
    EXPECT_EQ(prose::plain_text(prose.blocks[0]), "Satz¹");
    EXPECT_EQ(prose::plain_text(prose.blocks[1]), "¹ " + words);
    EXPECT_EQ(prose::plain_text(prose.blocks[2]), "mehr");
    EXPECT_EQ(prose::plain_text(prose.blocks[3]), "² verwaist");
    EXPECT_EQ(prose.blocks[3].kind, prose::Kind::Explanation);
}

TEST(Settle, a_note_does_not_end_a_list) {
    EXPECT_EQ(
        settled({item("1.", "a"), note(1, "Quelle"), item("2.", "b")}),
        "p number0 a|explanation ¹ Quelle|p number0 b|"
    );
}

TEST(OurJson, gives_the_same_blocks_with_new_uids) {
    const std::string_view edition =
        R"({"format":"denkraum-edition 1","title":"Leitlinie","blocks":[)"
        R"({"uid":"AZGJ8c3kcUqXr0iVYVn7Jg","kind":"principle","eid":"abs_1","content":[{"text":"Wir "},)"
        R"({"atom":{"t":"note","text":"alle"}}]},)"
        R"({"kind":"table","text":"Wer was tut","table":{"header_row":true,"rows":[["A","B"],["",)"
        R"([{"text":"C","strong":true}]]]}}]})";
    const auto upload = read_upload(as_bytes(edition), "leitlinie.json");
    ASSERT_TRUE(upload.has_value());
    EXPECT_EQ(upload->format, Format::Json);
    const auto copy = from_our_json(*upload, {});
    ASSERT_TRUE(copy.has_value()) << copy.error().detail;
    EXPECT_EQ(copy->title, "Leitlinie");
    EXPECT_EQ(copy->prose.blocks[0].uid, "");
    const auto same = from_our_json(*upload, {.keeps_uids = true});
    EXPECT_EQ(same->prose.blocks[0].uid, "AZGJ8c3kcUqXr0iVYVn7Jg");
    EXPECT_EQ(same->prose, *prose::from_json(*json::parse(edition)));
    EXPECT_EQ(same->prose.blocks[1].table.rows[1][1][0].marks.strong, true);
    const auto broken = read_upload(as_bytes(R"({"blocks": [}})"), "x.json");
    EXPECT_EQ(from_our_json(*broken, {}).error().code, ErrorCode::Invalid);
}

Imported plain(std::string_view text) {
    const auto upload = read_upload(as_bytes(text), "x.txt");
    EXPECT_TRUE(upload.has_value());
    auto imported = from_plain_text(*upload, {});
    EXPECT_TRUE(imported.has_value());
    return imported ? *std::move(imported) : Imported{};
}

TEST(PlainText, paragraphs_end_at_empty_lines) {
    EXPECT_EQ(
        shown(plain("Eine Zeile, die so lang ist, dass ein Programm sie umbrach,\nund ihr "
                    "Rest.\n\n\nZwei")
                  .prose),
        "p Eine Zeile, die so lang ist, dass ein Programm sie umbrach, und ihr Rest.|p Zwei|"
    );
    EXPECT_EQ(shown(plain("Amt\nStraße 1\n\nOrt").prose), "p Amt\nStraße 1|p Ort|");
}

TEST(PlainText, long_lines_are_paragraphs_of_their_own) {
    const std::string line(200, 'a');
    EXPECT_EQ(shown(plain(line + "\n" + line).prose), "p " + line + "|p " + line + "|");
}

TEST(PlainText, bullets_and_labels_begin_anew) {
    EXPECT_EQ(
        shown(plain("Liste:\n- eins\n  - tief\n(1) Absatz\n(2) noch einer").prose),
        "p Liste:|p bullet0 eins|p bullet1 tief|p (1) Absatz|p (2) noch einer|"
    );
}

TEST(PlainText, a_law_gets_its_structure) {
    const Imported law =
        plain("§ 1 Zweck\n(1) Wer KI nutzt, sagt es.\n\n§ 2 Pflichten\nText.\n\n§ 3 Ende\nSchluss."
        );
    EXPECT_EQ(law.structure.profile, ProfileId::GermanLaw);
    EXPECT_EQ(
        shown(law.prose),
        "h1 § 1 Zweck|p (1) Wer KI nutzt, sagt es.|h1 § 2 Pflichten|p Text.|h1 § 3 Ende|p Schluss.|"
    );
    EXPECT_EQ(law.structure.parts[2].block, 4U);
}

TEST(PlainText, more_lines_than_allowed_are_refused) {
    const Upload upload{.text = std::string(text_lines_max + 1, '\n') + "x"};
    EXPECT_EQ(from_plain_text(upload, {}).error().code, ErrorCode::TooLarge);
}

TEST(Preview, shows_each_doubtful_place_before_and_after) {
    const Imported imported = plain("Article 1 Scope\n\nText one.\n\nArticle 2\n\n1. Text "
                                    "two.\n\nArticle 3\n\nLast things\n\nText.");
    const Preview preview = preview_of(imported);
    EXPECT_EQ(preview.sure, 2U);
    ASSERT_EQ(preview.unsure.size(), 1U);
    const PreviewPlace& place = preview.unsure[0];
    EXPECT_EQ(place.why, Doubt::TitleMissing);
    EXPECT_EQ(place.number, "2");
    EXPECT_EQ(place.before, (std::vector<std::string>{"Text one.", "Article 2", "1. Text two."}));
    ASSERT_EQ(place.after.size(), 3U);
    EXPECT_EQ(prose::plain_text(place.after[1]), "Article 2");
    EXPECT_EQ(place.first_block, 1U);
}

TEST(PlainText, no_word_is_lost) {
    const std::string text = "a b\nc d\n\n- e f\n  * g\n1. h\n\ti\nArticle 1\nj k\r\n• l";
    const Imported imported = plain(text);
    const std::string words = squeezed(prose::plain_text(imported.prose));
    EXPECT_EQ(words, "abcdefg1.hiArticle1jkl");
}

} // namespace
} // namespace denkraum::intake
