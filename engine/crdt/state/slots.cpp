// SPDX-License-Identifier: EUPL-1.2
#include "engine/crdt/state/slots.hpp"

#include <algorithm>

namespace denkraum::crdt {
namespace {

constexpr std::uint32_t chunk_items_max = 256;

} // namespace

SlotList::Place SlotList::find(Clock clock, Pool pool) const {
    const auto starts_later = [](Clock wanted, const auto& candidate) {
        return wanted < candidate.clock;
    };
    // Most questions are about what was written last.
    if (pool[back()].clock <= clock) {
        return {static_cast<std::uint32_t>(chunks_.size()) - 1, chunks_.back().count - 1};
    }
    auto chunk = chunks_.end();
    if (chunks_.back().clock > clock) {
        chunk = std::upper_bound(chunks_.begin(), chunks_.end(), clock, starts_later);
    }
    --chunk;
    std::ptrdiff_t behind = 0;
    if (chunk->slots.empty()) {
        const Pool items = pool.subspan(chunk->start, chunk->count);
        behind = std::upper_bound(items.begin(), items.end(), clock, starts_later) - items.begin();
    } else {
        const auto& slots = chunk->slots;
        behind = std::upper_bound(slots.begin(), slots.end(), clock, starts_later) - slots.begin();
    }
    return {
        static_cast<std::uint32_t>(chunk - chunks_.begin()), static_cast<std::uint32_t>(behind) - 1
    };
}

std::size_t SlotList::count_from(Place place) const {
    if (is_end(place)) return 0;
    std::size_t count = chunks_[place.chunk].count - place.at;
    for (std::size_t i = place.chunk + 1; i < chunks_.size(); ++i)
        count += chunks_[i].count;
    return count;
}

void SlotList::fill(std::span<const Item> items, ItemIndex first) {
    chunks_.reserve(items.size() / chunk_items_max + 1);
    for (std::size_t at = 0; at < items.size(); at += chunk_items_max) {
        const std::size_t count = std::min<std::size_t>(chunk_items_max, items.size() - at);
        chunks_.push_back(
            {.clock = items[at].clock,
             .count = static_cast<std::uint32_t>(count),
             .start = first + static_cast<ItemIndex>(at),
             .slots = {}}
        );
    }
}

void SlotList::give_slots(Chunk& chunk, Pool pool) {
    if (!chunk.slots.empty()) return;
    for (std::uint32_t at = 0; at < chunk.count; ++at)
        chunk.slots.push_back({pool[chunk.start + at].clock, chunk.start + at});
}

void SlotList::push_back(ItemIndex item, Pool pool) {
    const Clock clock = pool[item].clock;
    if (chunks_.empty() || chunks_.back().count == chunk_items_max) {
        chunks_.push_back({.clock = clock, .count = 1, .start = item, .slots = {}});
        return;
    }
    Chunk& chunk = chunks_.back();
    if (chunk.slots.empty() && item != chunk.start + chunk.count) give_slots(chunk, pool);
    if (!chunk.slots.empty()) chunk.slots.push_back({clock, item});
    ++chunk.count;
}

void SlotList::pop_back() {
    Chunk& chunk = chunks_.back();
    if (--chunk.count == 0) return chunks_.pop_back();
    if (!chunk.slots.empty()) chunk.slots.pop_back();
}

/// Requires: the chunk has slots, and is full.
void SlotList::halve(std::uint32_t index) {
    Chunk& left = chunks_[index];
    const auto middle = left.slots.begin() + chunk_items_max / 2;
    Chunk right{
        .clock = middle->clock,
        .count = left.count - chunk_items_max / 2,
        .start = 0,
        .slots = {middle, left.slots.end()}
    };
    left.slots.erase(middle, left.slots.end());
    left.count = chunk_items_max / 2;
    chunks_.insert(chunks_.begin() + index + 1, std::move(right));
}

void SlotList::insert_after(Place place, ItemIndex item, Pool pool) {
    give_slots(chunks_[place.chunk], pool);
    if (chunks_[place.chunk].count == chunk_items_max) {
        halve(place.chunk);
        if (place.at >= chunk_items_max / 2) {
            place = {place.chunk + 1, place.at - chunk_items_max / 2};
        }
    }
    Chunk& chunk = chunks_[place.chunk];
    chunk.slots.insert(chunk.slots.begin() + place.at + 1, {pool[item].clock, item});
    ++chunk.count;
}

void SlotList::erase(Place place, Pool pool) {
    Chunk& chunk = chunks_[place.chunk];
    if (chunk.count == 1) {
        chunks_.erase(chunks_.begin() + place.chunk);
        return;
    }
    give_slots(chunk, pool);
    chunk.slots.erase(chunk.slots.begin() + place.at);
    --chunk.count;
    chunk.clock = chunk.slots.front().clock;
}

} // namespace denkraum::crdt
