// SPDX-License-Identifier: EUPL-1.2
#include "engine/crdt/state/types.hpp"

namespace denkraum::crdt {
namespace {

constexpr std::size_t searched_one_by_one_max = 16;

} // namespace

std::size_t KeyTable::place_of(KeyIndex key) const {
    if (index_) {
        const auto known = index_->find(key);
        return known == index_->end() ? entries_.size() : known->second;
    }
    std::size_t place = 0;
    while (place < entries_.size() && entries_[place].key != key)
        ++place;
    return place;
}

const KeyTable::Entry* KeyTable::find(KeyIndex key) const {
    const std::size_t place = place_of(key);
    return place == entries_.size() ? nullptr : &entries_[place];
}

ItemIndex KeyTable::last(KeyIndex key) const {
    const Entry* entry = find(key);
    return entry == nullptr ? no_item : entry->last;
}

void KeyTable::set(KeyIndex key, ItemIndex last) {
    entries_[place_of(key)].last = last;
}

void KeyTable::add(KeyIndex key, LaneIndex lane) {
    entries_.push_back({key, lane, no_item});
    if (index_) {
        index_->emplace(key, static_cast<std::uint32_t>(entries_.size() - 1));
    } else if (entries_.size() > searched_one_by_one_max) {
        index_ = std::make_unique<std::unordered_map<KeyIndex, std::uint32_t>>();
        for (std::size_t i = 0; i < entries_.size(); ++i) {
            index_->emplace(entries_[i].key, static_cast<std::uint32_t>(i));
        }
    }
}

void KeyTable::pop_back() {
    if (index_) index_->erase(entries_.back().key);
    entries_.pop_back();
}

void KeyTable::shrink() {
    entries_.shrink_to_fit();
    if (index_) index_->rehash(0);
}

} // namespace denkraum::crdt
