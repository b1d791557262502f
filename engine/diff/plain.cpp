// SPDX-License-Identifier: EUPL-1.2
#include "engine/diff/plain.hpp"

#include <algorithm>

#include "base/prose/atoms.hpp"
#include "base/utf8.hpp"
#include "engine/diff/aspects.hpp"

namespace denkraum::diff {
namespace {

/// Collects what is said of one entry.
class Speaker {
public:
    explicit Speaker(const Wording& wording) : wording_(wording) {}

    [[nodiscard]] std::string words_of(const Content& content) const {
        std::string words;
        for (const prose::Inline& run : content) {
            if (run.atom.empty()) {
                words += run.text;
            } else if (const auto image = prose::image_of(run)) {
                words += filled(wording_.image, {{"words", image->alternative}});
            } else if (const auto note = prose::note_of(run)) {
                words += filled(wording_.note, {{"words", note->words}});
            } else {
                words += wording_.other;
            }
        }
        std::ranges::replace(words, '\n', ' ');
        return std::string(utf8::trim(words));
    }

    void say(std::string change) {
        if (change.empty()) return;
        if (!said_.empty()) said_ += wording_.between;
        said_ += change;
    }

    void say_pieces(const std::vector<BlockDiff>& parts) {
        for (const BlockDiff& part : parts) {
            for (std::size_t i = 0; i < part.pieces.size(); ++i) {
                const bool is_replaced = part.pieces[i].kind == PieceKind::Removed
                                         && i + 1 < part.pieces.size()
                                         && part.pieces[i + 1].kind == PieceKind::Added;
                say_piece(part.pieces[i], is_replaced ? &part.pieces[i + 1] : nullptr);
                if (is_replaced) ++i;
            }
        }
    }

    void say_aspects(const Aspects& changed) {
        if (changed.kind) say(wording_.kind_changed);
        if (changed.level) say(wording_.level_changed);
        if (changed.list) say(wording_.list_changed);
        if (changed.sources) say(wording_.sources_changed);
    }

    void say_table(const TableDiff& table) {
        if (table.header_row != table.header_row_before
            || table.header_column != table.header_column_before) {
            say(wording_.heads_changed);
        }
        for (std::size_t c = 0; c < table.columns.size(); ++c)
            say_column(table, c);
        for (std::size_t r = 0; r < table.rows.size(); ++r)
            say_row(table, r);
    }

    [[nodiscard]] std::string changes() const { return said_.empty() ? wording_.nothing : said_; }

private:
    void say_piece(const Piece& piece, const Piece* replacement) {
        const std::string words = words_of(piece.runs);
        switch (piece.kind) {
        case PieceKind::Kept: return;
        case PieceKind::Added: return say_words(wording_.words_added, words);
        case PieceKind::Formatted: return say_formatted(piece, words);
        case PieceKind::Removed: break;
        }
        const std::string now = replacement == nullptr ? "" : words_of(replacement->runs);
        if (now.empty()) return say_words(wording_.words_removed, words);
        if (words.empty()) return say_words(wording_.words_added, now);
        say(filled(wording_.words_replaced, {{"before", words}, {"words", now}}));
    }

    void say_formatted(const Piece& piece, const std::string& words) {
        if (words.empty()) return;
        const Formatting is = formatting_of(piece);
        const bool has_link = is.links && !wording_.words_linked.empty();
        const bool has_term = is.terms && !wording_.words_explained.empty();
        if (is.marks || (is.links && !has_link) || (is.terms && !has_term)) {
            say_words(wording_.words_formatted, words);
        }
        const auto say_both = [&](const std::string& sentence, std::string prose::Marks::* mark) {
            const std::string before = all_of(piece.runs_before, mark);
            const std::string now = all_of(piece.runs, mark);
            say(filled(sentence, {{"words", words}, {"before", before}, {"now", now}}));
        };
        if (has_link) say_both(wording_.words_linked, &prose::Marks::link);
        if (has_term) say_both(wording_.words_explained, &prose::Marks::term);
    }

    [[nodiscard]] std::string all_of(const Content& runs, std::string prose::Marks::* mark) const {
        std::string all;
        std::string_view last;
        for (const prose::Inline& run : runs) {
            const std::string& one = run.marks.*mark;
            if (one.empty() || one == last) continue;
            if (!all.empty()) all += wording_.between;
            all += one;
            last = one;
        }
        return all.empty() ? wording_.none : all;
    }

    /// Nobody needs to hear that a space has come or gone.
    void say_words(const std::string& sentence, const std::string& words) {
        if (!words.empty()) say(filled(sentence, {{"words", words}}));
    }

    [[nodiscard]] static std::string number(const std::optional<std::size_t>& index) {
        return index ? std::to_string(*index + 1) : "";
    }

    void append_cell(std::string& words, const BlockDiff& cell) const {
        for (const Piece& piece : cell.pieces) {
            const std::string more = words_of(piece.runs);
            if (!words.empty() && !more.empty()) words += ' ';
            words += more;
        }
    }

    void say_column(const TableDiff& table, std::size_t column) {
        const TableLine& line = table.columns[column];
        if (!line.is_added() && !line.is_removed()) return;
        std::string words;
        for (const auto& row : table.cells)
            append_cell(words, row[column]);
        const bool is_added = line.is_added();
        const std::string place = number(is_added ? line.after : line.before);
        const std::string& sentence = is_added ? wording_.column_added : wording_.column_removed;
        say(filled(sentence, {{"column", place}, {"words", words}}));
    }

    void say_row(const TableDiff& table, std::size_t row) {
        const TableLine& line = table.rows[row];
        if (line.is_added() || line.is_removed()) {
            std::string words;
            for (const BlockDiff& cell : table.cells[row])
                append_cell(words, cell);
            const bool is_added = line.is_added();
            const std::string place = number(is_added ? line.after : line.before);
            const std::string& sentence = is_added ? wording_.row_added : wording_.row_removed;
            return say(filled(sentence, {{"row", place}, {"words", words}}));
        }
        for (std::size_t c = 0; c < table.columns.size(); ++c) {
            const TableLine& column = table.columns[c];
            if (column.is_added() || column.is_removed()) continue;
            Speaker inside(wording_);
            inside.say_pieces({table.cells[row][c]});
            if (inside.said_.empty()) continue;
            const std::string row_number = number(line.after);
            const std::string column_number = number(column.after);
            say(filled(
                wording_.cell,
                {{"row", row_number}, {"column", column_number}, {"changes", inside.said_}}
            ));
        }
    }

    const Wording& wording_;
    std::string said_;
};

std::string name_of(
    const std::function<std::string(std::size_t)>& names, std::size_t index, const Wording& wording
) {
    if (names) return names(index);
    return filled(wording.place, {{"number", std::to_string(index + 1)}});
}

std::string names_of(
    const std::function<std::string(std::size_t)>& names,
    const std::vector<std::size_t>& indexes,
    const Wording& wording
) {
    std::string all;
    for (const std::size_t index : indexes) {
        if (!all.empty()) all += wording.between;
        all += name_of(names, index, wording);
    }
    return all;
}

/// All words of an entry with one side: its content, then its table.
std::string all_words(const Entry& entry, const Speaker& speaker) {
    const bool is_added = entry.fate == Fate::Added;
    std::string words =
        speaker.words_of(is_added ? after_side(entry.parts) : before_side(entry.parts));
    if (!entry.table) return words;
    const prose::Table table = is_added ? after_side(*entry.table) : before_side(*entry.table);
    for (const prose::Row& row : table.rows) {
        for (const prose::Cell& cell : row) {
            const std::string more = speaker.words_of(cell);
            if (!words.empty() && !more.empty()) words += ' ';
            words += more;
        }
    }
    return words;
}

const std::string& sentence_of(const Entry& entry, const Wording& wording) {
    switch (entry.fate) {
    case Fate::Added: return wording.added;
    case Fate::Removed: return wording.removed;
    case Fate::Split: return wording.split;
    case Fate::Joined: return wording.joined;
    case Fate::Kept: return wording.moved;
    case Fate::Changed: break;
    }
    return entry.moved ? wording.moved_changed : wording.changed;
}

} // namespace

std::string in_words(const Entry& entry, const Wording& wording, const PlaceNames& names) {
    if (entry.is_unchanged()) return {};
    Speaker speaker(wording);
    const bool is_one_sided = entry.before.empty() || entry.after.empty();
    if (!is_one_sided) {
        speaker.say_pieces(entry.parts);
        speaker.say_aspects(entry.changed);
        if (entry.table) speaker.say_table(*entry.table);
    }
    const std::string before = names_of(names.before, entry.before, wording);
    const std::string after = names_of(names.after, entry.after, wording);
    const std::string words = is_one_sided ? all_words(entry, speaker) : "";
    const std::string changes = speaker.changes();
    return filled(
        sentence_of(entry, wording),
        {{"place", after.empty() ? before : after},
         {"places", after},
         {"place_before", before},
         {"places_before", before},
         {"words", words},
         {"changes", changes}}
    );
}

std::string in_words(const ProseDiff& diff, const Wording& wording, const PlaceNames& names) {
    std::string lines;
    for (const Entry& entry : diff.entries) {
        if (entry.is_unchanged()) continue;
        lines += in_words(entry, wording, names);
        lines += '\n';
    }
    return lines;
}

std::string filled(
    std::string_view sentence,
    std::initializer_list<std::pair<std::string_view, std::string_view>> values
) {
    std::string out;
    while (!sentence.empty()) {
        const std::size_t open = std::min(sentence.find('{'), sentence.size());
        const std::size_t close = sentence.find('}', open);
        out += sentence.substr(0, open);
        if (close == std::string_view::npos) return out += sentence.substr(open);
        const std::string_view name = sentence.substr(open + 1, close - open - 1);
        const auto value =
            std::ranges::find_if(values, [&](const auto& known) { return known.first == name; });
        out += value == values.end() ? sentence.substr(open, close - open + 1) : value->second;
        sentence.remove_prefix(close + 1);
    }
    return out;
}

} // namespace denkraum::diff
