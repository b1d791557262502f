// SPDX-License-Identifier: EUPL-1.2
#include "engine/crdt/state/milestones.hpp"

#include <algorithm>

namespace denkraum::crdt {

void Milestones::use_for(TypeIndex text) {
    if (text_ == text) return;
    forget();
    text_ = text;
}

void Milestones::forget() {
    text_ = none;
    gap_ = gap_min;
    indexes_.clear();
    items_.clear();
}

std::size_t Milestones::first_from(std::uint64_t index) const {
    const auto found = std::lower_bound(indexes_.begin(), indexes_.end(), index);
    return static_cast<std::size_t>(found - indexes_.begin());
}

std::optional<Milestones::Place> Milestones::near(std::uint64_t index) const {
    const std::size_t next = first_from(index);
    if (next == 0) return std::nullopt;
    const bool is_next_nearer =
        next < indexes_.size() && indexes_[next] - index < index - indexes_[next - 1];
    const std::size_t nearest = is_next_nearer ? next : next - 1;
    return Place{items_[nearest], indexes_[nearest]};
}

void Milestones::add(ItemIndex item, std::uint64_t index) {
    const std::size_t place = first_from(index);
    if (place < indexes_.size() && indexes_[place] == index) return;
    indexes_.insert(
        indexes_.begin() + static_cast<std::ptrdiff_t>(place), static_cast<std::uint32_t>(index)
    );
    items_.insert(items_.begin() + static_cast<std::ptrdiff_t>(place), item);
    if (indexes_.size() <= count_max) return;
    for (std::size_t i = 0; 2 * i < indexes_.size(); ++i) {
        indexes_[i] = indexes_[2 * i];
        items_[i] = items_[2 * i];
    }
    indexes_.resize((indexes_.size() + 1) / 2);
    items_.resize(indexes_.size());
    gap_ *= 2;
}

void Milestones::inserted(std::uint64_t index, std::uint64_t units) {
    for (std::size_t i = first_from(index); i < indexes_.size(); ++i)
        indexes_[i] += static_cast<std::uint32_t>(units);
}

void Milestones::removed(std::uint64_t index, std::uint64_t units) {
    const std::size_t first = first_from(index);
    const std::size_t last = first_from(index + units);
    for (std::size_t i = last; i < indexes_.size(); ++i)
        indexes_[i] -= static_cast<std::uint32_t>(units);
    if (first == last) return;
    const auto at = [](auto& list, std::size_t place) {
        return list.begin() + static_cast<std::ptrdiff_t>(place);
    };
    indexes_.erase(at(indexes_, first), at(indexes_, last));
    items_.erase(at(items_, first), at(items_, last));
}

} // namespace denkraum::crdt
