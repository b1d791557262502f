// SPDX-License-Identifier: EUPL-1.2
#include "engine/crdt/state/id_ranges.hpp"

#include <algorithm>

namespace denkraum::crdt {

void tidy(std::vector<IdRange>& ranges) {
    if (ranges.size() < 2) return;
    if (!std::is_sorted(ranges.begin(), ranges.end())) std::sort(ranges.begin(), ranges.end());
    std::size_t last = 0;
    for (std::size_t i = 1; i < ranges.size(); ++i) {
        const IdRange next = ranges[i];
        IdRange& kept = ranges[last];
        if (kept.client == next.client && next.clock <= kept.end()) {
            kept.length = std::max(kept.end(), next.end()) - kept.clock;
        } else {
            ranges[++last] = next;
        }
    }
    ranges.resize(last + 1);
}

bool contains(std::span<const IdRange> ranges, Id id) {
    const auto after =
        std::upper_bound(ranges.begin(), ranges.end(), id, [](Id wanted, const IdRange& range) {
            return wanted < Id{range.client, range.clock};
        });
    if (after == ranges.begin()) return false;
    const IdRange& range = *(after - 1);
    return range.client == id.client && id.clock < range.end();
}

std::vector<IdRange> subtract(std::span<const IdRange> ranges, std::span<const IdRange> taken) {
    std::vector<IdRange> left;
    std::size_t t = 0;
    for (IdRange range : ranges) {
        const auto before = [&](const IdRange& other) {
            return other.client < range.client
                   || (other.client == range.client && other.end() <= range.clock);
        };
        while (t < taken.size() && before(taken[t]))
            ++t;
        for (std::size_t i = t; i < taken.size() && range.length > 0; ++i) {
            const IdRange& cut = taken[i];
            if (cut.client != range.client || cut.clock >= range.end()) break;
            if (cut.clock > range.clock) {
                left.push_back({range.client, range.clock, cut.clock - range.clock});
            }
            const Clock start = std::min(std::max(cut.end(), range.clock), range.end());
            range.length = range.end() - start;
            range.clock = start;
        }
        if (range.length > 0) left.push_back(range);
    }
    return left;
}

std::vector<IdRange> intersect(std::span<const IdRange> a, std::span<const IdRange> b) {
    std::vector<IdRange> common;
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < a.size() && j < b.size()) {
        if (a[i].client != b[j].client) {
            a[i].client < b[j].client ? ++i : ++j;
            continue;
        }
        const Clock start = std::max(a[i].clock, b[j].clock);
        const Clock end = std::min(a[i].end(), b[j].end());
        if (start < end) common.push_back({a[i].client, start, end - start});
        a[i].end() < b[j].end() ? ++i : ++j;
    }
    return common;
}

void write_delete_set(Writer& writer, std::span<const IdRange> ranges) {
    if (ranges.empty()) return writer.var_uint(0);
    std::vector<std::span<const IdRange>> clients;
    for (std::size_t start = 0; start < ranges.size();) {
        std::size_t end = start;
        while (end < ranges.size() && ranges[end].client == ranges[start].client)
            ++end;
        clients.push_back(ranges.subspan(start, end - start));
        start = end;
    }
    writer.var_uint(clients.size());
    for (auto client = clients.rbegin(); client != clients.rend(); ++client) {
        writer.var_uint(client->front().client);
        writer.var_uint(client->size());
        for (const IdRange& range : *client) {
            writer.var_uint(range.clock);
            writer.var_uint(range.length);
        }
    }
}

} // namespace denkraum::crdt
