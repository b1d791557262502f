// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/history/origins.hpp"

#include <algorithm>
#include <map>

#include "base/utf8.hpp"
#include "domain/document/history/limits.hpp"
#include "domain/document/text/model.hpp"

namespace denkraum::document::history {
namespace {

using crdt::Clock;
using crdt::ContentKind;
using crdt::Id;
using crdt::IdRange;

/// A copy that came with the deletion of its original (both were made offline) must be so long
/// that it is no accident.
constexpr Clock accident_max = 3;

bool says_something(const crdt::ItemView& view) {
    return view.kind == ContentKind::String || view.kind == ContentKind::Embed;
}

} // namespace

Origins::Origins(const crdt::Doc& doc, const Arrivals& arrivals) : doc_(doc), arrivals_(arrivals) {
    find_moves();
}

Seq Origins::came(Id id) const {
    const Span* span = arrivals_.inserted().find(id);
    return span == nullptr ? 0 : span->seq;
}

Seq Origins::went(Id id) const {
    const Span* span = arrivals_.deleted().find(id);
    return span == nullptr ? 0 : span->seq;
}

void Origins::trace(const crdt::ItemView& item, std::vector<Piece>& out) const {
    const IdRange range{item.id.client, item.id.clock, item.length};
    if (is_moved(range) || may_hold_copies(item)) {
        trace_range(range, 0, out);
        return;
    }
    const auto spans = arrivals_.inserted().of(range.client);
    Clock at = range.clock;
    auto it = std::upper_bound(spans.begin(), spans.end(), at, [](Clock wanted, const Span& span) {
        return wanted < span.end;
    });
    for (; at < range.end() && it != spans.end() && it->from <= at; ++it) {
        const Clock end = std::min(it->end, range.end());
        out.push_back({end - at, it->seq, {range.client, at}});
        at = end;
    }
    if (at < range.end()) out.push_back({range.end() - at, 0, {range.client, at}});
}

bool Origins::is_moved(const IdRange& range) const {
    const auto moved = moved_.find(range.client);
    if (moved == moved_.end()) return false;
    return std::any_of(moved->second.begin(), moved->second.end(), [&](const Copy& copy) {
        return copy.from < range.end() && range.clock < copy.end;
    });
}

/// Whether what stood to its right had been deleted before the last of it was written.
bool Origins::may_hold_copies(const crdt::ItemView& item) const {
    if (!item.right_origin) return false;
    const Seq gone = went(*item.right_origin);
    return gone > 0 && gone <= came({item.id.client, item.id.clock + item.length - 1});
}

/// Parts what a move copied from the rest.
void Origins::trace_range(const IdRange& range, int followed, std::vector<Piece>& out) const {
    const auto moved = moved_.find(range.client);
    Clock at = range.clock;
    if (moved != moved_.end() && followed < copies_followed_max) {
        auto it = std::upper_bound(
            moved->second.begin(),
            moved->second.end(),
            at,
            [](Clock wanted, const Copy& copy) { return wanted < copy.end; }
        );
        for (; it != moved->second.end() && it->from < range.end(); ++it) {
            if (at < it->from) trace_written({range.client, at, it->from - at}, followed, out);
            const Clock from = std::max(at, it->from);
            const Clock end = std::min(it->end, range.end());
            const Clock skipped = from - it->from;
            trace_range(
                {it->source.client, it->source.clock + skipped, end - from}, followed + 1, out
            );
            at = end;
        }
    }
    if (at < range.end()) trace_written({range.client, at, range.end() - at}, followed, out);
}

/// Parts what came with different records.
void Origins::trace_written(const IdRange& range, int followed, std::vector<Piece>& out) const {
    Clock at = range.clock;
    while (at < range.end()) {
        const Span* span = arrivals_.inserted().find({range.client, at});
        if (span == nullptr) {
            out.push_back({range.end() - at, 0, {range.client, at}});
            return;
        }
        const Clock end = std::min(span->end, range.end());
        trace_span({range.client, at, end - at}, *span, followed, out);
        at = end;
    }
}

/// One record's units: run by run, since only a run knows its right neighbour of then.
void Origins::trace_span(
    const IdRange& range, const Span& span, int followed, std::vector<Piece>& out
) const {
    Clock at = range.clock;
    while (at < range.end()) {
        const IdRange run = run_around({range.client, at}, span);
        const Clock end = std::min(run.end(), range.end());
        std::vector<Copy> copies;
        if (followed < copies_followed_max) copies = undone_in(run, span.seq);
        for (const Copy& copy : copies) {
            const Clock from = std::max(at, copy.from);
            const Clock to = std::min(end, copy.end);
            if (from >= to) continue;
            if (at < from) out.push_back({from - at, span.seq, {range.client, at}});
            const Id source{copy.source.client, copy.source.clock + (from - copy.from)};
            trace_range({source.client, source.clock, to - from}, followed + 1, out);
            at = to;
        }
        if (at < end) out.push_back({end - at, span.seq, {range.client, at}});
        at = end;
    }
}

/// What the record wrote in one go around a unit: the same right neighbour, each unit behind the
/// one before. Later edits may have split it into several items.
IdRange Origins::run_around(Id id, const Span& span) const {
    const auto found = doc_.find(id);
    if (!found) return {id.client, id.clock, span.end - id.clock};
    const crdt::ItemView item = doc_.view(found->item);
    const auto belongs = [&](const crdt::ItemView& other) {
        return other.right_origin == item.right_origin && other.kind == item.kind;
    };
    Clock from = item.id.clock;
    std::optional<Id> origin = item.origin;
    while (from > span.from && origin == Id{id.client, from - 1}) {
        const auto before = doc_.find({id.client, from - 1});
        if (!before) break;
        const crdt::ItemView view = doc_.view(before->item);
        if (!belongs(view)) break;
        from = view.id.clock;
        origin = view.origin;
    }
    Clock end = item.id.clock + item.length;
    while (end < span.end) {
        const auto next = doc_.find({id.client, end});
        if (!next) break;
        const crdt::ItemView view = doc_.view(next->item);
        if (!belongs(view) || view.origin != Id{id.client, end - 1}) break;
        end = view.id.clock + view.length;
    }
    from = std::max(from, span.from);
    return {id.client, from, std::min(end, span.end) - from};
}

Clock Origins::extent_of(Id right, const Span& gone) const {
    const auto found = doc_.find(right);
    if (!found) return 0;
    const crdt::ItemView item = doc_.view(found->item);
    return std::min(gone.end, item.id.clock + item.length) - right.clock;
}

/// Which units of a run copy the deleted ones that begin at its right neighbour: all of them, its
/// end, or its beginning.
std::vector<Origins::Copy> Origins::undone_in(const IdRange& range, Seq seq) const {
    const auto found = doc_.find({range.client, range.clock});
    if (!found) return {};
    const crdt::ItemView item = doc_.view(found->item);
    if (!item.right_origin || !says_something(item)) return {};
    const Id right = *item.right_origin;
    const Span* gone = arrivals_.deleted().find(right);
    if (gone == nullptr || static_cast<Seq>(gone->seq) > seq) return {};
    const Clock extent = extent_of(right, *gone);
    const Clock length = range.length;
    if (static_cast<Seq>(gone->seq) == seq && length <= accident_max) return {};
    // One letter that is the first of a longer deletion was typed anew, as far as anybody can tell.
    if (length == 1 && extent != 1) return {};
    const auto agrees = [&](Clock skip, Clock part) {
        if (!doc_.is_deleted({right.client, right.clock + part - 1})) return false;
        const std::string copy = says({range.client, range.clock + skip, part});
        return !copy.empty() && copy == says({right.client, right.clock, part});
    };
    if (agrees(0, length)) return {{range.clock, range.end(), right}};
    for (Clock part = length - 1; part >= std::max<Clock>(extent, 1); --part) {
        if (agrees(length - part, part)) return {{range.end() - part, range.end(), right}};
        if (agrees(0, part)) return {{range.clock, range.clock + part, right}};
    }
    return {};
}

/// What the units say; empty when one of them says nothing (a format) or is unknown.
std::string Origins::says(const IdRange& range) const {
    std::string words;
    Clock at = range.clock;
    while (at < range.end()) {
        const auto found = doc_.find({range.client, at});
        if (!found) return {};
        const crdt::ItemView item = doc_.view(found->item);
        if (!says_something(item)) return {};
        if (item.kind == ContentKind::Embed) {
            words += item.content;
            ++at;
            continue;
        }
        const Clock end = std::min(item.length, range.end() - item.id.clock);
        const std::size_t from = utf8::byte_of_utf16(item.content, found->offset);
        const std::string_view rest = item.content.substr(from);
        words += rest.substr(0, utf8::byte_of_utf16(rest, end - found->offset));
        at = item.id.clock + end;
    }
    return words;
}

} // namespace denkraum::document::history
