// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "domain/guideline/edition/changes.hpp"

namespace denkraum::guideline {
namespace {

using prose::Block;
using prose::block_of;
using prose::Kind;
using prose::Prose;

Block block(std::string uid, std::string words, Kind kind = Kind::Paragraph) {
    Block made = block_of(kind, std::move(words));
    made.uid = std::move(uid);
    return made;
}

TEST(Changes, tell_added_changed_and_removed_paragraphs_by_uid) {
    const Prose before{{block("h", "K", Kind::Heading), block("a", "eins"), block("b", "zwei")}};
    const Prose after{{block("h", "K", Kind::Heading), block("c", "neu"), block("a", "Eins")}};
    EXPECT_EQ(
        changes_between(before, after),
        (std::vector<Change>{
            {Change::What::Added, "c", "", "1.1", "neu"},
            {Change::What::Changed, "a", "1.1", "1.2", "Eins"},
            {Change::What::Removed, "b", "1.2", "", "zwei"},
        })
    );
}

TEST(Changes, a_paragraph_that_only_moved_has_not_changed) {
    const Prose before{{block("a", "eins"), block("b", "zwei")}};
    const Prose after{{block("b", "zwei"), block("a", "eins")}};
    EXPECT_TRUE(changes_between(before, after).empty());
}

TEST(Changes, another_kind_or_another_emphasis_is_a_change) {
    const Prose before{{block("a", "eins"), block("b", "zwei")}};
    Prose after{{block("a", "eins", Kind::Principle), block("b", "zwei")}};
    after.blocks[1].content[0].marks.strong = true;
    EXPECT_EQ(changes_between(before, after).size(), 2U);
}

TEST(Changes, empty_paragraphs_come_and_go_unnoticed) {
    EXPECT_TRUE(changes_between({{block("a", " ")}}, {{block("b", "")}}).empty());
}

} // namespace
} // namespace denkraum::guideline
