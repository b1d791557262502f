// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "engine/crdt/state/slots.hpp"

namespace denkraum::crdt {
namespace {

/// A pool of items with these clocks.
std::vector<Item> items_at(const std::vector<Clock>& clocks) {
    std::vector<Item> items(clocks.size());
    for (std::size_t i = 0; i < clocks.size(); ++i)
        items[i].clock = clocks[i];
    return items;
}

std::vector<Clock> clocks_of(const SlotList& list, const std::vector<Item>& pool) {
    std::vector<Clock> clocks;
    for (auto place = list.first(); !list.is_end(place); place = list.next(place)) {
        clocks.push_back(pool[list[place]].clock);
    }
    return clocks;
}

/// Splits and joins at random, beside a vector of clocks.
void split_and_join(SlotList& list, std::vector<Item>& pool, std::vector<Clock>& model) {
    std::mt19937 random(11);
    const Clock end = model.back();
    for (int round = 0; round < 6000; ++round) {
        const auto clock = static_cast<Clock>(1 + random() % end);
        const auto place = list.find(clock, pool);
        const auto after = std::upper_bound(model.begin(), model.end(), clock);
        const Clock found = pool[list[place]].clock;
        ASSERT_EQ(found, *(after - 1));
        ASSERT_EQ(list.count_from(place), static_cast<std::size_t>(model.end() - after) + 1);
        if (found != clock) {
            pool.emplace_back().clock = clock;
            list.insert_after(place, static_cast<ItemIndex>(pool.size() - 1), pool);
            model.insert(after, clock);
        } else if (round % 2 == 0) {
            list.erase(place, pool);
            model.erase(after - 1);
        }
    }
}

TEST(SlotList, stays_sorted_through_random_splits_and_joins) {
    for (const bool is_loaded : {false, true}) {
        SlotList list;
        std::vector<Clock> model;
        for (Clock clock = 0; clock < 3000; ++clock)
            model.push_back(clock * 10);
        std::vector<Item> pool = items_at(model);
        if (is_loaded) list.fill(pool, 0);
        for (ItemIndex item = 0; item < 3000 && !is_loaded; ++item)
            list.push_back(item, pool);
        split_and_join(list, pool, model);
        EXPECT_EQ(clocks_of(list, pool), model);
        EXPECT_EQ(pool[list.back()].clock, model.back());
    }
}

TEST(SlotList, goes_on_behind_items_that_lie_elsewhere_in_the_pool) {
    std::vector<Item> pool = items_at({0, 1, 2, 90, 91, 3, 4});
    SlotList list;
    for (const ItemIndex item : {0U, 1U, 2U, 5U, 6U, 3U, 4U})
        list.push_back(item, pool);
    EXPECT_EQ(clocks_of(list, pool), (std::vector<Clock>{0, 1, 2, 3, 4, 90, 91}));
    EXPECT_EQ(list[list.find(50, pool)], 6U);
    list.pop_back();
    EXPECT_EQ(list.back(), 3U);
}

TEST(SlotList, walks_back_over_the_border_of_a_chunk) {
    std::vector<Clock> clocks;
    for (Clock clock = 0; clock < 600; ++clock)
        clocks.push_back(clock);
    const std::vector<Item> pool = items_at(clocks);
    SlotList list;
    list.fill(pool, 0);
    auto place = list.find(599, pool);
    for (ItemIndex item = 598; item > 0; --item) {
        place = list.previous(place);
        ASSERT_EQ(list[place], item);
    }
    while (list.back() > 100)
        list.pop_back();
    EXPECT_EQ(list.find(5000, pool), list.find(100, pool));
    while (!list.empty())
        list.erase(list.first(), pool);
    EXPECT_EQ(list.count_from(list.first()), 0U);
}

} // namespace
} // namespace denkraum::crdt
