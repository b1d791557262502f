// SPDX-License-Identifier: EUPL-1.2
#include "engine/diff/order.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace denkraum::diff {
namespace {

constexpr std::size_t nobody = static_cast<std::size_t>(-1);

struct Best {
    std::size_t weight = 0;
    std::size_t last = nobody;
};

/// The heaviest sequence that ends below a position.
class Tree {
public:
    explicit Tree(std::size_t size) : nodes_(size + 1) {}

    [[nodiscard]] Best below(std::size_t position) const {
        Best best;
        for (std::size_t i = position; i > 0; i &= i - 1)
            if (nodes_[i].weight > best.weight) best = nodes_[i];
        return best;
    }

    void put(std::size_t position, const Best& value) {
        for (std::size_t i = position + 1; i < nodes_.size(); i += i & (~i + 1))
            if (value.weight > nodes_[i].weight) nodes_[i] = value;
    }

private:
    std::vector<Best> nodes_;
};

} // namespace

std::vector<bool>
in_order(std::span<const std::size_t> positions, std::span<const std::size_t> weights) {
    CHECK(positions.size() == weights.size(), "each position has a weight");
    std::vector<bool> stays(positions.size(), false);
    if (positions.empty()) return stays;
    Tree tree(*std::ranges::max_element(positions) + 1);
    std::vector<std::size_t> previous(positions.size(), nobody);
    Best best;
    for (std::size_t i = 0; i < positions.size(); ++i) {
        const Best before = tree.below(positions[i]);
        previous[i] = before.last;
        const Best here{before.weight + weights[i], i};
        tree.put(positions[i], here);
        if (here.weight > best.weight) best = here;
    }
    for (std::size_t i = best.last; i != nobody; i = previous[i])
        stays[i] = true;
    return stays;
}

} // namespace denkraum::diff
