// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "engine/intake/profile/profile.hpp"
#include "engine/intake/profile/structure.hpp"

namespace denkraum::intake {
namespace {

std::string line(std::string_view text, ProfileId id = ProfileId::EuropeanEn) {
    const auto part = part_line(*profile_of(id), text);
    if (!part) return "none";
    return std::string(part->rule->word) + "/" + part->number.text + "/" + part->rest;
}

Draft draft(std::string_view text, bool is_strong = false) {
    Draft made;
    prose::Marks marks;
    marks.strong = is_strong;
    prose::append_run(made.block.content, text, marks);
    return made;
}

std::vector<Draft> drafts(std::initializer_list<std::string_view> lines) {
    std::vector<Draft> made;
    for (const std::string_view text : lines)
        made.push_back(draft(text));
    return made;
}

/// '# text' for headings, with one '#' for each level.
std::string shown(const std::vector<Draft>& all) {
    std::string text;
    for (const Draft& each : all) {
        const int level = each.block.kind == prose::Kind::Heading ? each.block.level : 0;
        text += std::string(static_cast<std::size_t>(level), '#') + (level > 0 ? " " : "");
        text += labelled_text(each) + "\n";
    }
    return text;
}

TEST(PartLine, reads_parts_with_and_without_title) {
    EXPECT_EQ(line("Article 5"), "Article/5/");
    EXPECT_EQ(line("  Article 12a Record-keeping "), "Article/12a/Record-keeping");
    EXPECT_EQ(line("TITLE IA GENERAL PURPOSE"), "TITLE/IA/GENERAL PURPOSE");
    EXPECT_EQ(line("CHAPTER 2"), "CHAPTER/2/");
    EXPECT_EQ(line("SECTION A – List of acts"), "SECTION/A/List of acts");
    EXPECT_EQ(line("ANNEX VIIIa"), "ANNEX/VIIIa/");
    EXPECT_EQ(line("ANNEX"), "ANNEX//");
}

TEST(PartLine, a_sentence_that_begins_like_a_part_is_none) {
    EXPECT_EQ(line("Article 5 of Regulation (EU) 2016/679 applies."), "none");
    EXPECT_EQ(line("Title III contains specific rules"), "none");
    EXPECT_EQ(line("Chapter 1 of Title III sets the rules:"), "none");
    EXPECT_EQ(line("Article 6(1) and (2)"), "none");
    EXPECT_EQ(line("Articles 2 and 3"), "none");
    EXPECT_EQ(line("Section headings"), "none");
    EXPECT_EQ(line("Title MMXIX: we, the people of this long sentence, end here."), "none");
}

TEST(PartLine, a_line_of_a_table_of_contents_is_none) {
    EXPECT_EQ(line("Article 5 Prohibited practices ........ 12"), "none");
    EXPECT_EQ(line("Article 5 Prohibited practices\t12"), "none");
}

TEST(PartLine, reads_german_parts) {
    EXPECT_EQ(line("Kapitel 1", ProfileId::EuropeanDe), "Kapitel/1/");
    EXPECT_EQ(line("ABSCHNITT 2 Pflichten", ProfileId::EuropeanDe), "ABSCHNITT/2/Pflichten");
    EXPECT_EQ(
        line("Artikel 3 Begriffsbestimmungen", ProfileId::EuropeanDe),
        "Artikel/3/Begriffsbestimmungen"
    );
    EXPECT_EQ(line("Artikel 3 der Verordnung", ProfileId::EuropeanDe), "none");
    EXPECT_EQ(line("§ 4 Übermittlung", ProfileId::GermanLaw), "§/4/Übermittlung");
    EXPECT_EQ(line("§4a", ProfileId::GermanLaw), "§/4a/");
    EXPECT_EQ(line("§ 4 Absatz 1 gilt nicht.", ProfileId::GermanLaw), "none");
    EXPECT_EQ(line("Anlage 1", ProfileId::GermanLaw), "Anlage/1/");
}

TEST(PartNumber, the_next_one_follows) {
    const auto number = [](std::string_view text) {
        return part_line(*profile_of(ProfileId::EuropeanEn), "Article " + std::string(text))
            ->number;
    };
    EXPECT_TRUE(number("1").follows(std::nullopt));
    EXPECT_FALSE(number("5").follows(std::nullopt));
    EXPECT_TRUE(number("5").follows(number("4")));
    EXPECT_TRUE(number("5a").follows(number("5")));
    EXPECT_TRUE(number("6").follows(number("5b")));
    EXPECT_FALSE(number("7").follows(number("5")));
    EXPECT_FALSE(number("5").follows(number("5")));
}

TEST(Labels, are_told_apart) {
    EXPECT_EQ(label_kind("1."), LabelKind::Number);
    EXPECT_EQ(label_kind("(12)"), LabelKind::Parenthesis);
    EXPECT_EQ(label_kind("a)"), LabelKind::Letter);
    EXPECT_EQ(label_kind("(aa)"), LabelKind::Letter);
    EXPECT_EQ(label_kind("(iv)"), LabelKind::Roman);
    EXPECT_EQ(label_kind("Article 5"), LabelKind::None);
    EXPECT_EQ(leading_label("(3) Wer"), "(3)");
    EXPECT_EQ(leading_label("z.B. so"), "");
    EXPECT_EQ(leading_label("Wer (3)"), "");
}

TEST(Structure, parts_become_headings_with_the_title_below_them) {
    auto all = drafts({
        "TITLE I",
        "GENERAL PROVISIONS",
        "Article 1",
        "Subject matter",
        "This Regulation lays down:",
        "(a) rules;",
        "Article 2 Scope",
        "1. It applies.",
        "Article 3",
        "This ends like a sentence.",
    });
    ASSERT_EQ(detect_profile(all), ProfileId::EuropeanEn);
    const Structure structure = apply_profile(all, ProfileId::EuropeanEn);
    EXPECT_EQ(
        shown(all),
        "# TITLE I GENERAL PROVISIONS\n## Article 1 Subject matter\nThis Regulation lays down:\n"
        "(a) rules;\n## Article 2 Scope\n1. It applies.\n## Article 3\nThis ends like a sentence.\n"
    );
    ASSERT_EQ(structure.parts.size(), 4U);
    EXPECT_EQ(structure.parts[0].sureness, Sureness::Sure);
    EXPECT_EQ(structure.parts[1].title, "Subject matter");
    EXPECT_EQ(structure.parts[1].sureness, Sureness::Likely);
    EXPECT_EQ(structure.parts[1].before, 2U);
    EXPECT_EQ(structure.parts[1].lines, 2U);
    EXPECT_EQ(structure.parts[3].doubt, Doubt::TitleMissing);
    EXPECT_EQ(structure.paragraphs, 1);
    EXPECT_EQ(structure.points, 1);
    EXPECT_EQ(structure.before.size(), 10U);
}

TEST(Structure, two_parts_in_one_line_become_two_headings) {
    std::vector<Draft> all{
        draft("TITLE I GOVERNANCE CHAPTER 1", true),
        draft("The Board", true),
        draft("Article 1 Tasks", true),
    };
    const Structure structure = apply_profile(all, ProfileId::EuropeanEn);
    EXPECT_EQ(shown(all), "# TITLE I GOVERNANCE \n## CHAPTER 1 The Board\n### Article 1 Tasks\n");
    EXPECT_EQ(structure.parts[0].title, "GOVERNANCE");
    EXPECT_EQ(structure.parts[0].doubt, Doubt::LineSplit);
    EXPECT_EQ(structure.parts[1].doubt, Doubt::LineSplit);
    EXPECT_EQ(structure.parts[2].doubt, Doubt::None);
}

TEST(Structure, a_plain_line_out_of_sequence_is_left_alone_and_an_emphasised_one_is_doubted) {
    std::vector<Draft> all{
        draft("Article 1 One"), draft("Article 9 Nine"), draft("Article 7 Seven", true)
    };
    const Structure structure = apply_profile(all, ProfileId::EuropeanEn);
    EXPECT_EQ(shown(all), "# Article 1 One\nArticle 9 Nine\n# Article 7 Seven\n");
    ASSERT_EQ(structure.parts.size(), 2U);
    EXPECT_EQ(structure.parts[1].doubt, Doubt::OutOfSequence);
}

TEST(Structure, chapters_begin_anew_in_each_title_and_articles_do_not) {
    auto all = drafts(
        {"TITLE I",
         "CHAPTER 1",
         "Article 1 A",
         "CHAPTER 2",
         "Article 2 B",
         "TITLE II",
         "CHAPTER 1",
         "Article 3 C"}
    );
    const Structure structure = apply_profile(all, ProfileId::EuropeanEn);
    for (const Recognised& part : structure.parts)
        EXPECT_EQ(part.doubt, Doubt::None) << part.number;
}

TEST(Structure, recitals_are_counted_between_their_lines) {
    auto all = drafts(
        {"(1) not yet",
         "Whereas:",
         "(1) a",
         "(2) b",
         "HAVE ADOPTED THIS REGULATION:",
         "Article 1 A",
         "(1) c"}
    );
    const Structure structure = apply_profile(all, ProfileId::EuropeanEn);
    EXPECT_EQ(structure.recitals, 2);
    EXPECT_EQ(structure.paragraphs, 1);
}

TEST(Structure, a_german_law_is_recognised) {
    auto all = drafts({
        "Abschnitt 1",
        "Allgemeines",
        "§ 1 Zweck",
        "(1) Dieses Gesetz regelt die Nutzung.",
        "§ 2",
        "Begriffsbestimmungen",
        "§ 1 Absatz 1 gilt entsprechend.",
        "§ 3 Pflichten",
        "Anlage 1",
    });
    ASSERT_EQ(detect_profile(all), ProfileId::GermanLaw);
    const Structure structure = apply_profile(all, ProfileId::GermanLaw);
    EXPECT_EQ(
        shown(all),
        "# Abschnitt 1 Allgemeines\n## § 1 Zweck\n(1) Dieses Gesetz regelt die Nutzung.\n"
        "## § 2 Begriffsbestimmungen\n§ 1 Absatz 1 gilt entsprechend.\n## § 3 Pflichten\n# Anlage "
        "1\n"
    );
    EXPECT_EQ(structure.paragraphs, 1);
}

TEST(Structure, a_german_act_of_the_union_is_recognised) {
    auto all = drafts({
        "in Erwägung nachstehender Gründe:",
        "(1) Zweck dieser Verordnung ist es, zu verbessern.",
        "(2) Sie gilt überall.",
        "HABEN FOLGENDE VERORDNUNG ERLASSEN:",
        "KAPITEL I",
        "ALLGEMEINE BESTIMMUNGEN",
        "Artikel 1",
        "Gegenstand",
        "(1) Zweck ist die Verbesserung.",
        "a) Anbieter;",
        "Artikel 2 Absatz 1 gilt entsprechend.",
        "Artikel 2",
        "Anwendungsbereich",
        "ABSCHNITT 1",
        "Artikel 3 Begriffsbestimmungen",
        "ANHANG I",
    });
    ASSERT_EQ(detect_profile(all), ProfileId::EuropeanDe);
    const Structure structure = apply_profile(all, ProfileId::EuropeanDe);
    EXPECT_EQ(
        shown(all),
        "in Erwägung nachstehender Gründe:\n(1) Zweck dieser Verordnung ist es, zu verbessern.\n"
        "(2) Sie gilt überall.\nHABEN FOLGENDE VERORDNUNG ERLASSEN:\n"
        "# KAPITEL I ALLGEMEINE BESTIMMUNGEN\n### Artikel 1 Gegenstand\n"
        "(1) Zweck ist die Verbesserung.\na) Anbieter;\nArtikel 2 Absatz 1 gilt entsprechend.\n"
        "### Artikel 2 Anwendungsbereich\n## ABSCHNITT 1\n### Artikel 3 Begriffsbestimmungen\n"
        "# ANHANG I\n"
    );
    EXPECT_EQ(structure.recitals, 2);
    EXPECT_EQ(structure.paragraphs, 1);
    EXPECT_EQ(structure.points, 1);
}

TEST(Structure, words_that_word_numbers_itself_join_their_label) {
    std::vector<Draft> all{draft("Zweck"), draft("Ziel"), draft("Weg")};
    for (std::size_t i = 0; i < all.size(); ++i)
        all[i].label = "Artikel " + std::to_string(i + 1);
    ASSERT_EQ(detect_profile(all), ProfileId::EuropeanDe);
    const Structure structure = apply_profile(all, ProfileId::EuropeanDe);
    EXPECT_EQ(structure.parts[2].title, "Weg");
    EXPECT_EQ(shown(all), "# Artikel 1 Zweck\n# Artikel 2 Ziel\n# Artikel 3 Weg\n");
}

TEST(Structure, an_ordinary_text_has_no_profile) {
    auto all = drafts({"Einleitung", "Article 5 is cited here.", "1. Erstens", "Kapitel 2 folgt."});
    EXPECT_EQ(detect_profile(all), ProfileId::None);
    EXPECT_TRUE(apply_profile(all, ProfileId::None).parts.empty());
    EXPECT_EQ(all.size(), 4U);
}

} // namespace
} // namespace denkraum::intake
