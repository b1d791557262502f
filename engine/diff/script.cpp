// SPDX-License-Identifier: EUPL-1.2
#include "engine/diff/script.hpp"

#include <algorithm>
#include <limits>

#include "engine/diff/limits.hpp"

namespace denkraum::diff {
namespace {

using Index = std::ptrdiff_t;

struct Box {
    Index before_first;
    Index before_last;
    Index after_first;
    Index after_last;
};

struct Point {
    Index before;
    Index after;
};

/// Diagonals are numbered before − after. `forward` and `backward` hold, per diagonal, how far into
/// the older sequence a path came.
class Search {
public:
    Search(std::span<const std::uint32_t> before, std::span<const std::uint32_t> after)
        : before_(before),
          after_(after),
          removed_(before.size()),
          added_(after.size()),
          forward_(before.size() + after.size() + 3),
          backward_(forward_.size()),
          origin_(static_cast<Index>(after.size()) + 1) {}

    Script run() {
        solve({0, std::ssize(before_), 0, std::ssize(after_)});
        return script();
    }

private:
    [[nodiscard]] bool equal(Index before, Index after) const {
        return before_[static_cast<std::size_t>(before)] == after_[static_cast<std::size_t>(after)];
    }
    Index& forward(Index diagonal) {
        return forward_[static_cast<std::size_t>(origin_ + diagonal)];
    }
    Index& backward(Index diagonal) {
        return backward_[static_cast<std::size_t>(origin_ + diagonal)];
    }

    void trim(Box& box) const {
        while (box.before_first < box.before_last && box.after_first < box.after_last
               && equal(box.before_first, box.after_first)) {
            ++box.before_first;
            ++box.after_first;
        }
        while (box.before_first < box.before_last && box.after_first < box.after_last
               && equal(box.before_last - 1, box.after_last - 1)) {
            --box.before_last;
            --box.after_last;
        }
    }

    void mark(const Box& box) {
        for (Index i = box.before_first; i < box.before_last; ++i)
            removed_[static_cast<std::size_t>(i)] = true;
        for (Index i = box.after_first; i < box.after_last; ++i)
            added_[static_cast<std::size_t>(i)] = true;
    }

    /// The first half by recursion (its depth is logarithmic in the edits), the second by looping.
    void solve(Box box) {
        while (true) {
            trim(box);
            if (box.before_first == box.before_last || box.after_first == box.after_last) {
                mark(box);
                return;
            }
            const Point split = middle(box);
            if (!is_inside(split, box)) {
                mark(box);
                return;
            }
            solve({box.before_first, split.before, box.after_first, split.after});
            box.before_first = split.before;
            box.after_first = split.after;
        }
    }

    /// Neither outside nor a corner: both halves are smaller than the box.
    static bool is_inside(const Point& point, const Box& box) {
        const Index done = point.before - box.before_first + point.after - box.after_first;
        const Index left = box.before_last - point.before + box.after_last - point.after;
        return point.before >= box.before_first && point.before <= box.before_last
               && point.after >= box.after_first && point.after <= box.after_last && done > 0
               && left > 0;
    }

    struct Reach {
        Index low;
        Index high;
    };

    /// One more diagonal on each side that lies in the box, and a wall beyond it.
    void widen(Reach& reach, const Box& box, bool is_forward) {
        const Index lowest = box.before_first - box.after_last;
        const Index highest = box.before_last - box.after_first;
        const Index wall = is_forward ? -1 : std::numeric_limits<Index>::max();
        const auto put = [&](Index diagonal) {
            (is_forward ? forward(diagonal) : backward(diagonal)) = wall;
        };
        if (reach.low > lowest) {
            put(--reach.low - 1);
        } else {
            ++reach.low;
        }
        if (reach.high < highest) {
            put(++reach.high + 1);
        } else {
            --reach.high;
        }
    }

    void advance(Index diagonal, const Box& box) {
        const Index below = forward(diagonal - 1);
        const Index above = forward(diagonal + 1);
        Index x = below >= above ? below + 1 : above;
        Index y = x - diagonal;
        while (x < box.before_last && y < box.after_last && equal(x, y)) {
            ++x;
            ++y;
        }
        forward(diagonal) = x;
    }

    void retreat(Index diagonal, const Box& box) {
        const Index below = backward(diagonal - 1);
        const Index above = backward(diagonal + 1);
        Index x = below < above ? below : above - 1;
        Index y = x - diagonal;
        while (x > box.before_first && y > box.after_first && equal(x - 1, y - 1)) {
            --x;
            --y;
        }
        backward(diagonal) = x;
    }

    /// A point on a shortest path, neither the first nor the last one of the box; or the furthest
    /// one that can be reached with script_cost_max edits.
    Point middle(const Box& box) {
        const Index start = box.before_first - box.after_first;
        const Index end = box.before_last - box.after_last;
        const bool is_odd = ((start - end) & 1) != 0;
        Reach ahead{start, start};
        Reach back{end, end};
        forward(start) = box.before_first;
        backward(end) = box.before_last;
        for (Index cost = 1;; ++cost) {
            widen(ahead, box, true);
            for (Index d = ahead.high; d >= ahead.low; d -= 2) {
                advance(d, box);
                const bool meets = is_odd && back.low <= d && d <= back.high;
                if (meets && backward(d) <= forward(d)) return {forward(d), forward(d) - d};
            }
            widen(back, box, false);
            for (Index d = back.high; d >= back.low; d -= 2) {
                retreat(d, box);
                const bool meets = !is_odd && ahead.low <= d && d <= ahead.high;
                if (meets && backward(d) <= forward(d)) return {backward(d), backward(d) - d};
            }
            if (cost >= script_cost_max) return furthest(ahead, box);
        }
    }

    Point furthest(const Reach& reach, const Box& box) {
        Point best{box.before_first, box.after_first};
        for (Index d = reach.high; d >= reach.low; d -= 2) {
            const Index x = std::min({forward(d), box.before_last, box.after_last + d});
            if (x + x - d > best.before + best.after) best = {x, x - d};
        }
        return best;
    }

    [[nodiscard]] Script script() const {
        Script script;
        std::size_t before = 0;
        std::size_t after = 0;
        while (before < removed_.size() || after < added_.size()) {
            Edit edit{before, before, after, after};
            while (edit.before_last < removed_.size() && removed_[edit.before_last])
                ++edit.before_last;
            while (edit.after_last < added_.size() && added_[edit.after_last])
                ++edit.after_last;
            if (edit.before_last > before || edit.after_last > after) script.push_back(edit);
            before = edit.before_last + 1;
            after = edit.after_last + 1;
        }
        return script;
    }

    std::span<const std::uint32_t> before_;
    std::span<const std::uint32_t> after_;
    std::vector<bool> removed_;
    std::vector<bool> added_;
    std::vector<Index> forward_;
    std::vector<Index> backward_;
    Index origin_;
};

} // namespace

Script script_of(std::span<const std::uint32_t> before, std::span<const std::uint32_t> after) {
    return Search(before, after).run();
}

} // namespace denkraum::diff
