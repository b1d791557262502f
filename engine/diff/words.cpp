// SPDX-License-Identifier: EUPL-1.2
#include "engine/diff/words.hpp"

#include <algorithm>
#include <array>

#include "base/check.hpp"
#include "engine/diff/script.hpp"
#include "engine/diff/tidy.hpp"

namespace denkraum::diff {
namespace {

/// Which tokens of both texts belong together, and what is removed and added between them.
class Writer {
public:
    Writer(const Text& before, const Text& after) : before_(before), after_(after), parts_(1) {}

    /// What stands between two kept units. Equal spaces at both ends are kept, so that "x " is
    /// added to "a b" rather than " x".
    void between(Edit edit) {
        const auto same = [&](std::size_t b, std::size_t a) {
            const Token& one = before_.tokens[b];
            return one.kind == TokenKind::Space && one.key == after_.tokens[a].key;
        };
        while (edit.before_first < edit.before_last && edit.after_first < edit.after_last
               && same(edit.before_first, edit.after_first)) {
            keep(edit.before_first++, edit.after_first++);
        }
        std::size_t kept = 0;
        while (edit.before_first < edit.before_last && edit.after_first < edit.after_last
               && same(edit.before_last - 1, edit.after_last - 1)) {
            --edit.before_last;
            --edit.after_last;
            ++kept;
        }
        change(before_, edit.before_first, edit.before_last, PieceKind::Removed);
        change(after_, edit.after_first, edit.after_last, PieceKind::Added);
        for (std::size_t i = 0; i < kept; ++i)
            keep(edit.before_last + i, edit.after_last + i);
    }

    void keep(std::size_t before, std::size_t after) {
        const bool same = same_marks(before_, before_.tokens[before], after_, after_.tokens[after]);
        Piece& piece = piece_of(same ? PieceKind::Kept : PieceKind::Formatted);
        append_runs(piece.runs, after_, after, after + 1);
        if (!same) append_runs(piece.runs_before, before_, before, before + 1);
    }

    std::vector<BlockDiff> parts() && { return std::move(parts_); }

private:
    Piece& piece_of(PieceKind kind) {
        std::vector<Piece>& pieces = parts_.back().pieces;
        if (pieces.empty() || pieces.back().kind != kind) pieces.push_back({kind, {}, {}});
        return pieces.back();
    }

    void change(const Text& text, std::size_t first, std::size_t last, PieceKind kind) {
        while (first < last) {
            std::size_t end = first;
            while (end < last && text.tokens[end].kind != TokenKind::Break)
                ++end;
            if (end > first) append_runs(piece_of(kind).runs, text, first, end);
            if (end < last) parts_.emplace_back();
            first = end + 1;
        }
    }

    const Text& before_;
    const Text& after_;
    std::vector<BlockDiff> parts_;
};

std::size_t token_at(const Units& units, std::size_t unit) {
    return unit < units.tokens.size() ? units.tokens[unit] : units.text.tokens.size();
}

std::vector<BlockDiff> write(const Script& script, const Units& before, const Units& after) {
    Writer writer(before.text, after.text);
    std::size_t before_done = 0; // tokens
    std::size_t after_done = 0;
    std::size_t before_unit = 0;
    std::size_t after_unit = 0;
    const auto up_to = [&](std::size_t before_last, std::size_t after_last) {
        writer.between({before_done, before_last, after_done, after_last});
        before_done = before_last;
        after_done = after_last;
    };
    const auto keep_until = [&](std::size_t last) {
        for (; before_unit < last; ++before_unit, ++after_unit) {
            up_to(before.tokens[before_unit], after.tokens[after_unit]);
            writer.keep(before_done++, after_done++);
        }
    };
    for (const Edit& edit : script) {
        keep_until(edit.before_first);
        before_unit = edit.before_last;
        after_unit = edit.after_last;
    }
    keep_until(before.tokens.size());
    up_to(token_at(before, before.tokens.size()), token_at(after, after.tokens.size()));
    return std::move(writer).parts();
}

template <class Side>
Content side_of(std::span<const BlockDiff> parts, Side runs_of_piece) {
    Content content;
    for (const BlockDiff& part : parts) {
        for (const Piece& piece : part.pieces) {
            for (const prose::Inline& run : runs_of_piece(piece)) {
                if (run.atom.empty()) {
                    prose::append_run(content, run.text, run.marks);
                } else {
                    content.push_back(run);
                }
            }
        }
    }
    return content;
}

const Content no_runs;

} // namespace

bool BlockDiff::has_other_words() const {
    return std::ranges::any_of(pieces, [](const Piece& piece) {
        return piece.kind == PieceKind::Added || piece.kind == PieceKind::Removed;
    });
}

bool BlockDiff::has_other_marks() const {
    return std::ranges::any_of(pieces, [](const Piece& piece) {
        return piece.kind == PieceKind::Formatted;
    });
}

Content before_side(std::span<const BlockDiff> parts) {
    return side_of(parts, [](const Piece& piece) -> const Content& {
        if (piece.kind == PieceKind::Added) return no_runs;
        return piece.kind == PieceKind::Formatted ? piece.runs_before : piece.runs;
    });
}

Content after_side(std::span<const BlockDiff> parts) {
    return side_of(parts, [](const Piece& piece) -> const Content& {
        return piece.kind == PieceKind::Removed ? no_runs : piece.runs;
    });
}

std::vector<BlockDiff> compare_parts(
    std::span<const Content* const> before,
    std::span<const Content* const> after,
    Dictionary& dictionary
) {
    CHECK(std::min(before.size(), after.size()) == 1, "one becomes several, or several one");
    const Text old_text = text_of(before, dictionary);
    const Text new_text = text_of(after, dictionary);
    const Units old_units(old_text);
    const Units new_units(new_text);
    const Script script = script_of(old_units.keys, new_units.keys);
    return write(tidied(script, old_units, new_units), old_units, new_units);
}

BlockDiff compare_words(const Content& before, const Content& after) {
    if (before == after) return whole(PieceKind::Kept, before);
    Dictionary dictionary;
    const std::array old_content{&before};
    const std::array new_content{&after};
    return compare_parts(old_content, new_content, dictionary).front();
}

BlockDiff whole(PieceKind kind, const Content& content) {
    if (content.empty()) return {};
    return {{{kind, content, {}}}};
}

} // namespace denkraum::diff
