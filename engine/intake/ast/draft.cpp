// SPDX-License-Identifier: EUPL-1.2
#include "engine/intake/ast/draft.hpp"

#include <array>
#include <charconv>

#include "base/utf8.hpp"

namespace denkraum::intake {
namespace {

constexpr std::string_view note_mark_begin = R"({"t":"note_mark","note":)";

constexpr std::array<std::string_view, 10> raised_digits{
    "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"
};

/// Where a word may be parted at the end of a line.
constexpr char32_t soft_hyphen = 0xAD;

bool is_skipped(char32_t c) {
    const bool is_space = c <= 0x20 || c == 0xA0 || c == soft_hyphen || (c >= 0x2000 && c <= 0x200B)
                          || c == 0x202F || c == 0x205F || c == 0x3000 || c == 0xFEFF;
    const bool is_raised = c == 0xB2 || c == 0xB3 || c == 0xB9 || (c >= 0x2070 && c <= 0x2079);
    return is_space || is_raised;
}

} // namespace

std::string squeezed(std::string_view text) {
    std::string tight;
    tight.reserve(text.size());
    while (!text.empty()) {
        const auto [c, bytes] = utf8::decode_first(text);
        if (!is_skipped(c)) tight += text.substr(0, bytes);
        text.remove_prefix(bytes);
    }
    return tight;
}

std::vector<std::string> words_in(std::string_view text) {
    std::vector<std::string> words;
    bool is_inside = false;
    while (!text.empty()) {
        const auto [c, bytes] = utf8::decode_first(text);
        const bool is_word = !is_skipped(c);
        if (is_word && !is_inside) words.emplace_back();
        if (is_word) words.back() += text.substr(0, bytes);
        is_inside = is_word;
        text.remove_prefix(bytes);
    }
    return words;
}

std::string raised(int number) {
    std::string text;
    for (const char digit : std::to_string(number)) {
        if (digit >= '0' && digit <= '9') {
            text += raised_digits.at(static_cast<std::size_t>(digit - '0'));
        }
    }
    return text;
}

prose::Inline note_mark(int number) {
    return {.atom = std::string(note_mark_begin) + std::to_string(number) + "}"};
}

int note_marked(const prose::Inline& run) {
    if (!run.atom.starts_with(note_mark_begin)) return 0;
    const std::string_view digits = std::string_view(run.atom).substr(note_mark_begin.size());
    int number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

std::string labelled_text(const Draft& draft) {
    std::string text = prose::plain_text(draft.block);
    return draft.label.empty() ? text : draft.label + " " + text;
}

} // namespace denkraum::intake
