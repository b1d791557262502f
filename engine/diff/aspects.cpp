// SPDX-License-Identifier: EUPL-1.2
#include "engine/diff/aspects.hpp"

#include <utility>

#include "base/check.hpp"
#include "base/prose/atoms.hpp"

namespace denkraum::diff {
namespace {

/// What of the runs is other than before; collected piece by piece.
struct InRuns {
    bool marks = false;
    bool links = false;
    bool terms = false;
    bool notes = false;
    bool images = false;
};

/// The same runs with those marks alone that `kept` leaves, joined where they agree then.
template <class Kept>
Content only(const Content& runs, Kept kept) {
    Content out;
    for (const prose::Inline& run : runs) {
        if (run.atom.empty()) {
            prose::append_run(out, run.text, kept(run.marks));
        } else {
            out.push_back({.marks = kept(run.marks), .atom = run.atom});
        }
    }
    return out;
}

void look_at(const BlockDiff& part, InRuns& seen) {
    for (const Piece& piece : part.pieces) {
        if (piece.kind == PieceKind::Kept) continue;
        if (piece.kind == PieceKind::Formatted) {
            const Formatting is = formatting_of(piece);
            seen.marks |= is.marks;
            seen.links |= is.links;
            seen.terms |= is.terms;
            continue;
        }
        for (const prose::Inline& run : piece.runs) {
            seen.notes |= prose::note_of(run).has_value();
            seen.images |= prose::image_of(run).has_value();
        }
    }
}

InRuns in_runs_of(const Entry& entry) {
    InRuns seen;
    for (const BlockDiff& part : entry.parts)
        look_at(part, seen);
    if (!entry.table) return seen;
    for (const auto& row : entry.table->cells) {
        for (const BlockDiff& cell : row)
            look_at(cell, seen);
    }
    return seen;
}

} // namespace

std::string_view id_of(Aspect aspect) {
    switch (aspect) {
    case Aspect::Kind: return "kind";
    case Aspect::Level: return "level";
    case Aspect::List: return "list";
    case Aspect::Marks: return "marks";
    case Aspect::Links: return "links";
    case Aspect::Terms: return "terms";
    case Aspect::Notes: return "notes";
    case Aspect::Images: return "images";
    case Aspect::Heads: return "heads";
    case Aspect::Sources: return "sources";
    }
    CHECK(false, "every aspect has an id");
}

Formatting formatting_of(const Piece& piece) {
    CHECK(piece.kind == PieceKind::Formatted, "only such a piece has both");
    const auto differs = [&](auto kept) {
        return only(piece.runs_before, kept) != only(piece.runs, kept);
    };
    return {
        .marks = differs([](const prose::Marks& marks) {
            return prose::Marks{.strong = marks.strong, .em = marks.em, .code = marks.code};
        }),
        .links =
            differs([](const prose::Marks& marks) { return prose::Marks{.link = marks.link}; }),
        .terms = differs([](const prose::Marks& marks) { return prose::Marks{.term = marks.term}; })
    };
}

std::vector<Aspect> aspects_of(const Entry& entry) {
    if (entry.before.empty() || entry.after.empty()) return {};
    const InRuns runs = in_runs_of(entry);
    const bool has_other_heads =
        entry.table
        && (entry.table->header_row != entry.table->header_row_before
            || entry.table->header_column != entry.table->header_column_before);
    std::vector<Aspect> out;
    for (const auto& [is_so, aspect] :
         {std::pair{entry.changed.kind, Aspect::Kind},
          {entry.changed.level, Aspect::Level},
          {entry.changed.list, Aspect::List},
          {runs.marks, Aspect::Marks},
          {runs.links, Aspect::Links},
          {runs.terms, Aspect::Terms},
          {runs.notes, Aspect::Notes},
          {runs.images, Aspect::Images},
          {has_other_heads, Aspect::Heads},
          {entry.changed.sources, Aspect::Sources}}) {
        if (is_so) out.push_back(aspect);
    }
    return out;
}

} // namespace denkraum::diff
