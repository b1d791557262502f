// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "engine/intake/file/zip_sample.hpp"
#include "engine/intake/odt/words.hpp"

namespace denkraum::intake {
namespace {

using sample::odt_entries;
using sample::zip_of;

Result<FileWords> words_of(std::string_view text) {
    DK_TRY(const Package package, Package::open(zip_of(odt_entries(text))));
    return odt_words(package);
}

/// Headings with '#', text boxes in braces, notes after '//'.
std::string shown(std::string_view text) {
    const auto words = words_of(text);
    if (!words) return "failed: " + words.error().detail;
    std::string all;
    for (const SourceParagraph& each : words->body) {
        all += std::string(static_cast<std::size_t>(each.heading), '#');
        all += (each.is_text_box ? "{" + each.text + "}" : each.text) + "|";
    }
    for (const SourceParagraph& each : words->notes)
        all += "//" + each.text;
    return all;
}

TEST(OdtWords, spaces_tabs_and_breaks_part_words) {
    EXPECT_EQ(
        shown("<text:h text:outline-level=\"2\">Ziel</text:h>\n<text:p>a<text:span>b</text:span>"
              "<text:s text:c=\"2\"/>c<text:tab/>d<text:line-break/>e\n   f</text:p>"),
        "##Ziel|ab  c d\ne f|"
    );
}

TEST(OdtWords, text_boxes_follow_their_anchor_and_stand_alone_without_one) {
    EXPECT_EQ(
        shown("<text:p>An<draw:frame><draw:text-box><text:p>Kasten</text:p></draw:text-box>"
              "</draw:frame>ker</text:p><draw:frame><draw:text-box><text:p>frei</text:p>"
              "</draw:text-box></draw:frame>"),
        "Anker|{Kasten}|frei|"
    );
}

TEST(OdtWords, sections_fields_and_contents_count) {
    EXPECT_EQ(
        shown("<text:section><text:p>am <text:date>1. Mai</text:date></text:p></text:section>"
              "<text:table-of-content><text:index-body><text:p>Inhalt</text:p></text:index-body>"
              "</text:table-of-content>"),
        "am 1. Mai|Inhalt|"
    );
}

TEST(OdtWords, notes_are_apart_and_comments_and_deletions_do_not_count) {
    const std::string text =
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>alt</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes><text:p>Satz<text:note>"
        "<text:note-citation>1</text:note-citation><text:note-body><text:p>Quelle</text:p>"
        "</text:note-body></text:note> geht<office:annotation><text:date>2026</text:date>"
        "<text:p>ach</text:p><text:p>so</text:p>"
        "</office:annotation> weiter</text:p>";
    EXPECT_EQ(shown(text), "Satz geht weiter|//Quelle");
    EXPECT_EQ(words_of(text)->comments.size(), 1U);
    EXPECT_EQ(words_of(text)->comments[0], (FileComment{"", "2026", "Satz geht", "ach\nso"}));
    EXPECT_EQ(words_of(text)->tracked_changes, 1);
}

TEST(OdtWords, a_package_for_the_converter_has_no_sections) {
    const auto package = Package::open(zip_of(odt_entries(
        "<text:section "
        "text:name=\"a&gt;b\"><text:p>eins</text:p><text:section\n><text:p>zwei</text:p>"
        "</text:section></text:section>"
    )));
    ASSERT_TRUE(package.has_value());
    const auto plain = odt_unwrapped(*package);
    ASSERT_TRUE(plain.has_value());
    const auto repacked = Package::open(*plain);
    ASSERT_TRUE(repacked.has_value());
    EXPECT_EQ(repacked->names(), package->names());
    const std::string_view content = as_text(*repacked->find("content.xml"));
    EXPECT_EQ(content.find("section"), std::string_view::npos);
    EXPECT_NE(
        content.find("<office:text><text:p>eins</text:p><text:p>zwei</text:p></office:text>"),
        std::string_view::npos
    );
}

TEST(OdtWords, a_package_without_wrappers_stays_as_it_is) {
    const auto package = Package::open(zip_of(odt_entries("<text:p>eins</text:p>")));
    ASSERT_TRUE(package.has_value());
    EXPECT_TRUE(odt_unwrapped(*package)->empty());
}

TEST(OdtWords, broken_content_is_corrupt) {
    EXPECT_EQ(words_of("<text:p>").error().code, ErrorCode::Corrupt);
}

} // namespace
} // namespace denkraum::intake
