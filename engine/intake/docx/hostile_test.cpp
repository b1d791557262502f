// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <atomic>

#include "engine/intake/docx/words.hpp"
#include "engine/intake/file/zip_sample.hpp"
#include "engine/intake/limits.hpp"

/// Small files that would become large in memory, or take the server's time.
namespace denkraum::intake {
namespace {

using sample::docx_entries;
using sample::Entries;
using sample::paragraph;
using sample::part_of;
using sample::zip_of;

Result<FileWords> words_of(const Entries& entries, const WordsOptions& options = {}) {
    DK_TRY(const Package package, Package::open(zip_of(entries)));
    return docx_words(package, options);
}

std::string repeated(std::string_view part, std::size_t times) {
    std::string text;
    for (std::size_t i = 0; i < times; ++i)
        text += part;
    return text;
}

TEST(HostileDocx, a_label_is_short_whatever_its_list_repeats) {
    Entries entries = docx_entries(repeated(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr>"
        "<w:r><w:t>x</w:t></w:r></w:p>",
        50
    ));
    entries.emplace_back(
        "word/numbering.xml",
        part_of(
            "numbering",
            "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"100000\"/>"
            "<w:numFmt w:val=\"upperLetter\"/><w:lvlText w:val=\""
                + repeated("%1", 20'000)
                + "\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/>"
                  "</w:num>"
        )
    );
    const auto words = words_of(entries);
    ASSERT_TRUE(words.has_value());
    ASSERT_EQ(words->body.size(), 50U);
    EXPECT_EQ(words->body[1].label, std::string(label_bytes_max, 'E'));
    for (const SourceParagraph& each : words->body)
        EXPECT_LE(each.label.size(), label_bytes_max);
}

TEST(HostileDocx, a_long_style_name_is_not_copied_into_every_paragraph) {
    Entries entries = docx_entries(
        repeated("<w:p><w:pPr><w:pStyle w:val=\"A\"/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>", 1000)
    );
    entries.emplace_back(
        "word/styles.xml",
        part_of(
            "styles",
            "<w:style w:type=\"paragraph\" w:styleId=\"A\"><w:name w:val=\""
                + std::string(1'000'000, 'n') + "\"/></w:style>"
        )
    );
    const auto words = words_of(entries);
    ASSERT_TRUE(words.has_value());
    ASSERT_EQ(words->body.size(), 1000U);
    for (const SourceParagraph& each : words->body)
        ASSERT_EQ(each.style.size(), name_bytes_max);
}

TEST(HostileDocx, comments_open_at_the_same_time_share_a_bounded_number_of_quotes) {
    const std::size_t ranges = 3 * comments_max;
    std::string body;
    std::string comments;
    for (std::size_t i = 0; i < ranges; ++i) {
        const std::string id = std::to_string(i);
        body += "<w:commentRangeStart w:id=\"" + id + "\"/>";
        comments += "<w:comment w:id=\"" + id + "\">" + paragraph("?") + "</w:comment>";
    }
    Entries entries = docx_entries(body + paragraph(repeated("Ä", 1'000'000)));
    entries.emplace_back("word/comments.xml", part_of("comments", comments));
    const auto words = words_of(entries);
    ASSERT_TRUE(words.has_value());
    ASSERT_EQ(words->comments.size(), comments_max);
    for (const FileComment& comment : words->comments)
        ASSERT_EQ(comment.quote, repeated("Ä", quote_bytes_max / 2));
}

TEST(HostileDocx, a_comment_without_end_is_kept_as_far_as_there_is_room) {
    Entries entries = docx_entries(paragraph("x"));
    entries.emplace_back(
        "word/comments.xml",
        part_of("comments", "<w:comment>" + paragraph(repeated("€", 100'000)) + "</w:comment>")
    );
    const auto words = words_of(entries);
    ASSERT_TRUE(words.has_value());
    EXPECT_EQ(words->comments.at(0).words, repeated("€", comment_bytes_max / 3));
}

TEST(HostileDocx, more_paragraphs_than_a_document_has_are_too_large) {
    const std::string line = paragraph("x");
    EXPECT_TRUE(words_of(docx_entries(repeated(line, blocks_max))).has_value());
    const auto refused = words_of(docx_entries(repeated(line, blocks_max + 1)));
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().code, ErrorCode::TooLarge);
}

TEST(HostileDocx, reading_ends_when_it_is_cancelled) {
    const std::atomic<bool> cancelled = true;
    const auto words = words_of(docx_entries(paragraph("x")), {.cancelled = &cancelled});
    ASSERT_FALSE(words.has_value());
    EXPECT_EQ(words.error().code, ErrorCode::Conflict);
}

} // namespace
} // namespace denkraum::intake
