// SPDX-License-Identifier: EUPL-1.2
#include "engine/diff/tokens.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "base/utf8.hpp"

namespace denkraum::diff {
namespace {

enum class Class : std::uint8_t { Letter, Digit, Space, LineFeed, Sign };

bool is_wide_space(char32_t c) {
    return c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029
           || c == 0x202f || c == 0x205f || c == 0x3000;
}

/// Signs above ASCII: Latin-1 punctuation, general punctuation, currencies, arrows to symbols, CJK
/// punctuation. Soft hyphens and joiners belong to their word.
bool is_wide_sign(char32_t c) {
    if (c >= 0xa1 && c <= 0xbf) {
        constexpr std::u32string_view parts_of_words =
            U"\u00aa\u00ad\u00b2\u00b3\u00b5\u00b9\u00ba";
        return !parts_of_words.contains(c);
    }
    return c == 0xd7 || c == 0xf7 || (c >= 0x2010 && c <= 0x205e && c != 0x2011)
           || (c >= 0x20a0 && c <= 0x20cf) || (c >= 0x2190 && c <= 0x2bff)
           || (c >= 0x3001 && c <= 0x3011) || c == 0x2011;
}

Class class_of(char32_t c) {
    if (c == '\n') return Class::LineFeed;
    if (c == ' ' || (c >= '\t' && c <= '\r')) return Class::Space;
    if (c >= '0' && c <= '9') return Class::Digit;
    if (c < 0x80) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c < ' ';
        return letter ? Class::Letter : Class::Sign;
    }
    if (is_wide_space(c)) return Class::Space;
    return is_wide_sign(c) ? Class::Sign : Class::Letter;
}

bool is_part(Class c) {
    return c == Class::Letter || c == Class::Digit;
}

bool is_hyphen(char32_t c) {
    return c == '-' || c == 0x2010 || c == 0x2011;
}

bool is_joint(char32_t c) {
    constexpr std::u32string_view joints = U"'\u2019:*_./@&";
    return is_hyphen(c) || joints.contains(c);
}

/// Cuts one stretch of text without atoms.
class Cutter {
public:
    explicit Cutter(std::string_view text) : text_(text) {}

    struct Piece {
        TokenKind kind;
        std::string_view text;
    };

    std::optional<Piece> next() {
        if (position_ >= text_.size()) return std::nullopt;
        const std::size_t begin = position_;
        const char32_t c = take();
        const Class first = class_of(c);
        TokenKind kind = TokenKind::Sign;
        if (is_part(first)) {
            rest_of_word(first);
            kind = TokenKind::Word;
        } else if (first == Class::Space) {
            while (peek_class() == Class::Space)
                take();
            kind = TokenKind::Space;
        } else if (first == Class::LineFeed) {
            kind = TokenKind::Space;
        } else {
            while (peek() == c)
                take();
            if (c == 0xa7 && number_follows()) kind = TokenKind::Word;
        }
        return Piece{kind, text_.substr(begin, position_ - begin)};
    }

private:
    [[nodiscard]] char32_t at(std::size_t position) const {
        return utf8::decode_first(text_.substr(std::min(position, text_.size()))).code_point;
    }
    [[nodiscard]] char32_t peek() const { return at(position_); }
    [[nodiscard]] Class peek_class() const {
        return position_ < text_.size() ? class_of(peek()) : Class::Sign;
    }
    char32_t take() {
        const auto c = utf8::decode_first(text_.substr(position_));
        position_ += c.bytes;
        return c.code_point;
    }

    void rest_of_word(Class last) {
        while (position_ < text_.size()) {
            const auto c = utf8::decode_first(text_.substr(position_));
            const Class now = class_of(c.code_point);
            if (is_part(now)) {
                position_ += c.bytes;
                last = now;
                continue;
            }
            const std::size_t after = position_ + c.bytes;
            const bool ends = after >= text_.size();
            const Class next = ends ? Class::Space : class_of(at(after));
            const bool comma = c.code_point == ',' && last == Class::Digit && next == Class::Digit;
            if (comma || (is_joint(c.code_point) && is_part(next))) {
                position_ = after;
                continue;
            }
            const bool suspended = is_hyphen(c.code_point) && !ends && next == Class::Space;
            if (suspended && last == Class::Letter) position_ = after;
            return;
        }
    }

    /// After "§": takes a space and the number, if there is one.
    bool number_follows() {
        std::size_t position = position_;
        if (position < text_.size() && class_of(at(position)) == Class::Space) {
            position += utf8::decode_first(text_.substr(position)).bytes;
        }
        if (position >= text_.size() || class_of(at(position)) != Class::Digit) return false;
        position_ = position;
        rest_of_word(class_of(take()));
        return true;
    }

    std::string_view text_;
    std::size_t position_ = 0;
};

std::uint32_t narrow(std::size_t size) {
    return static_cast<std::uint32_t>(size);
}

void cut(Text& text, std::size_t begin, Dictionary& dictionary) {
    Cutter cutter(std::string_view(text.words).substr(begin));
    while (const auto piece = cutter.next()) {
        const std::size_t end = begin + piece->text.size();
        text.tokens.push_back(
            {piece->kind, dictionary.key_of(piece->text), narrow(begin), narrow(end)}
        );
        begin = end;
    }
}

/// An atom's key: what it is, apart from its marks. No word goes on after a line feed.
std::string name_of(const prose::Inline& atom) {
    return "\natom " + std::to_string(atom.atom.size()) + ":" + atom.atom + atom.text;
}

void append_content(Text& text, const Content& content, Dictionary& dictionary) {
    std::size_t begin = text.words.size();
    for (const prose::Inline& run : content) {
        const std::size_t start = text.words.size();
        if (run.atom.empty()) {
            text.words += run.text;
            text.spans.push_back({narrow(start), narrow(text.words.size()), &run});
            continue;
        }
        cut(text, begin, dictionary);
        text.words += '\0';
        const std::size_t end = text.words.size();
        text.spans.push_back({narrow(start), narrow(end), &run});
        text.tokens.push_back(
            {TokenKind::Atom, dictionary.key_of(name_of(run)), narrow(start), narrow(end)}
        );
        begin = end;
    }
    cut(text, begin, dictionary);
}

using SpanIterator = std::vector<Text::Span>::const_iterator;

SpanIterator span_at(const Text& text, std::uint32_t byte) {
    return std::ranges::upper_bound(text.spans, byte, {}, &Text::Span::end);
}

} // namespace

std::uint32_t Dictionary::key_of(std::string_view text) {
    const auto found = keys_.find(text);
    if (found != keys_.end()) return found->second;
    const std::string& kept = texts_.emplace_back(text);
    const std::uint32_t key = narrow(texts_.size());
    keys_.emplace(kept, key);
    return key;
}

Text text_of(std::span<const Content* const> contents, Dictionary& dictionary) {
    Text text;
    for (const Content* content : contents) {
        if (content != contents.front()) {
            const std::uint32_t at = narrow(text.words.size());
            text.words += '\0';
            text.tokens.push_back({TokenKind::Break, 0, at, at + 1});
        }
        append_content(text, *content, dictionary);
    }
    return text;
}

Text text_of(const Content& content, Dictionary& dictionary) {
    const std::array contents{&content};
    return text_of(contents, dictionary);
}

void append_keys(std::vector<std::uint32_t>& keys, std::string_view text, Dictionary& dictionary) {
    Cutter cutter(text);
    while (const auto piece = cutter.next()) {
        if (piece->kind != TokenKind::Space) keys.push_back(dictionary.key_of(piece->text));
    }
}

void append_runs(Content& out, const Text& text, std::size_t first, std::size_t last) {
    if (first >= last) return;
    const std::uint32_t begin = text.tokens[first].begin;
    const std::uint32_t end = text.tokens[last - 1].end;
    for (auto span = span_at(text, begin); span != text.spans.end() && span->begin < end; ++span) {
        if (!span->run->atom.empty()) {
            out.push_back(*span->run);
            continue;
        }
        const std::uint32_t from = std::max(begin, span->begin);
        const std::uint32_t to = std::min(end, span->end);
        prose::append_run(
            out, std::string_view(text.words).substr(from, to - from), span->run->marks
        );
    }
}

bool same_marks(const Text& before, const Token& one, const Text& after, const Token& other) {
    auto left = span_at(before, one.begin);
    auto right = span_at(after, other.begin);
    std::uint32_t done = 0;
    const std::uint32_t length = one.end - one.begin;
    while (done < length) {
        if (left->run->marks != right->run->marks) return false;
        const std::uint32_t left_end = left->end - one.begin;
        const std::uint32_t right_end = right->end - other.begin;
        done = std::min(left_end, right_end);
        if (left_end == done) ++left;
        if (right_end == done) ++right;
    }
    return true;
}

} // namespace denkraum::diff
