// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <random>
#include <set>

#include "domain/guideline/edition/numbering.hpp"

namespace denkraum::guideline {
namespace {

using prose::Block;
using prose::block_of;
using prose::Kind;
using prose::ListStyle;
using prose::Prose;

Block heading(int level) {
    Block block = block_of(Kind::Heading, "H");
    block.level = level;
    return block;
}
Block paragraph() {
    return block_of(Kind::Principle, "P");
}
Block item(int indent) {
    Block block = block_of(Kind::Paragraph, "I");
    block.list = ListStyle::Bullet;
    block.indent = indent;
    return block;
}

std::vector<std::string> numbers(const Prose& prose) {
    std::vector<std::string> all;
    for (const BlockName& name : names_of(prose))
        all.push_back(name.number);
    return all;
}
std::vector<std::string> eids(const Prose& prose) {
    std::vector<std::string> all;
    for (const BlockName& name : names_of(prose))
        all.push_back(name.eid);
    return all;
}
using Texts = std::vector<std::string>;

TEST(Numbering, paragraphs_are_counted_through_a_chapter_and_deeper_headings_are_not) {
    const Prose prose{
        {paragraph(), heading(1), paragraph(), heading(2), paragraph(), heading(1), paragraph()}
    };
    EXPECT_EQ(numbers(prose), (Texts{"0.1", "1", "1.1", "", "1.2", "2", "2.1"}));
    EXPECT_EQ(
        eids(prose),
        (Texts{
            "intro__para_1",
            "chp_1",
            "chp_1__para_1",
            "chp_1__sec_1",
            "chp_1__para_2",
            "chp_2",
            "chp_2__para_1"
        })
    );
}

TEST(Numbering, items_belong_to_the_paragraph_before_them) {
    const Prose prose{
        {heading(1), paragraph(), item(0), item(1), item(1), item(3), item(0), paragraph(), item(2)}
    };
    EXPECT_EQ(
        numbers(prose),
        (Texts{"1", "1.1", "1.1.a", "1.1.a.1", "1.1.a.2", "1.1.a.2.a", "1.1.b", "1.2", "1.2.a"})
    );
    EXPECT_EQ(eids(prose)[4], "chp_1__para_1__point_a__point_2");
}

TEST(Numbering, a_list_that_nothing_leads_in_is_counted_like_paragraphs) {
    const Prose prose{{heading(1), item(0), item(1), item(2), item(0), item(1), paragraph()}};
    EXPECT_EQ(numbers(prose), (Texts{"1", "1.1", "1.1.a", "1.1.a.1", "1.2", "1.2.a", "1.3"}));
}

TEST(Numbering, after_z_come_two_letters) {
    Prose prose{{paragraph()}};
    for (int i = 0; i < 28; ++i)
        prose.blocks.push_back(item(0));
    EXPECT_EQ(numbers(prose)[26], "0.1.z");
    EXPECT_EQ(numbers(prose)[27], "0.1.aa");
    EXPECT_EQ(numbers(prose)[28], "0.1.ab");
}

TEST(Numbering, whatever_the_blocks_are_names_are_unique_and_every_one_has_an_eid) {
    for (unsigned seed = 1; seed <= 3'000; ++seed) {
        std::mt19937 random(seed);
        const auto below = [&](int n) { return static_cast<int>(random() % unsigned(n)); };
        Prose prose;
        for (int i = below(30); i > 0; --i) {
            Block block;
            block.kind = static_cast<Kind>(below(10));
            block.level = below(9) - 2;
            block.list = below(2) == 0 ? ListStyle::None : static_cast<ListStyle>(below(3));
            block.indent = below(12) - 3;
            prose.blocks.push_back(block);
        }
        std::set<std::string> seen;
        for (const BlockName& name : names_of(prose)) {
            ASSERT_FALSE(name.eid.empty()) << "seed " << seed;
            ASSERT_TRUE(seen.insert(name.eid).second) << "seed " << seed << " " << name.eid;
            if (name.number.empty()) continue;
            ASSERT_TRUE(seen.insert(name.number).second) << "seed " << seed << " " << name.number;
        }
        ASSERT_EQ(names_of(prose), names_of(prose::normalised(prose)));
    }
}

TEST(Numbering, people_read_letters_apart) {
    EXPECT_EQ(shown_number("3"), "3");
    EXPECT_EQ(shown_number("3.4"), "3.4");
    EXPECT_EQ(shown_number("3.4.a.1"), "3.4 a 1");
    EXPECT_EQ(shown_number(""), "");
}

} // namespace
} // namespace denkraum::guideline
