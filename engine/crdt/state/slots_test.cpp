// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "engine/crdt/state/slots.hpp"

namespace denkraum::crdt {
namespace {

std::vector<Clock> clocks_of(const SlotList& list) {
    std::vector<Clock> clocks;
    for (auto place = list.first(); !list.is_end(place); place = list.next(place)) {
        clocks.push_back(list[place].clock);
    }
    return clocks;
}

TEST(SlotList, stays_sorted_through_random_splits_and_joins) {
    std::mt19937 random(11);
    SlotList list;
    std::vector<Clock> model;
    for (Clock clock = 0; clock < 3000; ++clock) {
        list.push_back({clock * 10, clock});
        model.push_back(clock * 10);
    }
    for (int round = 0; round < 6000; ++round) {
        const auto clock = static_cast<Clock>(1 + random() % 29'990);
        const auto place = list.find(clock);
        const auto after = std::upper_bound(model.begin(), model.end(), clock);
        ASSERT_EQ(list[place].clock, *(after - 1));
        ASSERT_EQ(list.count_from(place), static_cast<std::size_t>(model.end() - after) + 1);
        if (list[place].clock != clock) {
            list.insert_after(place, {clock, 0});
            model.insert(after, clock);
        } else if (round % 2 == 0) {
            list.erase(place);
            model.erase(after - 1);
        }
    }
    EXPECT_EQ(clocks_of(list), model);
    EXPECT_EQ(list.back().clock, model.back());
}

TEST(SlotList, walks_back_over_the_border_of_a_chunk) {
    SlotList list;
    for (Clock clock = 0; clock < 600; ++clock)
        list.push_back({clock, clock});
    auto place = list.find(599);
    for (Clock clock = 598; clock > 0; --clock) {
        place = list.previous(place);
        ASSERT_EQ(list[place].clock, clock);
    }
    while (list.back().clock > 100)
        list.pop_back();
    EXPECT_EQ(list.find(5000), list.find(100));
    while (!list.empty())
        list.erase(list.first());
    EXPECT_EQ(list.count_from(list.first()), 0U);
}

} // namespace
} // namespace denkraum::crdt
