// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "engine/intake/file/zip_sample.hpp"
#include "engine/intake/odt/changes.hpp"

namespace denkraum::intake {
namespace {

constexpr std::string_view insertion =
    R"(<text:changed-region text:id="i"><text:insertion><office:change-info>)"
    R"(<dc:creator>Anna</dc:creator></office:change-info></text:insertion></text:changed-region>)";

std::string deletion(std::string_view paragraphs) {
    return R"(<text:changed-region text:id="d"><text:deletion><office:change-info>)"
           R"(<dc:creator>Anna</dc:creator></office:change-info>)"
           + std::string(paragraphs) + "</text:deletion></text:changed-region>";
}

/// The body after the list of changes.
std::string rejected(std::string_view regions, std::string_view body) {
    const std::string list =
        "<text:tracked-changes>" + std::string(regions) + "</text:tracked-changes>";
    const std::string all = with_changes_rejected(list + std::string(body));
    EXPECT_EQ(all.substr(0, list.size()), list) << "the list stays";
    return all.substr(list.size());
}

TEST(OdtChanges, what_was_inserted_is_gone_and_what_was_deleted_is_back) {
    EXPECT_EQ(
        rejected(
            std::string(insertion) + deletion("<text:p>alten </text:p>"),
            R"(<text:p>Wir <text:change text:change-id="d"/><text:change-start text:change-id="i"/>)"
            R"(neuen <text:span>Text</text:span><text:change-end text:change-id="i"/>.</text:p>)"
        ),
        "<text:p>Wir alten .</text:p>"
    );
}

TEST(OdtChanges, paragraphs_that_an_insertion_parted_are_one_again) {
    EXPECT_EQ(
        rejected(
            insertion,
            R"(<text:p>eins<text:change-start text:change-id="i"/></text:p><text:p>neu</text:p>)"
            R"(<text:p text:style-name="P2"><text:change-end text:change-id="i"/> zwei</text:p>)"
        ),
        "<text:p>eins zwei</text:p>"
    );
}

TEST(OdtChanges, paragraphs_that_a_deletion_joined_are_two_again) {
    EXPECT_EQ(
        rejected(
            deletion(R"(<text:p>s weg</text:p><text:p text:style-name="P2">zw</text:p>)"),
            R"(<text:p>ein<text:span>x<text:change text:change-id="d"/>y</text:span>ei</text:p>)"
        ),
        R"(<text:p>ein<text:span>xs weg</text:span></text:p>)"
        R"(<text:p text:style-name="P2"><text:span>zwy</text:span>ei</text:p>)"
    );
}

TEST(OdtChanges, tags_that_do_not_match_stay_and_only_words_go) {
    EXPECT_EQ(
        rejected(
            insertion,
            R"(<text:p>a<text:change-start text:change-id="i"/>b</text:p><text:list><text:item>)"
            R"(<text:p>c<text:change-end text:change-id="i"/>d</text:p></text:item></text:list>)"
        ),
        "<text:p>a</text:p><text:list><text:item><text:p>d</text:p></text:item></text:list>"
    );
}

TEST(OdtChanges, a_text_without_any_stays_byte_for_byte) {
    const std::string_view plain = R"(<?xml version="1.0"?><a b="c&gt;d">x<e/>y</a>)";
    EXPECT_EQ(with_changes_rejected(plain), plain);
}

TEST(OdtChanges, a_deletion_that_comes_back_everywhere_is_too_large) {
    std::string places;
    for (int i = 0; i < 10'000; ++i)
        places += R"(<text:change text:change-id="d"/>)";
    const auto package = Package::open(sample::zip_of(sample::odt_entries(
        "<text:tracked-changes>" + deletion("<text:p>" + std::string(50'000, 'x') + "</text:p>")
        + "</text:tracked-changes><text:p>" + places + "</text:p>"
    )));
    ASSERT_TRUE(package.has_value());
    const auto much = odt_rejected(*package);
    ASSERT_FALSE(much.has_value());
    EXPECT_EQ(much.error().code, ErrorCode::TooLarge);
}

} // namespace
} // namespace denkraum::intake
