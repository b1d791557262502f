// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "base/json/json.hpp"
#include "base/prose/atoms.hpp"
#include "domain/guideline/edition/change_table.hpp"
#include "domain/guideline/edition/imprint.hpp"

namespace denkraum::guideline {
namespace {

std::vector<Paragraph> text_of(const std::vector<std::pair<std::string, std::string>>& blocks) {
    prose::Prose prose;
    for (const auto& [uid, words] : blocks) {
        auto block = prose::block_of(
            uid.starts_with("h") ? prose::Kind::Heading : prose::Kind::Paragraph, words
        );
        block.uid = uid + std::string(21 - uid.size(), 'A') + "A";
        prose.blocks.push_back(block);
    }
    return paragraphs_of(prose).value();
}

std::vector<ChangeLine>
table(const std::vector<Paragraph>& before, const std::vector<Paragraph>& after) {
    return change_table(diff::compare(prose_of(before), prose_of(after)), before, after, "de");
}

Edition edition() {
    return {.key = "ki", .number = 2, .title = "KI & Recht"};
}

const auto older = text_of(
    {{"h1", "Werte"},
     {"a", "Menschen entscheiden am Ende selbst."},
     {"b", "Alle Verfahren werden jedes Jahr geprüft."},
     {"c", "Dieser Absatz fällt ganz und gar weg."}}
);
const auto newer = text_of(
    {{"h1", "Werte"},
     {"n", "Dieser Satz ist vollkommen neu hinzugekommen."},
     {"a", "Menschen entscheiden am Ende selbst."},
     {"b", "Alle Verfahren werden alle zwei Jahre geprüft."}}
);

TEST(ChangeTable, says_old_and_new_words_with_both_numbers) {
    const auto lines = table(older, newer);
    ASSERT_EQ(lines.size(), 3U);
    EXPECT_EQ(id_of(lines[0]), "added");
    EXPECT_EQ(lines[0].number, "1.1");
    EXPECT_EQ(lines[0].number_before, "");
    EXPECT_EQ(id_of(lines[1]), "changed");
    EXPECT_EQ(lines[1].number_before, "1.2");
    EXPECT_EQ(lines[1].number, "1.3");
    EXPECT_EQ(lines[1].before, "Alle Verfahren werden jedes Jahr geprüft.");
    EXPECT_EQ(lines[1].after, "Alle Verfahren werden alle zwei Jahre geprüft.");
    EXPECT_EQ(id_of(lines[2]), "removed");
    EXPECT_EQ(lines[2].after, "");
}

TEST(ChangeTable, gives_a_line_the_reason_of_a_paragraph_on_either_side) {
    auto lines = table(older, newer);
    give_reasons(
        lines,
        {{newer[1].block.uid, "Es fehlte."},
         {older[3].block.uid, "Es war doppelt."},
         {older[1].block.uid, "Daran hat sich nichts geändert."}}
    );
    EXPECT_EQ(lines[0].reason, "Es fehlte.");
    EXPECT_EQ(lines[1].reason, "");
    EXPECT_EQ(lines[2].reason, "Es war doppelt.");
}

/// The table for one block that became another, as both files tell it.
struct Told {
    std::vector<ChangeLine> lines;
    std::string page;
    json::object data;
};
Told told(const prose::Block& before, const prose::Block& after) {
    const prose::Block head = text_of({{"h1", "Werte"}}).front().block;
    Told out;
    out.lines = table(
        paragraphs_of(prose::Prose{{head, before}}).value(),
        paragraphs_of(prose::Prose{{head, after}}).value()
    );
    const auto files = change_files(edition(), 1, out.lines);
    out.page = files[0].bytes;
    out.data = json::parse(files[1].bytes)->at("changes").as_array().at(0).as_object();
    return out;
}

prose::Block block_with(prose::Cell content) {
    prose::Block block = text_of({{"a", "x"}}).front().block;
    block.content = std::move(content);
    return block;
}

TEST(ChangeTable, a_change_of_kind_is_told_where_the_words_are_the_same) {
    const auto before = block_with({{.text = "Wir hören zu."}});
    auto after = before;
    after.kind = prose::Kind::CommitmentClause;
    auto recommended = before;
    recommended.kind = prose::Kind::Recommendation;
    const Told is = told(recommended, after);
    EXPECT_TRUE(is.page.contains("<td>geändert: Selbstverpflichtung statt Empfehlung</td>"));
    EXPECT_EQ(is.data.at("aspects").as_array(), (json::array{"kind"}));
    EXPECT_EQ(is.data.at("kind_before").as_string(), "recommendation");
    EXPECT_EQ(is.data.at("kind").as_string(), "commitment");
    auto heading = before;
    heading.kind = prose::Kind::Heading;
    heading.level = 2;
    EXPECT_TRUE(told(before, heading).page.contains("geändert: Überschrift statt ohne Art"));
}

TEST(ChangeTable, notes_and_alternative_texts_stand_in_the_words) {
    const auto noted = [](std::string words) {
        return block_with(
            {{.text = "Wir hören zu."}, prose::inline_of(prose::Note{std::move(words)})}
        );
    };
    const Told note = told(noted("Seit 2024."), noted("Seit 2026."));
    EXPECT_EQ(note.lines.at(0).before, "Wir hören zu. [Anmerkung: Seit 2024.]");
    EXPECT_EQ(note.lines.at(0).after, "Wir hören zu. [Anmerkung: Seit 2026.]");
    EXPECT_TRUE(note.page.contains("geändert: andere Anmerkung"));
    const auto picture = [](std::string words) {
        return block_with({prose::inline_of(
            prose::Image{std::string(64, 'a'), "image/png", 2, 2, std::move(words)}
        )});
    };
    const Told image = told(picture("ein Kreis"), picture("ein Quadrat"));
    EXPECT_EQ(image.lines.at(0).before, "[Bild: ein Kreis]") << "an image alone is a paragraph";
    EXPECT_EQ(image.lines.at(0).after, "[Bild: ein Quadrat]");
}

TEST(ChangeTable, links_explanations_and_sources_stand_there_where_they_changed) {
    const auto linked = [](std::string address) {
        return block_with({{.text = "Gesetz", .marks = {.link = std::move(address)}}});
    };
    const Told link = told(linked("https://alt.example"), linked("https://neu.example"));
    EXPECT_EQ(link.lines.at(0).before, "Gesetz <https://alt.example>");
    EXPECT_EQ(link.lines.at(0).after, "Gesetz <https://neu.example>");
    EXPECT_TRUE(link.page.contains("geändert: anderer Link"));
    const auto explained = [](std::string words) {
        return block_with({{.text = "KI", .marks = {.term = std::move(words)}}});
    };
    const Told term = told(explained("alt"), explained("neu"));
    EXPECT_EQ(term.lines.at(0).after, "KI [Erklärung: neu]");
    auto sourced = block_with({{.text = "Wir hören zu."}});
    auto was = sourced;
    sourced.sources = {{.title = "Bericht", .file_number = "I-7"}};
    const Told source = told(was, sourced);
    EXPECT_EQ(source.lines.at(0).before, "Wir hören zu.");
    EXPECT_EQ(source.lines.at(0).after, "Wir hören zu.\nQuelle: Bericht, I-7");
    EXPECT_TRUE(source.page.contains("geändert: andere Quellen"));
    EXPECT_TRUE(source.page.contains("<p>Quelle: Bericht, I-7</p>"));
    EXPECT_FALSE(told(linked("https://a.example"), block_with({{.text = "Etwas"}}))
                     .lines.at(0)
                     .after.contains("Quelle"));
}

TEST(ChangeTable, a_mark_is_told_and_cells_of_a_table_are_said) {
    const auto plain = block_with({{.text = "Wir hören zu."}});
    const auto strong = block_with({{.text = "Wir hören zu.", .marks = {.strong = true}}});
    EXPECT_TRUE(told(plain, strong).page.contains("geändert: andere Auszeichnung"));
    auto grid = block_with({{.text = "Wer was tut"}});
    grid.kind = prose::Kind::Table;
    grid.table.rows = {{{{.text = "Wer"}}, {{.text = "Was"}}}, {{{.text = "Amt"}}, {}}};
    auto now = grid;
    now.table.rows[1][1] = {{.text = "prüft"}, prose::inline_of(prose::Note{.words = "jährlich"})};
    const Told is = told(grid, now);
    EXPECT_EQ(is.lines.at(0).before, "Wer was tut\nWer\tWas\nAmt");
    EXPECT_EQ(is.lines.at(0).after, "Wer was tut\nWer\tWas\nAmt\tprüft [Anmerkung: jährlich]");
    EXPECT_TRUE(is.page.contains("<p>Amt | prüft [Anmerkung: jährlich]</p>"));
}

TEST(ChangeTable, an_english_text_is_told_of_in_english) {
    auto was = text_of({{"a", "We listen."}});
    auto now_it = was;
    now_it[0].block.kind = prose::Kind::Recommendation;
    now_it[0].block.content.push_back(prose::inline_of(prose::Note{.words = "since 2024"}));
    const auto lines =
        change_table(diff::compare(prose_of(was), prose_of(now_it)), was, now_it, "en");
    Edition english = edition();
    english.language = "en";
    const std::string page = change_files(english, 1, lines).front().bytes;
    EXPECT_TRUE(page.contains("changed: Recommendation instead of no kind, another note"));
    EXPECT_TRUE(page.contains("We listen. [Note: since 2024]"));
}

TEST(ChangeTable, the_same_text_changes_nothing) {
    EXPECT_TRUE(table(older, older).empty());
    EXPECT_TRUE(table({}, {}).empty());
}

TEST(ChangeTable, both_files_hold_every_line) {
    const auto files = change_files(edition(), 1, table(older, newer));
    ASSERT_EQ(files.size(), 2U);
    EXPECT_NE(
        files[0].bytes.find("KI &amp; Recht: Änderungen von der 1. zur 2."), std::string::npos
    );
    EXPECT_NE(files[0].bytes.find("1.3 (bisher 1.2)"), std::string::npos);
    EXPECT_EQ(files[0].bytes.find(">Begründung<"), std::string::npos) << "none is known";
    const auto parsed = json::parse(files[1].bytes);
    ASSERT_TRUE(parsed);
    EXPECT_EQ(parsed->at("changes").as_array().size(), 3U);
    EXPECT_EQ(parsed->at("from").as_int64(), 1);
}

TEST(ChangeTable, the_page_says_which_edition_it_belongs_to) {
    Edition second = edition();
    second.file_number = "I-4711/26";
    second.released_by = {"Haus A"};
    const auto page =
        change_files(second, 1, table(older, newer), "https://netz.example").front().bytes;
    for (const auto& [key, value] : imprint_of(second, "https://netz.example")) {
        EXPECT_TRUE(page.contains("<dt>" + key + "</dt><dd>" + value + "</dd>")) << key;
    }
    EXPECT_TRUE(page.contains("<dd>https://netz.example/leitlinien/"));
}

TEST(ChangeTable, a_reason_gets_a_column_of_its_own) {
    auto lines = table(older, newer);
    lines[1].reason = "Erfahrung aus <zwei> Jahren";
    const auto files = change_files(edition(), 1, lines);
    EXPECT_NE(files[0].bytes.find("Begründung"), std::string::npos);
    EXPECT_NE(files[0].bytes.find("Erfahrung aus &lt;zwei&gt; Jahren"), std::string::npos);
}

} // namespace
} // namespace denkraum::guideline
