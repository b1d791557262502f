// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "domain/document/log/update_log.hpp"
#include "engine/crdt/doc.hpp"
#include "engine/crdt/id.hpp"

/// Which record of the log first brought a unit of the text, and which first deleted it. Built
/// record by record and kept; together with the document of now it answers every question about
/// the past without reading the log again.
namespace denkraum::document::history {

/// Consecutive units that came (or went) with one record: [from, end).
struct Span {
    crdt::Clock from = 0;
    crdt::Clock end = 0;
    std::uint32_t seq = 0;
};

/// Spans by client, sorted, none overlapping: what is known already stays as it is.
class SpanTable {
public:
    void add(const crdt::IdRange& range, Seq seq);
    /// The span that holds the unit, or nothing.
    [[nodiscard]] const Span* find(crdt::Id id) const;
    /// All spans of a client.
    [[nodiscard]] std::span<const Span> of(crdt::ClientId client) const;
    [[nodiscard]] std::size_t span_count() const;

private:
    std::unordered_map<crdt::ClientId, std::vector<Span>> clients_;
};

class Arrivals {
public:
    /// The next record. Fails: Corrupt when it does not follow the one before or is no update.
    [[nodiscard]] Done add(const update_log::Line& line, ByteView update);

    [[nodiscard]] Seq seq() const { return static_cast<Seq>(lines_.size()); }
    /// Requires: 1 ≤ seq ≤ seq().
    [[nodiscard]] const update_log::Line& line(Seq seq) const {
        return lines_[static_cast<std::size_t>(seq) - 1];
    }
    [[nodiscard]] const std::vector<update_log::Line>& lines() const { return lines_; }

    [[nodiscard]] const SpanTable& inserted() const { return inserted_; }
    [[nodiscard]] const SpanTable& deleted() const { return deleted_; }

private:
    std::vector<update_log::Line> lines_;
    SpanTable inserted_;
    SpanTable deleted_;
    crdt::Doc nothing_; ///< against which updates are inspected
};

} // namespace denkraum::document::history
