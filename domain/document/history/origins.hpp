// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "domain/document/history/arrivals.hpp"
#include "engine/crdt/doc.hpp"

/// Who wrote a unit first, where it was not the one whose id it bears.
///
/// Undo and redo write copies under the id of whoever presses the key. A copy's right neighbour
/// when it was written is the first unit of the deleted original, and it says the same; the same
/// actor had deleted the original before. Where something was typed right before (or behind) a
/// copy in the same breath, only the end (or the beginning) of what came is the copy.
///
/// A moved block is a new marker of a uid whose old marker is gone by then; what came with it says
/// what stood behind the old one, in the same order.
namespace denkraum::document::history {

class Origins {
public:
    /// Requires: the document holds exactly the records of the arrivals; both outlive this.
    Origins(const crdt::Doc& doc, const Arrivals& arrivals);

    /// Units [id.clock, id.clock + length) that were written by the same record, and from where
    /// they were taken, copies followed to their first writing.
    struct Piece {
        crdt::Clock length = 0;
        Seq seq = 0;           ///< of the record that first wrote them; 0: in no record
        crdt::Id written = {}; ///< the unit as it was first written
    };
    /// Appends the pieces of one item's units, in order.
    void trace(const crdt::ItemView& item, std::vector<Piece>& out) const;

private:
    struct Copy {
        crdt::Clock from;
        crdt::Clock end;
        crdt::Id source; ///< of the unit at `from`
    };
    struct Marked {
        crdt::ItemIndex item;
        crdt::Id id;
        Seq came;
        Seq went; ///< 0: alive
    };
    struct Unit {
        crdt::Id id;
        std::string_view says; ///< UTF-8 of one unit, or an embed
    };

    [[nodiscard]] bool is_moved(const crdt::IdRange& range) const;
    [[nodiscard]] bool may_hold_copies(const crdt::ItemView& item) const;
    void trace_range(const crdt::IdRange& range, int followed, std::vector<Piece>& out) const;
    void trace_written(const crdt::IdRange& range, int followed, std::vector<Piece>& out) const;
    void trace_span(
        const crdt::IdRange& range, const Span& span, int followed, std::vector<Piece>& out
    ) const;
    [[nodiscard]] crdt::IdRange run_around(crdt::Id id, const Span& span) const;
    [[nodiscard]] std::vector<Copy> undone_in(const crdt::IdRange& run, Seq seq) const;
    /// Units from here on that went together: at least so many come back together.
    [[nodiscard]] crdt::Clock extent_of(crdt::Id right, const Span& gone) const;
    [[nodiscard]] bool
    may_be_copy(Seq seq, crdt::Id right, const Span& gone, crdt::Clock length) const;
    [[nodiscard]] std::string says(const crdt::IdRange& range) const;
    [[nodiscard]] Seq came(crdt::Id id) const;
    [[nodiscard]] Seq went(crdt::Id id) const;

    void find_moves();
    void find_move(const Marked& fresh, const std::vector<Marked>& markers);
    template <class Take>
    static bool each_unit(const crdt::ItemView& view, Take take);
    [[nodiscard]] std::vector<Unit> copies_behind(const Marked& fresh) const;
    [[nodiscard]] std::vector<crdt::Id>
    sources_of(const std::vector<Unit>& copies, const Marked& dead, Seq seq, bool strictly) const;
    [[nodiscard]] std::vector<Unit>
    gone_behind(const Marked& dead, Seq seq, bool strictly, std::size_t looked_at_max) const;
    void note_copy(crdt::Id copy, crdt::Id source);

    const crdt::Doc& doc_;
    const Arrivals& arrivals_;
    /// Units that a move copied, by client, sorted once all are found.
    std::unordered_map<crdt::ClientId, std::vector<Copy>> moved_;
};

} // namespace denkraum::document::history
