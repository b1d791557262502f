// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/history/arrivals.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/crdt/update.hpp"

namespace denkraum::document::history {
namespace {

/// The first span that ends behind the clock.
auto first_behind(const std::vector<Span>& spans, crdt::Clock clock) {
    return std::upper_bound(
        spans.begin(),
        spans.end(),
        clock,
        [](crdt::Clock wanted, const Span& span) { return wanted < span.end; }
    );
}

/// Puts in what the spans do not cover yet.
void fill_holes(std::vector<Span>& spans, Span wanted) {
    std::vector<Span> missing;
    crdt::Clock at = wanted.from;
    for (auto it = first_behind(spans, at); it != spans.end() && it->from < wanted.end; ++it) {
        if (at < it->from) missing.push_back({at, it->from, wanted.seq});
        at = it->end;
    }
    if (at < wanted.end) missing.push_back({at, wanted.end, wanted.seq});
    for (const Span& one : missing)
        spans.insert(first_behind(spans, one.from), one);
}

} // namespace

void SpanTable::add(const crdt::IdRange& range, Seq seq) {
    if (range.length == 0) return;
    std::vector<Span>& spans = clients_[range.client];
    const Span wanted{range.clock, range.end(), static_cast<std::uint32_t>(seq)};
    if (spans.empty() || spans.back().end <= wanted.from) {
        if (!spans.empty() && spans.back().end == wanted.from && spans.back().seq == wanted.seq) {
            spans.back().end = wanted.end;
        } else {
            spans.push_back(wanted);
        }
        return;
    }
    fill_holes(spans, wanted);
}

const Span* SpanTable::find(crdt::Id id) const {
    const auto client = clients_.find(id.client);
    if (client == clients_.end()) return nullptr;
    const auto found = first_behind(client->second, id.clock);
    if (found == client->second.end() || found->from > id.clock) return nullptr;
    return &*found;
}

std::span<const Span> SpanTable::of(crdt::ClientId client) const {
    const auto found = clients_.find(client);
    if (found == clients_.end()) return {};
    return found->second;
}

std::size_t SpanTable::span_count() const {
    std::size_t count = 0;
    for (const auto& [client, spans] : clients_)
        count += spans.size();
    return count;
}

Done Arrivals::add(const update_log::Line& line, ByteView update) {
    if (line.seq != seq() + 1) {
        return fail(ErrorCode::Corrupt, fmt::format("record {} is missing", seq() + 1));
    }
    DK_TRY(const crdt::Inspection seen, crdt::inspect(update, nothing_));
    for (const crdt::IdRange& range : seen.structs)
        inserted_.add(range, line.seq);
    for (const crdt::IdRange& range : seen.deletes)
        deleted_.add(range, line.seq);
    lines_.push_back(line);
    return {};
}

} // namespace denkraum::document::history
