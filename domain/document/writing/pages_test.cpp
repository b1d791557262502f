// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "base/prose/prose.hpp"
#include "domain/document/writing/pages.hpp"
#include "domain/document/writing/reading_page.hpp"

namespace denkraum::document::writing::pages {
namespace {

const i18n::Words& german() {
    static const i18n::Words words(i18n::Language::German, std::locale::classic());
    return words;
}

std::size_t count_of(const html::Html& page, std::string_view words) {
    const std::string& all = page.markup();
    std::size_t count = 0;
    for (std::size_t at = all.find(words); at != std::string::npos; at = all.find(words, at + 1))
        ++count;
    return count;
}

class WritingPages : public testing::Test {
protected:
    [[nodiscard]] html::Page editor_with(const Kept* again) const {
        const network::Viewer viewer{.role = network::Role::Delegate};
        const std::map<std::string, std::string> texts;
        return editor(
            german(),
            {.document = document_,
             .reading = reading_,
             .viewer = viewer,
             .texts = texts,
             .again = again,
             .part = part_}
        );
    }

    Document document_{.title = "Entwurf"};
    Kept kept_{.reason = KeptReason::Moved, .uid = std::string(22, 'u'), .words = "Meine Worte"};
    Reading reading_;
    std::size_t part_ = 1;
};

TEST_F(WritingPages, who_writes_can_put_kept_words_in_again_and_who_reads_cannot) {
    const std::vector<Kept> words{kept_};
    const std::string again =
        "href=\"/dokumente/" + document_.id.text() + "?einfuegen=" + kept_.id.text() + "\"";
    const KeptPage page{.document = document_, .words = words, .may_write = true};
    EXPECT_EQ(count_of(kept(german(), page).body, again), 1U);
    const KeptPage reader{.document = document_, .words = words};
    EXPECT_EQ(count_of(kept(german(), reader).body, "einfuegen"), 0U);
    EXPECT_EQ(count_of(kept(german(), reader).body, "Meine Worte"), 1U) << "to be copied";
}

TEST_F(WritingPages, kept_words_that_were_redacted_say_so_and_cannot_be_put_in_again) {
    kept_.words.clear();
    const std::vector<Kept> words{kept_};
    const KeptPage page{.document = document_, .words = words, .may_write = true};
    const html::Html body = kept(german(), page).body;
    EXPECT_EQ(count_of(body, "auf Beschluss zweier Personen"), 1U);
    EXPECT_EQ(count_of(body, "einfuegen"), 0U);
}

TEST_F(WritingPages, the_editor_is_told_which_words_to_put_in_and_where_they_are_done) {
    const std::string page = editor_with(&kept_).body.markup();
    EXPECT_NE(page.find("Meine Worte"), std::string::npos);
    EXPECT_NE(page.find(kept_.uid), std::string::npos);
    const std::string done = "/nicht-uebernommen/" + kept_.id.text();
    EXPECT_NE(page.find(done), std::string::npos);
    EXPECT_EQ(editor_with(nullptr).body.markup().find("Meine Worte"), std::string::npos);
}

TEST_F(WritingPages, without_script_each_paragraph_leads_to_how_it_came_to_be) {
    prose::Block heading = prose::block_of(prose::Kind::Heading, "Werte");
    heading.level = 1;
    const prose::Block first = prose::block_of(prose::Kind::Principle, "Menschen entscheiden.");
    const prose::Block empty = prose::block_of(prose::Kind::Paragraph, "");
    reading_.prose.blocks = {heading, first, first, empty};
    for (std::size_t i = 0; i < reading_.prose.blocks.size(); ++i)
        reading_.prose.blocks[i].uid = std::string(21, 'A') + static_cast<char>('a' + i);
    const html::Page page = editor_with(nullptr);
    const std::string address = "href=\"/dokumente/" + document_.id.text() + "/absatz/";
    EXPECT_EQ(count_of(page.body, address), 2U) << "the words, not the heading or what is empty";
    EXPECT_EQ(count_of(page.body, address + std::string(21, 'A') + "b\""), 1U);
}

prose::Prose paragraphs(std::size_t count) {
    prose::Prose prose;
    for (std::size_t i = 0; i < count; ++i)
        prose.blocks.push_back(
            prose::block_of(prose::Kind::Paragraph, "Absatz " + std::to_string(i) + ".")
        );
    return prose;
}

TEST_F(WritingPages, a_long_text_is_read_in_parts_that_make_the_whole) {
    reading_.prose = paragraphs(part_blocks_max * 2 + 1);
    reading_.seq = 7;
    const std::string first = editor_with(nullptr).body.markup();
    EXPECT_EQ(count_of(editor_with(nullptr).body, "Absatz "), part_blocks_max);
    EXPECT_NE(first.find("/stand/7\""), std::string::npos) << "all of it on one page";
    EXPECT_NE(first.find("?teil=2\""), std::string::npos);
    EXPECT_EQ(first.find("?teil=1\""), std::string::npos);
    part_ = 3;
    const html::Html last = editor_with(nullptr).body;
    EXPECT_EQ(count_of(last, "Absatz "), 1U);
    EXPECT_EQ(count_of(last, "Absatz " + std::to_string(part_blocks_max * 2) + "."), 1U);
    EXPECT_EQ(count_of(last, "?teil="), 1U) << "there is one before it and none behind";
    part_ = 4000;
    EXPECT_EQ(count_of(editor_with(nullptr).body, "Absatz "), 1U) << "the nearest there is";
}

TEST_F(WritingPages, a_text_of_ordinary_length_is_read_on_one_page) {
    reading_.prose = paragraphs(part_blocks_max);
    const html::Html page = editor_with(nullptr).body;
    EXPECT_EQ(count_of(page, "Absatz "), part_blocks_max);
    EXPECT_EQ(count_of(page, "?teil="), 0U);
}

TEST_F(WritingPages, a_part_ends_neither_behind_a_heading_nor_within_a_list) {
    prose::Prose prose = paragraphs(part_blocks_max * 5);
    prose.blocks[part_blocks_max - 1].kind = prose::Kind::Heading;
    for (std::size_t at = part_blocks_max * 2; at < part_blocks_max * 2 + 5; ++at)
        prose.blocks[at].list = prose::ListStyle::Bullet;
    const std::size_t third = part_blocks_max * 2 + 5;
    const std::vector<std::size_t> wanted{
        0, part_blocks_max + 1, third, third + part_blocks_max, third + 2 * part_blocks_max
    };
    EXPECT_EQ(parts_of(prose), wanted);
}

} // namespace
} // namespace denkraum::document::writing::pages
