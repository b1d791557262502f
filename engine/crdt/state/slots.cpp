// SPDX-License-Identifier: EUPL-1.2
#include "engine/crdt/state/slots.hpp"

#include <algorithm>

namespace denkraum::crdt {
namespace {

constexpr std::size_t chunk_slots_max = 256;

} // namespace

SlotList::Place SlotList::find(Clock clock) const {
    const auto starts_later = [](Clock wanted, const Chunk& chunk) {
        return wanted < chunk.front().clock;
    };
    // Most questions are about what was written last.
    auto chunk = chunks_.end();
    if (chunks_.back().front().clock > clock) {
        chunk = std::upper_bound(chunks_.begin(), chunks_.end(), clock, starts_later);
    }
    --chunk;
    const auto slot =
        std::upper_bound(chunk->begin(), chunk->end(), clock, [](Clock wanted, Slot candidate) {
            return wanted < candidate.clock;
        });
    return {
        static_cast<std::uint32_t>(chunk - chunks_.begin()),
        static_cast<std::uint32_t>(slot - chunk->begin()) - 1
    };
}

std::size_t SlotList::count_from(Place place) const {
    if (is_end(place)) return 0;
    std::size_t count = chunks_[place.chunk].size() - place.at;
    for (std::size_t i = place.chunk + 1; i < chunks_.size(); ++i)
        count += chunks_[i].size();
    return count;
}

void SlotList::fill(std::span<const Item> items, ItemIndex first) {
    chunks_.reserve(items.size() / chunk_slots_max + 1);
    for (std::size_t at = 0; at < items.size(); at += chunk_slots_max) {
        Chunk& chunk = chunks_.emplace_back();
        const auto part = items.subspan(at, std::min(chunk_slots_max, items.size() - at));
        chunk.reserve(part.size());
        for (const Item& item : part)
            chunk.push_back({item.clock, first++});
    }
}

void SlotList::push_back(Slot slot) {
    if (chunks_.empty() || chunks_.back().size() == chunk_slots_max) chunks_.emplace_back();
    chunks_.back().push_back(slot);
}

void SlotList::pop_back() {
    chunks_.back().pop_back();
    if (chunks_.back().empty()) chunks_.pop_back();
}

void SlotList::halve(std::uint32_t chunk) {
    const auto middle = chunks_[chunk].begin() + chunk_slots_max / 2;
    Chunk right(middle, chunks_[chunk].end());
    chunks_[chunk].erase(middle, chunks_[chunk].end());
    chunks_.insert(chunks_.begin() + chunk + 1, std::move(right));
}

void SlotList::insert_after(Place place, Slot slot) {
    if (chunks_[place.chunk].size() == chunk_slots_max) {
        halve(place.chunk);
        if (place.at >= chunk_slots_max / 2) {
            place = {place.chunk + 1, place.at - static_cast<std::uint32_t>(chunk_slots_max / 2)};
        }
    }
    Chunk& chunk = chunks_[place.chunk];
    chunk.insert(chunk.begin() + place.at + 1, slot);
}

void SlotList::erase(Place place) {
    Chunk& chunk = chunks_[place.chunk];
    chunk.erase(chunk.begin() + place.at);
    if (chunk.empty()) chunks_.erase(chunks_.begin() + place.chunk);
}

} // namespace denkraum::crdt
