// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/comparison/diff_html.hpp"

#include <vector>

#include "base/check.hpp"
#include "base/prose/atoms.hpp"
#include "domain/document/comparison/aspect_words.hpp"
#include "domain/document/comparison/diff_text.hpp"

namespace denkraum::document::comparison {
namespace {

using diff::BlockDiff;
using diff::Entry;
using diff::Fate;
using diff::PieceKind;
using html::attr;
using html::cls;
using html::el;
using html::Html;
using html::text;

/// What stands in both, before, or after: which pieces one column shows.
enum class Side { Both, Before, After };

bool is_on(PieceKind kind, Side side) {
    if (side == Side::Both || kind == PieceKind::Kept || kind == PieceKind::Formatted) return true;
    return (kind == PieceKind::Removed) == (side == Side::Before);
}

class Painter {
public:
    Painter(const i18n::Words& say, const DiffView& view) : say_(say), view_(view) {}

    Html all(const diff::ProseDiff& diff) {
        Html out;
        std::vector<const Entry*> unchanged;
        unchanged_words_ = words_unchanged(diff);
        CHECK(view_.below.empty() || view_.below.size() == diff.entries.size(), "one per entry");
        for (std::size_t index = 0; index < diff.entries.size(); ++index) {
            const Entry& entry = diff.entries[index];
            if (entry.is_unchanged()) {
                unchanged.push_back(&entry);
                continue;
            }
            out += folded(unchanged);
            unchanged.clear();
            out += change(entry, view_.below.empty() ? Html() : view_.below[index]);
        }
        return el("div", {cls("dk-diff")}, out + folded(unchanged));
    }

    Html one(const Entry& entry) {
        const std::vector<diff::Aspect> found = diff::aspects_of(entry);
        std::string told;
        if (!found.empty()) {
            for (const std::string& words : aspect_words(say_, found, kinds_of(entry)))
                told += (told.empty() ? "" : " · ") + words;
        }
        const Html what = told.empty() ? Html() : el("p", {cls("dk-diff__what")}, text(told));
        return what + inline_body(entry);
    }

    Html pieces(const BlockDiff& diff, Side side) {
        Html out;
        for (const diff::Piece& piece : diff.pieces) {
            if (is_on(piece.kind, side)) out += painted(piece, side);
        }
        return out;
    }

private:
    static std::size_t words_unchanged(const diff::ProseDiff& diff) {
        std::size_t bytes = 0;
        for (const Entry& entry : diff.entries) {
            if (!entry.is_unchanged()) continue;
            for (const BlockDiff& part : entry.parts) {
                for (const diff::Piece& piece : part.pieces) {
                    for (const prose::Inline& run : piece.runs)
                        bytes += run.text.size();
                }
            }
        }
        constexpr std::size_t bytes_per_word = 7;
        return bytes / bytes_per_word;
    }

    /// Notes and terms would be links to a list that is not here: notes stand in the text.
    Html words(const diff::Content& runs) {
        std::vector<prose::Inline> shown;
        for (const prose::Inline& run : runs) {
            prose::Inline one = run;
            one.marks.term.clear();
            if (const auto note = prose::note_of(run)) {
                one = {.text = " [" + say_("Anmerkung: {}", note->words) + "]"};
            }
            shown.push_back(std::move(one));
        }
        const Html out = html::Inlines(say_.code(), view_.image_address).html(shown);
        if (out.empty() || !is_foreign(say_, view_)) return out;
        return el("span", {attr("lang", view_.text_language)}, out);
    }

    Html painted(const diff::Piece& piece, Side side) {
        const auto hidden = [&](std::string_view words) {
            return el("span", {cls("kern-sr-only")}, text(words));
        };
        switch (piece.kind) {
        case PieceKind::Kept: return words(piece.runs);
        case PieceKind::Added:
            return el("ins", {}, hidden(say_("eingefügt:") + " ") + words(piece.runs));
        case PieceKind::Removed:
            return el("del", {}, hidden(say_("gestrichen:") + " ") + words(piece.runs));
        case PieceKind::Formatted:
            return el(
                "span",
                {cls("dk-diff__marked"), attr("title", say_("andere Auszeichnung"))},
                words(side == Side::Before ? piece.runs_before : piece.runs)
            );
        }
        CHECK(false, "every kind of piece is painted");
    }

    Html change(const Entry& entry, const Html& below) {
        const Html head =
            el("p",
               {cls("dk-diff__what")},
               el("strong", {}, text(fate_words(entry))),
               text(" " + numbers(entry) + aspects(entry)));
        const Html body = view_.layout == Layout::Inline ? inline_body(entry) : columns(entry);
        return el(
            "div", {cls("dk-diff__change dk-diff__change--" + css_name(entry))}, head, body, below
        );
    }

    static std::string css_name(const Entry& entry) {
        switch (entry.fate) {
        case Fate::Added: return "added";
        case Fate::Removed: return "removed";
        case Fate::Kept:
        case Fate::Changed:
        case Fate::Split:
        case Fate::Joined: return "changed";
        }
        CHECK(false, "every fate has a name");
    }

    std::string fate_words(const Entry& entry) {
        switch (entry.fate) {
        case Fate::Added: return say_("Neu");
        case Fate::Removed: return say_("Gestrichen");
        case Fate::Kept: return say_("Verschoben");
        case Fate::Changed: return entry.moved ? say_("Verschoben und geändert") : say_("Geändert");
        case Fate::Split: return say_("Geteilt");
        case Fate::Joined: return say_("Zusammengefasst");
        }
        CHECK(false, "every fate has words");
    }

    static std::string
    named(std::span<const std::string> names, const std::vector<std::size_t>& indexes) {
        std::string out;
        for (const std::size_t index : indexes) {
            if (index >= names.size() || names[index].empty()) continue;
            out += (out.empty() ? "" : ", ") + names[index];
        }
        return out;
    }

    std::string numbers(const Entry& entry) {
        const std::string before = named(view_.numbers_before, entry.before);
        const std::string after = named(view_.numbers, entry.after);
        if (before.empty() && after.empty()) return {};
        if (before.empty() || before == after) return say_("Nr. {}", after);
        if (after.empty()) return say_("bisher Nr. {}", before);
        return say_("Nr. {}, bisher {}", after, before);
    }

    /// What else is different: the kind is named from and to.
    std::string aspects(const Entry& entry) {
        const std::vector<diff::Aspect> found = diff::aspects_of(entry);
        if (found.empty()) return {};
        std::string out;
        for (const std::string& words : aspect_words(say_, found, kinds_of(entry)))
            out += " · " + words;
        return out;
    }

    Html inline_body(const Entry& entry) {
        Html out;
        for (const BlockDiff& part : entry.parts)
            out += el("p", {cls("dk-diff__words")}, pieces(part, Side::Both));
        return out + (entry.table ? table(*entry.table, Side::Both) : Html());
    }

    Html columns(const Entry& entry) {
        const auto column = [&](Side side, const std::string& label, bool is_there) {
            Html out = el("p", {cls("dk-diff__side")}, text(label));
            for (const BlockDiff& part : entry.parts)
                out += el("p", {cls("dk-diff__words")}, pieces(part, side));
            if (entry.table) out += table(*entry.table, side);
            if (!is_there) out = el("p", {cls("dk-diff__side")}, text(label + " –"));
            return el("div", {}, out);
        };
        return el(
            "div",
            {cls("dk-diff__columns")},
            column(Side::Before, say_("Bisher:"), entry.fate != Fate::Added),
            column(Side::After, say_("Neu:"), entry.fate != Fate::Removed)
        );
    }

    Html table(const diff::TableDiff& diff, Side side) {
        Html rows;
        for (std::size_t row = 0; row < diff.rows.size(); ++row) {
            if (is_absent(diff.rows[row], side)) continue;
            Html cells;
            for (std::size_t column = 0; column < diff.columns.size(); ++column) {
                if (is_absent(diff.columns[column], side)) continue;
                cells += el("td", {cls("kern-table__cell")}, pieces(diff.cells[row][column], side));
            }
            rows += el("tr", {cls("kern-table__row")}, cells);
        }
        return el(
            "div",
            {cls("dk-table"),
             attr("role", "region"),
             attr("tabindex", "0"),
             attr("aria-label", say_("Tabelle"))},
            el("table", {cls("kern-table")}, el("tbody", {}, rows))
        );
    }

    static bool is_absent(const diff::TableLine& line, Side side) {
        return (side == Side::Before && line.is_added())
               || (side == Side::After && line.is_removed());
    }

    Html folded(const std::vector<const Entry*>& entries) {
        if (entries.empty()) return {};
        const std::string title = say_.plural(
            "{} unveränderter Absatz", "{} unveränderte Absätze", static_cast<long>(entries.size())
        );
        if (unchanged_words_ > shown_words_max) {
            return el("p", {cls("dk-diff__unchanged")}, text(title));
        }
        Html body;
        for (const Entry* entry : entries)
            body += inline_body(*entry);
        return el("details", {cls("dk-diff__unchanged")}, el("summary", {}, text(title)), body);
    }

    const i18n::Words& say_;
    const DiffView& view_;
    std::size_t unchanged_words_ = 0;
};

} // namespace

Tally tally(const diff::ProseDiff& diff) {
    Tally count;
    for (const Entry& entry : diff.entries) {
        switch (entry.fate) {
        case Fate::Added: ++count.added; break;
        case Fate::Removed: ++count.removed; break;
        case Fate::Kept: ++(entry.moved ? count.moved : count.unchanged); break;
        case Fate::Changed:
        case Fate::Split:
        case Fate::Joined: ++count.changed; break;
        }
    }
    return count;
}

std::string summary(const i18n::Words& say, const Tally& tally) {
    if (tally.added + tally.removed + tally.changed + tally.moved == 0) {
        return say("Beide Fassungen haben denselben Wortlaut.");
    }
    std::string out;
    const auto add = [&](long count, const std::string& words) {
        if (count > 0) out += (out.empty() ? "" : ", ") + words;
    };
    add(tally.added, say.plural("{} Absatz neu", "{} Absätze neu", tally.added));
    add(tally.changed, say.plural("{} geändert", "{} geändert", tally.changed));
    add(tally.removed, say.plural("{} gestrichen", "{} gestrichen", tally.removed));
    add(tally.moved, say.plural("{} verschoben", "{} verschoben", tally.moved));
    add(tally.unchanged, say.plural("{} unverändert", "{} unverändert", tally.unchanged));
    return out + ".";
}

Html diff_html(const i18n::Words& say, const diff::ProseDiff& diff, const DiffView& view) {
    if (view.layout == Layout::Text) return diff_text(say, diff, view);
    return Painter(say, view).all(diff);
}

Html entry_html(const i18n::Words& say, const diff::Entry& entry, const DiffView& view) {
    return Painter(say, view).one(entry);
}

} // namespace denkraum::document::comparison
