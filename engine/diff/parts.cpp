// SPDX-License-Identifier: EUPL-1.2
#include "engine/diff/parts.hpp"

#include <algorithm>

#include "engine/diff/limits.hpp"

namespace denkraum::diff {
namespace {

/// Of the words of a part, how many must come from the whole.
constexpr double part_share_min = 0.7;

using Keys = std::vector<std::uint32_t>;

Keys without(const Keys& whole, const Keys& part) {
    Keys rest;
    std::ranges::set_difference(whole, part, std::back_inserter(rest));
    return rest;
}

/// Takes free neighbours of `own` on its side as long as they were cut from `rest`.
struct Collector {
    std::span<const Signature> blocks;
    std::vector<bool>& taken;
    Keys rest; ///< words of the whole that no part has claimed yet
    const Signature& whole;

    std::vector<std::size_t> around(std::size_t own) {
        std::vector<std::size_t> parts{own};
        for (std::size_t next = own + 1; next < blocks.size() && claims(next, parts); ++next)
            parts.push_back(next);
        for (std::size_t last = own; last > 0 && claims(last - 1, parts); --last)
            parts.insert(parts.begin(), last - 1);
        return parts;
    }

private:
    bool claims(std::size_t candidate, const std::vector<std::size_t>& parts) {
        const Signature& block = blocks[candidate];
        if (taken[candidate] || block.words.size() < 2 || parts.size() >= parts_max) return false;
        if (block.kind == prose::Kind::Table || rest.empty()) return false;
        const auto enough = [](std::size_t share, std::size_t all) {
            return static_cast<double>(share) >= part_share_min * static_cast<double>(all);
        };
        if (!enough(shared(block.bag, rest), block.bag.size())) return false;
        if (!enough(shared(block.pairs, whole.pairs), block.pairs.size())) return false;
        rest = without(rest, block.bag);
        taken[candidate] = true;
        return true;
    }
};

std::vector<bool> taken_in(const std::vector<std::size_t>& counterparts) {
    std::vector<bool> taken(counterparts.size());
    for (std::size_t i = 0; i < counterparts.size(); ++i)
        taken[i] = counterparts[i] != nobody;
    return taken;
}

Group group_of(std::size_t i, std::size_t j, Collector&& before, Collector&& after) {
    Group group{{i}, after.around(j)};
    if (group.after.size() == 1) group.before = before.around(i);
    return group;
}

} // namespace

std::vector<Group> grouped(
    const Pairing& pairing, std::span<const Signature> before, std::span<const Signature> after
) {
    std::vector<bool> before_taken = taken_in(pairing.after_of);
    std::vector<bool> after_taken = taken_in(pairing.before_of);
    std::vector<Group> groups;
    for (std::size_t j = 0; j < after.size(); ++j) {
        const std::size_t i = pairing.before_of[j];
        if (i == nobody) continue;
        const bool is_table =
            before[i].kind == prose::Kind::Table || after[j].kind == prose::Kind::Table;
        if (is_table || before[i].bare_hash == after[j].bare_hash) {
            groups.push_back({{i}, {j}});
            continue;
        }
        groups.push_back(group_of(
            i,
            j,
            {before, before_taken, without(after[j].bag, before[i].bag), after[j]},
            {after, after_taken, without(before[i].bag, after[j].bag), before[i]}
        ));
    }
    for (std::size_t j = 0; j < after.size(); ++j) {
        if (!after_taken[j]) groups.push_back({{}, {j}});
    }
    std::ranges::sort(groups, {}, [](const Group& group) { return group.after.front(); });
    for (std::size_t i = 0; i < before.size(); ++i) {
        if (!before_taken[i]) groups.push_back({{i}, {}});
    }
    return groups;
}

} // namespace denkraum::diff
