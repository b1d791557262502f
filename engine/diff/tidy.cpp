// SPDX-License-Identifier: EUPL-1.2
#include "engine/diff/tidy.hpp"

#include <algorithm>

#include "engine/diff/limits.hpp"

namespace denkraum::diff {
namespace {

/// How far one addition or removal is slid at most.
constexpr std::size_t slide_max = 200;

std::size_t weight(const Units& units, std::size_t first, std::size_t last) {
    std::size_t bytes = 0;
    for (std::size_t i = first; i < last; ++i) {
        const Token& token = units.text.tokens[units.tokens[i]];
        if (token.kind == TokenKind::Word) bytes += token.end - token.begin;
    }
    return bytes;
}

bool may_be_given_up(const Units& units, std::size_t first, std::size_t last) {
    std::size_t words = 0;
    for (std::size_t i = first; i < last; ++i) {
        const TokenKind kind = units.text.tokens[units.tokens[i]].kind;
        if (kind == TokenKind::Atom) return false;
        if (kind == TokenKind::Word) ++words;
    }
    return words <= island_words_max;
}

std::size_t weight_of(const Edit& edit, const Units& before, const Units& after) {
    return std::max(
        weight(before, edit.before_first, edit.before_last),
        weight(after, edit.after_first, edit.after_last)
    );
}

/// How naturally a text is cut in front of this unit.
int border(const Units& units, std::size_t unit) {
    if (unit == 0 || unit == units.tokens.size()) return 3;
    const Token& last = units.text.tokens[units.tokens[unit - 1]];
    if (last.kind == TokenKind::Break) return 3;
    const std::string_view sign = units.text.word(last);
    if (sign == "." || sign == "!" || sign == "?") return 3;
    if (sign == "," || sign == ";" || sign == ":") return 2;
    return units.text.tokens[units.tokens[unit] - 1].kind == TokenKind::Space ? 1 : 0;
}

/// Slides a range of one side within the kept units around it; `other` moves along on the other
/// side, where the range is empty.
struct Slide {
    const Units& units;
    std::size_t& first;
    std::size_t& last;
    std::size_t& other;
    std::size_t room_before;
    std::size_t room_after;

    void run() {
        std::size_t left = 0;
        while (left < room_before && units.keys[first - 1] == units.keys[last - 1]) {
            shift(-1);
            ++left;
        }
        int best = score();
        std::size_t best_at = 0;
        std::size_t right = 0;
        const std::size_t reach = left + room_after;
        while (right < reach && units.keys[first] == units.keys[last]) {
            shift(1);
            ++right;
            if (score() >= best) {
                best = score();
                best_at = right;
            }
        }
        for (; right > best_at; --right)
            shift(-1);
    }

private:
    [[nodiscard]] int score() const { return border(units, first) + border(units, last); }
    void shift(int by) {
        const auto step = static_cast<std::size_t>(by);
        first += step;
        last += step;
        other += step;
    }
};

void slide(Edit& edit, std::size_t room_before, std::size_t room_after, const Units& units) {
    const bool is_addition = edit.before_first == edit.before_last;
    std::size_t other = is_addition ? edit.before_first : edit.after_first;
    std::size_t& first = is_addition ? edit.after_first : edit.before_first;
    std::size_t& last = is_addition ? edit.after_last : edit.before_last;
    Slide{units, first, last, other, room_before, room_after}.run();
    (is_addition ? edit.before_first : edit.after_first) = other;
    (is_addition ? edit.before_last : edit.after_last) = other;
}

void slide_all(Script& script, const Units& before, const Units& after) {
    for (std::size_t i = 0; i < script.size(); ++i) {
        Edit& edit = script[i];
        const bool is_addition = edit.before_first == edit.before_last;
        const bool is_removal = edit.after_first == edit.after_last;
        if (is_addition == is_removal) continue;
        const std::size_t from = i == 0 ? 0 : script[i - 1].before_last;
        const std::size_t to =
            i + 1 == script.size() ? before.keys.size() : script[i + 1].before_first;
        // One kept unit stays on each side, lest two edits become one.
        const std::size_t keep_before = i == 0 ? 0 : 1;
        const std::size_t keep_after = i + 1 == script.size() ? 0 : 1;
        const std::size_t left = edit.before_first - from;
        const std::size_t right = to - edit.before_last;
        slide(
            edit,
            std::min(slide_max, left - std::min(left, keep_before)),
            std::min(slide_max, right - std::min(right, keep_after)),
            is_addition ? after : before
        );
    }
}

Script without_islands(const Script& script, const Units& before, const Units& after) {
    Script out;
    for (const Edit& next : script) {
        Edit edit = next;
        while (!out.empty()) {
            const Edit& last = out.back();
            const std::size_t kept = weight(before, last.before_last, edit.before_first);
            const std::size_t around =
                std::min(weight_of(last, before, after), weight_of(edit, before, after));
            const bool gives_up = (kept == 0 || kept < around)
                                  && may_be_given_up(before, last.before_last, edit.before_first);
            if (!gives_up) break;
            edit.before_first = last.before_first;
            edit.after_first = last.after_first;
            out.pop_back();
        }
        out.push_back(edit);
    }
    return out;
}

} // namespace

Units::Units(const Text& source) : text(source) {
    tokens.reserve(source.tokens.size());
    keys.reserve(source.tokens.size());
    for (std::size_t i = 0; i < source.tokens.size(); ++i) {
        if (source.tokens[i].kind == TokenKind::Space) continue;
        tokens.push_back(i);
        keys.push_back(source.tokens[i].key);
    }
}

Script tidied(Script script, const Units& before, const Units& after) {
    slide_all(script, before, after);
    return without_islands(script, before, after);
}

} // namespace denkraum::diff
