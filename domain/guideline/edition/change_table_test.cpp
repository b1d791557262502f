// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "base/json/json.hpp"
#include "domain/guideline/edition/change_table.hpp"

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
    return change_table(diff::compare(prose_of(before), prose_of(after)), before, after);
}

Edition edition() {
    return {.key = "ki", .number = 2, .title = "KI & Recht"};
}

const auto before = text_of(
    {{"h1", "Werte"},
     {"a", "Menschen entscheiden am Ende selbst."},
     {"b", "Alle Verfahren werden jedes Jahr geprüft."},
     {"c", "Dieser Absatz fällt ganz und gar weg."}}
);
const auto after = text_of(
    {{"h1", "Werte"},
     {"n", "Dieser Satz ist vollkommen neu hinzugekommen."},
     {"a", "Menschen entscheiden am Ende selbst."},
     {"b", "Alle Verfahren werden alle zwei Jahre geprüft."}}
);

TEST(ChangeTable, says_old_and_new_words_with_both_numbers) {
    const auto lines = table(before, after);
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
    auto lines = table(before, after);
    give_reasons(
        lines,
        {{after[1].block.uid, "Es fehlte."},
         {before[3].block.uid, "Es war doppelt."},
         {before[1].block.uid, "Daran hat sich nichts geändert."}}
    );
    EXPECT_EQ(lines[0].reason, "Es fehlte.");
    EXPECT_EQ(lines[1].reason, "");
    EXPECT_EQ(lines[2].reason, "Es war doppelt.");
}

TEST(ChangeTable, the_same_text_changes_nothing) {
    EXPECT_TRUE(table(before, before).empty());
    EXPECT_TRUE(table({}, {}).empty());
}

TEST(ChangeTable, both_files_hold_every_line) {
    const auto files = change_files(edition(), 1, table(before, after));
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

TEST(ChangeTable, a_reason_gets_a_column_of_its_own) {
    auto lines = table(before, after);
    lines[1].reason = "Erfahrung aus <zwei> Jahren";
    const auto files = change_files(edition(), 1, lines);
    EXPECT_NE(files[0].bytes.find("Begründung"), std::string::npos);
    EXPECT_NE(files[0].bytes.find("Erfahrung aus &lt;zwei&gt; Jahren"), std::string::npos);
}

} // namespace
} // namespace denkraum::guideline
