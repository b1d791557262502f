// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "domain/guideline/export/akn.hpp"
#include "domain/guideline/export/exports.hpp"
#include "domain/guideline/export/testing/rich_sample.hpp"
#include "platform/export/xml.hpp"

namespace denkraum::guideline {
namespace {

ExportTools tools() {
    return {
        .typst = DENKRAUM_TYPST,
        .pandoc = true,
        .base_url = "https://netz.example",
        .images = testing::rich_images()
    };
}

const File* find(const MadeFiles& made, std::string_view name) {
    const auto found = std::find_if(made.files.begin(), made.files.end(), [&](const File& file) {
        return file.name == name;
    });
    return found == made.files.end() ? nullptr : &*found;
}

/// EXPORTS_FOLDER=… keeps the files to be looked at.
void keep(const MadeFiles& made) {
    const char* folder = std::getenv("EXPORTS_FOLDER");
    if (folder == nullptr) return;
    for (const File& file : made.files)
        std::ofstream(std::string(folder) + "/" + file.name, std::ios::binary) << file.bytes;
}

TEST(Exports, every_file_of_a_rich_edition_can_be_made) {
    const auto made = make_all_files(testing::rich_edition(), testing::rich_paragraphs(), tools());
    keep(made);
    for (const MissingFile& missing : made.missing)
        ADD_FAILURE() << missing.name << ": " << missing.why;
    for (const char* name : {"leitlinie.pdf", "leitlinie.odt", "leitlinie.docx", "leitlinie.json"})
        EXPECT_NE(find(made, name), nullptr) << name;
}

TEST(Exports, without_node_and_pandoc_the_other_files_are_made_and_the_missing_ones_named) {
    const auto made = make_all_files(testing::rich_edition(), testing::rich_paragraphs(), {});
    EXPECT_NE(find(made, "leitlinie.json"), nullptr);
    EXPECT_EQ(find(made, "leitlinie.pdf"), nullptr);
    EXPECT_EQ(made.missing.size(), 3U);
    EXPECT_EQ(missing_tools({}).size(), 3U);
    EXPECT_TRUE(missing_tools(tools()).empty());
}

TEST(Exports, the_akoma_ntoso_keeps_its_schema) {
    const std::string schema = "../shared/data/akomantoso/akomantoso30.xsd";
    if (!std::filesystem::exists(schema)) GTEST_SKIP() << "skipped: no ../shared/data";
    const std::string xml =
        akn_file(testing::rich_edition(), testing::rich_paragraphs(), "https://netz.example");
    const Done done = exports::check_against_schema(xml, schema);
    EXPECT_TRUE(done) << done.error().detail;
    EXPECT_FALSE(exports::check_against_schema("<akomaNtoso/>", schema));
}

} // namespace
} // namespace denkraum::guideline
