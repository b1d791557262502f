// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <vector>

#include "engine/crdt/state/item.hpp"

namespace denkraum::crdt {

/// Each bonds once. Grows only: there are as many as writers met each other in different places.
class BondsTable {
public:
    [[nodiscard]] BondsIndex intern(const Bonds& bonds) {
        // One item after the other mostly has the same.
        if (last_ < all_.size() && all_[last_] == bonds) return last_;
        return last_ = search(bonds);
    }
    [[nodiscard]] const Bonds& operator[](BondsIndex index) const { return all_[index]; }
    [[nodiscard]] std::size_t size() const { return all_.size(); }
    /// Takes back those that were interned last, so that as many are left.
    void cut_to(std::size_t size);
    /// Gives back what is not needed until new ones come: the buckets are made anew then.
    void shrink() {
        all_.shrink_to_fit();
        buckets_ = {};
    }

private:
    [[nodiscard]] BondsIndex search(const Bonds& bonds);
    void grow();
    /// The bucket of these bonds, or the empty one where they belong.
    [[nodiscard]] std::size_t bucket_of(const Bonds& bonds) const;

    std::vector<Bonds> all_;
    std::vector<BondsIndex> buckets_; ///< a power of two, at most two thirds in use
    BondsIndex last_ = 0;
};

} // namespace denkraum::crdt
