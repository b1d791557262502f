// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "domain/guideline/export/testing/rich_sample.hpp"
#include "domain/guideline/export/testing/words/round_trip.hpp"

/// testing/words/round_trip.hpp says what is compared.
namespace denkraum::guideline {
namespace {

Result<intake::Imported> read_back(std::string_view name) {
    return testing::read_again(name, testing::round_trip_file(name));
}

TEST(RoundTrip, our_json_gives_the_same_document_with_the_same_hash) {
    const auto read = read_back("leitlinie.json");
    ASSERT_TRUE(read) << read.error().detail;
    testing::expect_same_blocks(read->prose, testing::rich_prose());
    EXPECT_EQ(hash_of(read->prose), testing::rich_edition().hash);
    EXPECT_EQ(read->title, testing::rich_edition().title);
}

TEST(RoundTrip, our_akoma_ntoso_gives_the_same_document_with_the_same_hash) {
    const auto read = read_back("leitlinie.akn.xml");
    ASSERT_TRUE(read) << read.error().detail;
    testing::expect_same_blocks(read->prose, testing::rich_prose());
    EXPECT_EQ(hash_of(read->prose), testing::rich_edition().hash);
    EXPECT_EQ(read->title, testing::rich_edition().title);
}

TEST(RoundTrip, our_docx_gives_the_same_document_with_its_gaps_in_headings) {
    const auto read = read_back("leitlinie.docx");
    ASSERT_TRUE(read) << read.error().detail;
    testing::expect_same_blocks(read->prose, testing::rich_prose());
    EXPECT_EQ(read->title, testing::rich_edition().title);
}

TEST(RoundTrip, our_odt_gives_the_same_document_with_its_gaps_in_headings) {
    const auto read = read_back("leitlinie.odt");
    ASSERT_TRUE(read) << read.error().detail;
    testing::expect_same_blocks(read->prose, testing::rich_prose());
    EXPECT_EQ(read->title, testing::rich_edition().title);
}

} // namespace
} // namespace denkraum::guideline
