// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <algorithm>

#include "engine/crdt/state/milestones.hpp"

namespace denkraum::crdt {
namespace {

TEST(Milestones, the_nearest_one_is_found_on_either_side) {
    Milestones milestones;
    milestones.use_for(1);
    milestones.add(7, 100);
    milestones.add(5, 40);
    EXPECT_FALSE(milestones.near(40));
    EXPECT_EQ(milestones.near(41)->item, 5U);
    EXPECT_EQ(milestones.near(70)->item, 5U);
    EXPECT_EQ(milestones.near(71)->item, 7U);
    EXPECT_EQ(milestones.near(101)->item, 7U);
}

TEST(Milestones, they_follow_what_is_written_and_deleted_on_their_left) {
    Milestones milestones;
    milestones.use_for(1);
    milestones.add(5, 40);
    milestones.add(7, 100);
    milestones.inserted(40, 3);
    EXPECT_EQ(milestones.near(70)->index, 43U);
    EXPECT_EQ(milestones.near(104)->index, 103U);
    milestones.removed(10, 3);
    EXPECT_EQ(milestones.near(69)->index, 40U);
    milestones.removed(40, 60);
    EXPECT_EQ(milestones.near(1000)->item, 7U) << "the first stood in what was deleted";
    EXPECT_EQ(milestones.near(1000)->index, 40U);
}

TEST(Milestones, another_text_has_none_of_them) {
    Milestones milestones;
    milestones.use_for(1);
    milestones.add(5, 40);
    milestones.use_for(2);
    EXPECT_FALSE(milestones.near(1000));
}

TEST(Milestones, many_of_them_thin_out_and_stay_in_order) {
    Milestones milestones;
    milestones.use_for(1);
    const std::size_t gap = milestones.gap();
    for (ItemIndex i = 0; i < 5000; ++i)
        milestones.add(i, std::uint64_t{i} * 2);
    EXPECT_GT(milestones.gap(), gap);
    for (std::uint64_t index = 1; index < 10'000; index += 97) {
        const auto place = milestones.near(index);
        ASSERT_TRUE(place);
        EXPECT_EQ(place->index, std::uint64_t{place->item} * 2);
        const std::uint64_t way = std::max(place->index, index) - std::min(place->index, index);
        EXPECT_LE(way, 2 * milestones.gap());
    }
}

} // namespace
} // namespace denkraum::crdt
