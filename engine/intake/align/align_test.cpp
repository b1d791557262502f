// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "engine/intake/align/align.hpp"
#include "engine/intake/align/missing.hpp"
#include "engine/intake/ast/draft.hpp"
#include "engine/intake/limits.hpp"

namespace denkraum::intake {
namespace {

std::vector<Line> lines(const std::vector<std::string>& texts) {
    std::vector<Line> made;
    for (const std::string& text : texts)
        made.push_back({text, squeezed(text)});
    return made;
}

/// '0 - 1': the line of the converter for each of the file.
std::string
aligned(const std::vector<std::string>& file, const std::vector<std::string>& converted) {
    std::string text;
    for (const auto place : align(lines(file), lines(converted)))
        text += (text.empty() ? "" : " ") + (place ? std::to_string(*place) : "-");
    return text;
}

TEST(Align, as_many_equal_lines_are_matched_as_there_are) {
    EXPECT_EQ(aligned({"b", "c", "a", "b"}, {"a", "b"}), "- - 0 1");
    EXPECT_EQ(aligned({"x", "a", "x", "b", "x"}, {"x", "b", "x"}), "0 - - 1 2");
    EXPECT_EQ(aligned({"a", "b"}, {"n", "a", "n", "b", "n"}), "1 3");
    EXPECT_EQ(aligned({}, {"a"}), "");
    EXPECT_EQ(aligned({"a"}, {}), "-");
}

TEST(Align, of_equal_lines_in_a_row_the_first_counts) {
    EXPECT_EQ(aligned({"a", "Titel", "b"}, {"a", "Titel", "Titel", "b"}), "0 1 3");
    EXPECT_EQ(aligned({"Titel", "Titel"}, {"Titel", "Titel", "Titel"}), "0 1");
}

TEST(Align, a_line_far_away_is_found_again) {
    std::vector<std::string> file;
    for (std::size_t i = 0; i < 5'000; ++i)
        file.push_back("ausgelassen " + std::to_string(i % 7));
    file.emplace_back("Ende");
    const auto match = align(lines(file), lines({"Ende"}));
    EXPECT_EQ(match.back(), 0U);
}

TEST(Align, a_changed_line_goes_to_the_one_with_most_common_words) {
    EXPECT_EQ(
        aligned(
            {"Grundsatz", "Text des Kastens", "Grundsatz der Verhältnismäßigkeit gilt"},
            {"Grundsatz der Verhältnismäßigkeit x=1 gilt"}
        ),
        "- - 0"
    );
}

TEST(Align, letters_in_the_same_order_are_not_the_same_words) {
    EXPECT_EQ(aligned({"die Arbeit ruht"}, {"die Arme beim Amt hören Ruhe im Takt"}), "-");
}

TEST(Align, two_long_stretches_without_an_equal_line_are_matched_in_windows) {
    std::vector<std::string> file;
    std::vector<std::string> converted;
    std::string wanted;
    for (std::size_t i = 0; i < 5 * loose_lines_max; ++i) {
        const std::string number = std::to_string(i);
        file.push_back("Satz " + number + " über die Formel");
        converted.push_back("Satz " + number + " über die Formel n=" + number);
        wanted += (i == 0 ? "" : " ") + number;
    }
    EXPECT_EQ(aligned(file, converted), wanted);
}

TEST(HoldsWords, takes_the_letters_in_order_whatever_stands_between_them) {
    EXPECT_TRUE(holds_words("1.Erstens und zweitens", "1. Erstens und zwei tens"));
    EXPECT_TRUE(holds_words("die Zahl (n=20) gilt", "die Zahl () gilt"));
    EXPECT_TRUE(holds_words("Verhältnis\u00ADmäßigkeit", "Verhältnismäßigkeit"));
    EXPECT_FALSE(holds_words("der alte Satz", "der sehr alte Satz"));
    EXPECT_FALSE(holds_words("zweitens erstens", "erstens zweitens"));
}

TEST(MissingWords, are_those_that_a_text_has_too_seldom) {
    MissingWords missing("Erstens gilt das.\nDas gilt.");
    EXPECT_EQ(missing.take("Das gilt."), std::vector<std::string>());
    EXPECT_EQ(missing.take("Erstens gilt nun das."), std::vector<std::string>{"nun"});
    EXPECT_EQ(missing.take("Zweitens"), std::vector<std::string>{"Zweitens"});
}

TEST(MissingWords, may_be_parted_differently) {
    MissingWords missing("1.Erstens gilt das zwei tens");
    EXPECT_EQ(missing.take("1. Erstens gilt"), std::vector<std::string>());
    EXPECT_EQ(missing.take("das zweitens"), std::vector<std::string>());
    EXPECT_EQ(missing.take("zweitens"), std::vector<std::string>{"zweitens"});
}

} // namespace
} // namespace denkraum::intake
