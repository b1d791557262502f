// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "engine/crdt/state/id_ranges.hpp"

namespace denkraum::crdt {
namespace {

using Ranges = std::vector<IdRange>;

TEST(IdRanges, tidying_sorts_and_joins_what_touches_or_overlaps) {
    Ranges ranges{{2, 5, 1}, {1, 4, 2}, {1, 0, 3}, {1, 3, 1}, {2, 0, 9}, {1, 7, 1}};
    tidy(ranges);
    EXPECT_EQ(ranges, (Ranges{{1, 0, 6}, {1, 7, 1}, {2, 0, 9}}));
}

TEST(IdRanges, contains_knows_both_ends) {
    const Ranges ranges{{1, 2, 3}, {4, 0, 1}};
    EXPECT_FALSE(contains(ranges, {1, 1}));
    EXPECT_TRUE(contains(ranges, {1, 2}));
    EXPECT_TRUE(contains(ranges, {1, 4}));
    EXPECT_FALSE(contains(ranges, {1, 5}));
    EXPECT_FALSE(contains(ranges, {3, 0}));
    EXPECT_TRUE(contains(ranges, {4, 0}));
}

TEST(IdRanges, subtracting_leaves_what_only_the_first_has) {
    const Ranges ranges{{1, 0, 10}, {2, 5, 5}, {3, 0, 2}};
    EXPECT_EQ(
        subtract(ranges, Ranges{{1, 2, 2}, {1, 6, 9}, {2, 0, 20}}),
        (Ranges{{1, 0, 2}, {1, 4, 2}, {3, 0, 2}})
    );
    EXPECT_EQ(subtract(ranges, Ranges{}), ranges);
    // One cut may end two ranges.
    EXPECT_EQ(
        subtract(Ranges{{1, 0, 2}, {1, 4, 2}}, Ranges{{1, 1, 4}}), (Ranges{{1, 0, 1}, {1, 5, 1}})
    );
}

TEST(IdRanges, intersecting_leaves_what_both_have) {
    EXPECT_EQ(
        intersect(Ranges{{1, 0, 5}, {1, 8, 2}, {3, 0, 1}}, Ranges{{1, 4, 5}, {2, 0, 9}, {3, 0, 9}}),
        (Ranges{{1, 4, 1}, {1, 8, 1}, {3, 0, 1}})
    );
}

TEST(IdRanges, a_delete_set_is_written_highest_client_first) {
    Writer writer;
    write_delete_set(writer, Ranges{{1, 2, 3}, {1, 9, 1}, {5, 0, 1}});
    EXPECT_EQ(writer.take(), (Bytes{2, 5, 1, 0, 1, 1, 2, 2, 3, 9, 1}));
}

} // namespace
} // namespace denkraum::crdt
