// SPDX-License-Identifier: EUPL-1.2
#include "engine/crdt/state/bonds.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>

namespace denkraum::crdt {
namespace {

constexpr std::size_t buckets_min = 16;
/// Room for so many more is kept.
constexpr std::size_t spare_min = 1024;

std::size_t hash_of(const Bonds& bonds) {
    const std::uint64_t clients = std::uint64_t{bonds.client} << 40U
                                  ^ std::uint64_t{bonds.origin_client} << 20U ^ bonds.right_client;
    const std::uint64_t mixed =
        (clients ^ std::uint64_t{bonds.lane} * 0x9e37'79b9'7f4a'7c15U) * 0xd6e8'feb8'6659'fd93U;
    return static_cast<std::size_t>(mixed >> 32U);
}

} // namespace

BondsIndex BondsTable::search(const Bonds& bonds) {
    if (3 * (all_.size() + 1) > 2 * buckets_.size()) grow();
    BondsIndex& found = buckets_[bucket_of(bonds)];
    if (found == none) {
        found = static_cast<BondsIndex>(all_.size());
        all_.push_back(bonds);
    }
    return found;
}

/// Last in, first out: each bucket is as it was before the bonds in it came.
void BondsTable::cut_to(std::size_t size) {
    while (all_.size() > size) {
        buckets_[bucket_of(all_.back())] = none;
        all_.pop_back();
    }
    if (all_.capacity() > 2 * size + spare_min) shrink();
}

void BondsTable::grow() {
    buckets_.assign(std::max(buckets_min, std::bit_ceil(3 * (all_.size() + 1))), none);
    for (BondsIndex index = 0; index < all_.size(); ++index)
        buckets_[bucket_of(all_[index])] = index;
}

std::size_t BondsTable::bucket_of(const Bonds& bonds) const {
    const std::size_t mask = buckets_.size() - 1;
    std::size_t bucket = hash_of(bonds) & mask;
    while (buckets_[bucket] != none && all_[buckets_[bucket]] != bonds)
        bucket = (bucket + 1) & mask;
    return bucket;
}

} // namespace denkraum::crdt
