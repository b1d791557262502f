// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <span>

#include "base/json/json.hpp"
#include "tests/intake/oracle.hpp"

/// The proposal for the AI Act (46,000 words, 22 text boxes, 18 tables) and its next draft.
namespace denkraum::intake {
namespace {

const std::filesystem::path data_folder = "../shared/data/ai-act";

Bytes bytes_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return Bytes(std::istreambuf_iterator<char>(file), {});
}

Bytes docx_in(std::string_view folder) {
    for (const auto& entry : std::filesystem::directory_iterator(data_folder / folder)) {
        if (entry.path().extension() == ".docx") return bytes_of(entry.path());
    }
    return {};
}

class RealDocument : public testing::Test {
protected:
    void SetUp() override {
        if (!std::filesystem::exists(data_folder)) GTEST_SKIP() << "skipped: no ../shared/data";
    }

    /// Both have no alternatives, tracked changes or notes: the words of document.xml are all.
    static void expect_all_words(const Bytes& docx, const Imported& imported) {
        const auto upload = read_upload(docx, "x.docx");
        ASSERT_TRUE(upload.has_value());
        const auto document = upload->package.find("word/document.xml");
        ASSERT_TRUE(document.has_value());
        ASSERT_EQ(as_text(*document).find("mc:Alternate"), std::string_view::npos);
        const auto file = oracle::words_of_story(as_text(*document));
        EXPECT_GT(file.size(), 40'000U);
        EXPECT_EQ(static_cast<std::int64_t>(file.size()), imported.report.words_in_file);
        EXPECT_EQ(oracle::difference(file, oracle::words_of(imported.prose)), "");
        EXPECT_TRUE(imported.report.has_all_words) << "a false alarm";
    }
};

std::string text_of(const prose::Block& block) {
    return prose::plain_text(block);
}

TEST_F(RealDocument, no_word_of_the_proposal_is_lost_or_invented) {
    const Bytes docx = docx_in("proposal-2021-en");
    const auto imported = oracle::import(docx, "proposal.docx");
    ASSERT_TRUE(imported.has_value()) << imported.error().detail;
    expect_all_words(docx, *imported);
    EXPECT_EQ(imported->report.count_of(RemarkKind::TextBoxTaken), 44);
    EXPECT_EQ(imported->report.count_of(RemarkKind::PassageRecovered), 0);
    EXPECT_EQ(imported->report.count_of(RemarkKind::TableTaken), 18);
    // Nine of them stand in drawings that the converter does not show.
    EXPECT_EQ(imported->report.count_of(RemarkKind::ImageTaken), 15);
    EXPECT_EQ(imported->report.count_of(RemarkKind::ImageLeftOut), 0);
}

TEST_F(RealDocument, no_word_of_the_next_draft_is_lost_or_invented) {
    const Bytes docx = docx_in("general-approach-2022-en");
    const auto imported = oracle::import(docx, "approach.docx");
    ASSERT_TRUE(imported.has_value()) << imported.error().detail;
    expect_all_words(docx, *imported);
    EXPECT_EQ(imported->report.count_of(RemarkKind::PassageRecovered), 0);
}

void expect_higher_parts(const Imported& imported) {
    const Structure& structure = imported.structure;
    EXPECT_EQ(structure.profile, ProfileId::EuropeanEn);
    EXPECT_EQ(std::ranges::count(structure.parts, PartKind::Title, &Recognised::kind), 12);
    EXPECT_EQ(std::ranges::count(structure.parts, PartKind::Chapter, &Recognised::kind), 10);
    EXPECT_EQ(structure.recitals, 89);
    EXPECT_GE(structure.confidence, 90);
    // What a reader would count: lines that begin with '(a)' or 'iv)', and in articles with '1.'.
    const std::regex point(R"(^\(?[a-z]{1,4}\)\s[^]*)");
    const std::regex paragraph(R"(^(\d{1,3}\.|\(\d{1,3}\))\s[^]*)");
    const auto count = [&](const std::regex& pattern, std::size_t from) {
        return std::ranges::count_if(
            std::span(imported.prose.blocks).subspan(from),
            [&](const prose::Block& block) {
                const bool is_line = block.kind == prose::Kind::Paragraph;
                return is_line && std::regex_match(text_of(block), pattern);
            }
        );
    };
    const auto first = std::ranges::find(structure.parts, PartKind::Article, &Recognised::kind);
    EXPECT_EQ(structure.points, count(point, 0));
    // At least those that stand as paragraphs of their own.
    EXPECT_GE(structure.paragraphs, count(paragraph, first->block));
    EXPECT_GE(count(paragraph, first->block), 300);
}

TEST_F(RealDocument, all_85_articles_are_headings_with_their_titles) {
    const auto imported = oracle::import(docx_in("proposal-2021-en"), "proposal.docx");
    ASSERT_TRUE(imported.has_value()) << imported.error().detail;
    const Bytes list = bytes_of(data_folder / "proposal-2021-en/proposal-2021.articles.en.json");
    const auto json = json::parse(as_text(list));
    ASSERT_TRUE(json.has_value());
    const auto articles = json::array_at(json->get_object(), "articles");
    ASSERT_TRUE(articles.has_value());
    ASSERT_EQ((*articles)->size(), 85U);

    std::vector<Recognised> found;
    std::ranges::copy_if(
        imported->structure.parts,
        std::back_inserter(found),
        [](const Recognised& part) { return part.kind == PartKind::Article; }
    );
    ASSERT_EQ(found.size(), 85U);
    const auto& blocks = imported->prose.blocks;
    for (std::size_t i = 0; i < found.size(); ++i) {
        const auto& wanted = (**articles)[i].get_object();
        const std::string number = std::to_string(*json::integer_at(wanted, "article"));
        const std::string title(json::text_or(wanted, "title"));
        const prose::Block& block = blocks[found[i].block];
        EXPECT_EQ(found[i].number, number);
        EXPECT_EQ(block.kind, prose::Kind::Heading);
        if (number == "5") {
            // In the file the first sentence stands in the title's place, as paragraph 1.
            EXPECT_EQ(text_of(block), "Article 5");
            EXPECT_EQ(found[i].doubt, Doubt::TitleMissing);
            EXPECT_EQ(text_of(blocks[found[i].block + 1]), "1. " + title);
            continue;
        }
        EXPECT_EQ(text_of(block), "Article " + number + " " + title);
        EXPECT_EQ(found[i].title, title);
        EXPECT_EQ(found[i].sureness, Sureness::Sure) << number;
    }
    expect_higher_parts(*imported);
}

} // namespace
} // namespace denkraum::intake
