// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <map>
#include <random>
#include <tuple>

#include "engine/crdt/state/bonds.hpp"

namespace denkraum::crdt {
namespace {

TEST(BondsTable, keeps_each_once_and_gives_it_back) {
    std::mt19937 random(3);
    std::map<std::tuple<ClientIndex, ClientIndex, ClientIndex, LaneIndex>, BondsIndex> model;
    BondsTable table;
    const auto one_of = [&](std::uint32_t count) {
        return random() % 5 == 0 ? none : static_cast<std::uint32_t>(random() % count);
    };
    for (int round = 0; round < 20'000; ++round) {
        const Bonds bonds{one_of(9), one_of(9), one_of(9), one_of(300)};
        const BondsIndex index = table.intern(bonds);
        ASSERT_EQ(table[index], bonds);
        const auto [known, is_new] = model.try_emplace(
            {bonds.client, bonds.origin_client, bonds.right_client, bonds.lane}, index
        );
        ASSERT_EQ(known->second, index);
        if (round % 4000 == 0) table.shrink();
    }
    EXPECT_EQ(table.size(), model.size());
    EXPECT_GT(table.size(), 10'000U);
}

} // namespace
} // namespace denkraum::crdt
