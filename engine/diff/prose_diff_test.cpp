// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <array>

#include "base/prose/atoms.hpp"
#include "engine/diff/order.hpp"
#include "engine/diff/prose_diff.hpp"
#include "engine/diff/signature.hpp"

namespace denkraum::diff {
namespace {

using prose::Block;
using prose::block_of;
using prose::Kind;
using prose::Prose;

Block paragraph(std::string text, std::string uid = "") {
    Block block = block_of(Kind::Paragraph, std::move(text));
    block.uid = std::move(uid);
    return block;
}

Block heading(std::string text, int level = 2) {
    Block block = block_of(Kind::Heading, std::move(text));
    block.level = level;
    return block;
}

std::string_view name_of(Fate fate) {
    switch (fate) {
    case Fate::Kept: return "kept";
    case Fate::Changed: return "changed";
    case Fate::Added: return "added";
    case Fate::Removed: return "removed";
    case Fate::Split: return "split";
    case Fate::Joined: return "joined";
    }
    return "";
}

/// "changed 0>1", "moved kept 2>0", "split 3>3,4", "removed 5>", a word each entry.
std::string shown(const ProseDiff& diff) {
    std::string out;
    const auto numbers = [&](const std::vector<std::size_t>& indexes) {
        for (const std::size_t index : indexes)
            out += (index == indexes.front() ? "" : ",") + std::to_string(index);
    };
    for (const Entry& entry : diff.entries) {
        out += out.empty() ? "" : "; ";
        out += entry.moved ? "moved " : "";
        out += std::string(name_of(entry.fate)) + " ";
        numbers(entry.before);
        out += '>';
        numbers(entry.after);
    }
    return out;
}

std::string compared(const Prose& before, const Prose& after) {
    const ProseDiff diff = compare(before, after);
    const auto applied = apply(before, diff);
    EXPECT_TRUE(applied.has_value() && *applied == prose::normalised(after));
    return shown(diff);
}

TEST(Compare, a_removed_paragraph_stands_where_it_stood_before_what_replaces_it) {
    EXPECT_EQ(
        compared(
            {{paragraph("Anfang des Textes."),
              paragraph("Alter Gedanke dazu."),
              paragraph("Ende des Ganzen.")}},
            {{paragraph("Anfang des Textes."),
              paragraph("Völlig Neues steht hier."),
              paragraph("Ende des Ganzen.")}}
        ),
        "kept 0>0; removed 1>; added >1; kept 2>2"
    );
}

TEST(Compare, the_same_uid_is_the_same_paragraph_whatever_it_says) {
    EXPECT_EQ(
        compared(
            {{paragraph("Wir prüfen jedes System.", "a"), paragraph("Kurz.", "b")}},
            {{paragraph("Kurz.", "a"), paragraph("Wir prüfen jedes System.", "b")}}
        ),
        "changed 0>0; changed 1>1"
    );
}

TEST(Compare, only_the_paragraph_that_moved_is_marked) {
    EXPECT_EQ(
        compared(
            {{paragraph("Eins steht vorn."),
              paragraph("Zwei folgt darauf."),
              paragraph("Drei kommt noch."),
              paragraph("Vier schließt ab.")}},
            {{paragraph("Vier schließt ab."),
              paragraph("Eins steht vorn."),
              paragraph("Zwei folgt darauf."),
              paragraph("Drei kommt noch.")}}
        ),
        "moved kept 3>0; kept 0>1; kept 1>2; kept 2>3"
    );
}

TEST(Compare, nothing_has_changed_in_equal_texts_however_alike_their_blocks_are) {
    Prose prose;
    for (int i = 0; i < 300; ++i) {
        prose.blocks.push_back(paragraph(""));
        prose.blocks.push_back(heading("§ 1"));
        prose.blocks.push_back(paragraph("[gestrichen]"));
    }
    for (const Entry& entry : compare(prose, prose).entries)
        ASSERT_TRUE(entry.is_unchanged());
}

TEST(Compare, a_blank_paragraph_between_equal_ones_stays) {
    EXPECT_EQ(
        compared(
            {{paragraph("Anfang des Textes."), paragraph(""), paragraph("Ende.")}},
            {{paragraph("Anfang des Textes."),
              paragraph(""),
              paragraph("Neuer Satz."),
              paragraph("Ende.")}}
        ),
        "kept 0>0; kept 1>1; added >2; kept 2>3"
    );
}

TEST(Compare, a_moved_paragraph_may_have_changed) {
    EXPECT_EQ(
        compared(
            {{paragraph("Das Amt prüft die Güte der Daten vor jedem Einsatz genau."),
              paragraph("Zwei folgt darauf mit einigem Gewicht und vielen Worten mehr."),
              paragraph("Drei.")}},
            {{paragraph("Zwei folgt darauf mit einigem Gewicht und vielen Worten mehr."),
              paragraph("Drei."),
              paragraph("Das Amt prüft die Güte der Daten vor jedem Einsatz streng.")}}
        ),
        "kept 1>0; kept 2>1; moved changed 0>2"
    );
}

TEST(Compare, a_split_keeps_all_its_parts_in_one_entry) {
    const Prose before{
        {paragraph("Erstens gilt die Regel. Zweitens gilt die Ausnahme. Drittens gilt nichts.")}
    };
    const Prose after{
        {paragraph("Erstens gilt die Regel."),
         paragraph("Zweitens gilt die Ausnahme."),
         paragraph("Drittens gilt nichts.")}
    };
    EXPECT_EQ(compared(before, after), "split 0>0,1,2");
    EXPECT_EQ(compared(after, before), "joined 0,1,2>0");
    EXPECT_EQ(compare(before, after).entries[0].parts.size(), 3U);
}

TEST(Compare, a_split_is_recognised_by_uid_of_its_left_part) {
    EXPECT_EQ(
        compared(
            {{paragraph("Kurz vorn. Danach kommt der weit längere Teil mit vielen Worten.", "a"),
              paragraph("Ende.", "z")}},
            {{paragraph("Kurz vorn.", "a"),
              paragraph("Danach kommt der weit längere Teil mit vielen Worten.", "b"),
              paragraph("Ende.", "z")}}
        ),
        "split 0>0,1; kept 1>2"
    );
}

/// The titles are the same ones in another order of articles, two of them stand twice.
Prose articles(std::initializer_list<std::pair<std::string, std::string>> list) {
    Prose prose;
    for (const auto& [title, words] : list) {
        prose.blocks.push_back(heading(title));
        prose.blocks.push_back(paragraph(words));
    }
    return prose;
}

TEST(Compare, renumbered_articles_are_recognised_by_their_titles) {
    const ProseDiff diff = compare(
        articles({
            {"Artikel 1 Ziel", "Wir schützen Menschen."},
            {"Artikel 2 Geltung", "Es gilt überall."},
            {"Artikel 3 Pflichten", "Alle müssen prüfen."},
        }),
        articles({
            {"Artikel 1 Ziel", "Wir schützen Menschen."},
            {"Artikel 2 Begriffe", "Hier steht, was Worte heißen sollen."},
            {"Artikel 3 Geltung", "Es gilt überall."},
            {"Artikel 4 Pflichten", "Alle müssen prüfen."},
        })
    );
    EXPECT_EQ(
        shown(diff),
        "kept 0>0; kept 1>1; added >2; added >3; changed 2>4; kept 3>5; changed 4>6; kept 5>7"
    );
    EXPECT_TRUE(diff.entries[4].changed.number);
    EXPECT_FALSE(diff.entries[0].changed.number);
}

TEST(Compare, equal_titles_are_told_apart_by_what_stands_under_them) {
    const Prose before = articles({
        {"Article 1 Scope", "This part applies to public authorities in every case."},
        {"Article 2 Scope", "Another part is about notified bodies and their tasks."},
    });
    const Prose after = articles({
        {"Article 5 Scope", "Another part is about notified bodies and their tasks."},
        {"Article 6 Scope", "This part applies to public authorities in every case."},
    });
    const ProseDiff diff = compare(before, after);
    for (const Entry& entry : diff.entries)
        ASSERT_EQ(entry.before.at(0), (entry.after.at(0) + 2) % 4);
}

TEST(Compare, a_number_alone_is_no_match) {
    const Prose before = articles({
        {"Article 1", "This part applies to public authorities in every case."},
        {"Article 2", "Another part is about notified bodies and their tasks."},
    });
    const Prose after = articles({
        {"Article 1", "Another part is about notified bodies and their tasks."},
        {"Article 2", "This part applies to public authorities in every case."},
    });
    for (const Entry& entry : compare(before, after).entries)
        EXPECT_EQ(entry.before.at(0), (entry.after.at(0) + 2) % 4);
}

TEST(Compare, a_retitled_article_is_recognised_by_its_content) {
    const Prose before = articles({
        {"§ 4 Anlagen", "Die Frist beträgt drei Monate ab Zugang der Meldung beim Amt."},
        {"§ 5 Schluss", "Dies gilt ab morgen."},
    });
    const Prose after = articles({
        {"§ 4 Verfahren", "Die Frist beträgt vier Monate ab Zugang der Meldung beim Amt."},
        {"§ 5 Schluss", "Dies gilt ab morgen."},
    });
    EXPECT_EQ(compared(before, after), "changed 0>0; changed 1>1; kept 2>2; kept 3>3");
}

TEST(Compare, another_kind_level_or_list_is_a_change_of_its_own) {
    Prose before{
        {paragraph("Wir legen offen."), heading("Ziel", 1), paragraph("Punkt in der Liste.")}
    };
    Prose after = before;
    after.blocks[0].kind = Kind::Principle;
    after.blocks[1].level = 2;
    after.blocks[2].list = prose::ListStyle::Bullet;
    const ProseDiff diff = compare(before, after);
    EXPECT_EQ(shown(diff), "changed 0>0; changed 1>1; changed 2>2");
    EXPECT_EQ(diff.entries[0].changed, (Aspects{.kind = true}));
    EXPECT_EQ(diff.entries[1].changed, (Aspects{.level = true}));
    EXPECT_EQ(diff.entries[2].changed, (Aspects{.list = true}));
}

TEST(Compare, another_source_is_a_change) {
    Prose before{{paragraph("Wir legen offen.")}};
    Prose after = before;
    after.blocks[0].sources.push_back({.title = "Beschluss vom Mai"});
    EXPECT_EQ(compare(before, after).entries[0].changed, (Aspects{.sources = true}));
}

Block table_of(std::initializer_list<std::initializer_list<std::string>> rows) {
    Block block = block_of(Kind::Table, "Fristen");
    for (const auto& row : rows) {
        prose::Row& cells = block.table.rows.emplace_back();
        for (const std::string& cell : row) {
            cells.emplace_back();
            prose::append_run(cells.back(), cell, {});
        }
    }
    return block;
}

TEST(Tables, an_added_column_and_a_removed_row_are_recognised) {
    const Block before = table_of({{"Amt", "Frist"}, {"Nord", "3 Tage"}, {"Süd", "5 Tage"}});
    const Block after = table_of({{"Amt", "Leitung", "Frist"}, {"Süd", "Frau Ay", "6 Tage"}});
    const TableDiff diff = compare_tables(before.table, after.table);
    EXPECT_EQ(diff.columns, (std::vector<TableLine>{{0, 0}, {{}, 1}, {1, 2}}));
    EXPECT_EQ(diff.rows, (std::vector<TableLine>{{0, 0}, {1, {}}, {2, 1}}));
    EXPECT_TRUE(diff.cells[1][1].pieces.empty());
    EXPECT_TRUE(diff.cells[2][2].has_other_words());
    EXPECT_FALSE(diff.cells[2][0].has_other_words());
    EXPECT_EQ(before_side(diff), before.table);
    EXPECT_EQ(after_side(diff), after.table);
}

TEST(Tables, a_column_of_new_words_is_the_same_column) {
    const Block before = table_of({{"Amt", "Zahl"}, {"Nord", "1"}, {"Süd", "2"}});
    const Block after = table_of({{"Amt", "Wert"}, {"Nord", "7"}, {"Süd", "8"}});
    const TableDiff diff = compare_tables(before.table, after.table);
    EXPECT_EQ(diff.columns, (std::vector<TableLine>{{0, 0}, {1, 1}}));
    EXPECT_EQ(diff.rows, (std::vector<TableLine>{{0, 0}, {1, 1}, {2, 2}}));
}

TEST(Tables, a_table_is_compared_within_the_bound_on_work) {
    Block before = table_of({});
    Block after = table_of({});
    for (int i = 0; i < 2000; ++i) {
        before.table.rows.push_back({{{"alt " + std::to_string(i), {}, {}}}, {{"x y z", {}, {}}}});
        after.table.rows.push_back({{{"neu " + std::to_string(i), {}, {}}}, {{"u v w", {}, {}}}});
    }
    const TableDiff diff = compare_tables(before.table, after.table);
    EXPECT_EQ(before_side(diff).rows, before.table.rows);
    EXPECT_EQ(after_side(diff).rows, after.table.rows);
}

TEST(Labels, numbers_in_front_of_a_text_are_seen) {
    const auto label = [](std::string_view text) { return text.substr(0, label_bytes(text)); };
    EXPECT_EQ(label("Article 52 Transparency"), "Article 52 ");
    EXPECT_EQ(label("Artikel 4a: Ziel"), "Artikel 4a: ");
    EXPECT_EQ(label("§ 31a Vorlage"), "§ 31a ");
    EXPECT_EQ(label("(a) erstens"), "(a) ");
    EXPECT_EQ(label("2. (b) zweitens"), "2. (b) ");
    EXPECT_EQ(label("3.2.1 Ablauf"), "3.2.1 ");
    EXPECT_EQ(label("TITLE IV Governance"), "TITLE IV ");
    EXPECT_EQ(label("Anhang III – Listen"), "Anhang III – ");
    EXPECT_EQ(label("Article 5"), "Article 5");
    EXPECT_EQ(label("52 Personen kamen"), "");
    EXPECT_EQ(label("I think so"), "");
    EXPECT_EQ(label("Teilnahme ist frei"), "");
    EXPECT_EQ(label(""), "");
}

TEST(Order, the_heaviest_rising_sequence_stays) {
    const std::array<std::size_t, 4> positions{3, 0, 1, 2};
    const std::array<std::size_t, 4> light{1, 1, 1, 1};
    EXPECT_EQ(in_order(positions, light), (std::vector<bool>{false, true, true, true}));
    const std::array<std::size_t, 4> heavy{9, 1, 1, 1};
    EXPECT_EQ(in_order(positions, heavy), (std::vector<bool>{true, false, false, false}));
    EXPECT_TRUE(in_order({}, {}).empty());
}

} // namespace
} // namespace denkraum::diff
