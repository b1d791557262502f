// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "base/prose/atoms.hpp"
#include "engine/diff/plain.hpp"

namespace denkraum::diff {
namespace {

using prose::block_of;
using prose::Kind;
using prose::Prose;

const Wording german{
    .place = "Absatz {number}",
    .between = ", ",
    .added = "{place} eingefügt: »{words}«",
    .removed = "{place} gestrichen: »{words}«",
    .changed = "{place} geändert: {changes}",
    .moved = "{place} verschoben, vorher {place_before}",
    .moved_changed = "{place} verschoben, vorher {place_before}, und geändert: {changes}",
    .split = "{place_before} geteilt in {places}: {changes}",
    .joined = "{places_before} zusammengeführt zu {place}: {changes}",
    .nothing = "sonst unverändert",
    .words_added = "eingefügt »{words}«",
    .words_removed = "gestrichen »{words}«",
    .words_replaced = "statt »{before}« nun »{words}«",
    .words_formatted = "anders ausgezeichnet »{words}«",
    .kind_changed = "andere Art",
    .level_changed = "andere Ebene",
    .list_changed = "anders eingerückt",
    .sources_changed = "andere Quellen",
    .cell = "Zeile {row}, Spalte {column}: {changes}",
    .row_added = "Zeile {row} eingefügt »{words}«",
    .row_removed = "Zeile {row} gestrichen »{words}«",
    .column_added = "Spalte {column} eingefügt »{words}«",
    .column_removed = "Spalte {column} gestrichen »{words}«",
    .heads_changed = "andere Kopfzellen",
    .image = "[Bild: {words}]",
    .note = "[Anmerkung: {words}]",
    .other = "[…]",
};

Prose text(std::initializer_list<std::string> paragraphs) {
    Prose prose;
    for (const std::string& paragraph : paragraphs)
        prose.blocks.push_back(block_of(Kind::Paragraph, paragraph));
    return prose;
}

std::string said(const Prose& before, const Prose& after) {
    return in_words(compare(before, after), german);
}

prose::Block table_of(std::initializer_list<std::initializer_list<std::string>> rows) {
    prose::Block block = block_of(Kind::Table, "Fristen");
    for (const auto& row : rows) {
        prose::Row& cells = block.table.rows.emplace_back();
        for (const std::string& cell : row)
            cells.push_back({{cell, {}, {}}});
    }
    return block;
}

TEST(InWords, a_change_names_its_paragraph_and_words) {
    EXPECT_EQ(
        said(
            text({"Eins bleibt hier stehen.", "Die Behörde darf das System sofort einsetzen."}),
            text({"Eins bleibt hier stehen.", "Die Behörde muss das System einsetzen und prüfen."})
        ),
        "Absatz 2 geändert: statt »darf« nun »muss«, gestrichen »sofort«, "
        "eingefügt »und prüfen«\n"
    );
}

TEST(InWords, added_and_removed_paragraphs_are_read_out_whole) {
    EXPECT_EQ(
        said(
            text({"Dieser Absatz fällt weg.", "Der zweite Absatz bleibt."}),
            text({"Der zweite Absatz bleibt.", "Neu ist nur jener."})
        ),
        "Absatz 1 gestrichen: »Dieser Absatz fällt weg.«\n"
        "Absatz 2 eingefügt: »Neu ist nur jener.«\n"
    );
}

TEST(InWords, a_moved_paragraph_tells_both_places) {
    EXPECT_EQ(
        said(
            text(
                {"Kurz und gut gesagt.",
                 "Ein langer Absatz, der nicht weicht und wankt.",
                 "Schluss."}
            ),
            text(
                {"Ein langer Absatz, der nicht weicht und wankt.",
                 "Kurz und gut gesagt.",
                 "Schluss."}
            )
        ),
        "Absatz 2 verschoben, vorher Absatz 1\n"
    );
}

TEST(InWords, a_split_names_all_places) {
    EXPECT_EQ(
        said(
            text({"Der erste Satz steht vorn. Der zweite Satz folgt ihm."}),
            text({"Der erste Satz steht vorn.", "Der zweite Satz folgt ihm."})
        ),
        "Absatz 1 geteilt in Absatz 1, Absatz 2: sonst unverändert\n"
    );
}

TEST(InWords, names_of_places_come_from_the_caller) {
    const PlaceNames names{
        .before = [](std::size_t) { return "§ 9"; },
        .after = [](std::size_t index) { return "§ 1" + std::to_string(index); },
    };
    const ProseDiff diff =
        compare(text({"Wir prüfen das Risiko."}), text({"Wir prüfen jedes Risiko."}));
    EXPECT_EQ(in_words(diff, german, names), "§ 10 geändert: statt »das« nun »jedes«\n");
}

TEST(InWords, tables_are_told_cell_by_cell) {
    const Prose before{{table_of({{"Amt", "Frist"}, {"Nord", "3 Tage"}, {"Süd", "5 Tage"}})}};
    const Prose after{
        {table_of({{"Amt", "Frist"}, {"Nord", "4 Tage"}, {"Süd", "5 Tage"}, {"West", "9 Tage"}})}
    };
    EXPECT_EQ(
        said(before, after),
        "Absatz 1 geändert: Zeile 2, Spalte 2: statt »3« nun »4«, "
        "Zeile 4 eingefügt »West 9 Tage«\n"
    );
}

TEST(InWords, pictures_and_notes_are_told_by_their_words) {
    Prose before = text({"Das Bild zeigt den Ablauf."});
    Prose after = before;
    after.blocks[0].content.push_back(prose::inline_of(prose::Note{"Stand 2026"}));
    EXPECT_EQ(said(before, after), "Absatz 1 geändert: eingefügt »[Anmerkung: Stand 2026]«\n");
}

TEST(InWords, words_in_braces_are_not_read_as_placeholders) {
    EXPECT_EQ(filled("{a} und {b} {c}", {{"a", "{b}"}, {"b", "x"}}), "{b} und x {c}");
    EXPECT_EQ(filled("offen {a", {{"a", "x"}}), "offen {a");
}

TEST(InWords, nothing_is_said_of_equal_texts) {
    EXPECT_EQ(said(text({"Gleich.", "Gleich."}), text({"Gleich.", "Gleich."})), "");
}

TEST(Plain, another_link_or_explanation_is_told_with_both) {
    Wording wording = german;
    wording.words_linked = "»{words}« führt von {before} nach {now}";
    wording.words_explained = "»{words}« heißt {now} statt {before}";
    wording.none = "nirgendwo";
    const auto marked = [](prose::Marks marks) {
        prose::Block block = block_of(Kind::Paragraph, "Sie gilt für ");
        block.uid = "AZrHl0uAcACAAAAAAAAAAQ";
        prose::append_run(block.content, "KI", marks);
        return Prose{{block}};
    };
    const auto told = [&](const Prose& before, const Prose& after, const Wording& with) {
        return in_words(compare(before, after), with);
    };
    const Prose plain = marked({});
    const Prose linked = marked({.link = "https://a.example"});
    EXPECT_EQ(
        told(plain, linked, wording),
        "Absatz 1 geändert: »KI« führt von nirgendwo nach https://a.example\n"
    );
    EXPECT_EQ(
        told(marked({.term = "alt"}), marked({.strong = true, .term = "neu"}), wording),
        "Absatz 1 geändert: anders ausgezeichnet »KI«, »KI« heißt neu statt alt\n"
    );
    EXPECT_EQ(told(plain, linked, german), "Absatz 1 geändert: anders ausgezeichnet »KI«\n");
}

} // namespace
} // namespace denkraum::diff
