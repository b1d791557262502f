// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/prose/prose.hpp"

/// A block's content cut into the units in which people read a change.
///
///   word  := part *(joint part) ["-" before a space]
///   part  := 1*(letter / digit / other characters that are no sign and no space)
///   joint := "-" / "‐" / "‑" / "'" / "’" / ":" / "*" / "_" / "." / "/" / "@" / "&"
///                                          between two parts without a space
///          / ","                           between two digits
///   law   := "§" *"§" [space] word         one word: a number belongs to its sign
///   space := 1*white-space                 (a line feed is a unit of its own)
///   sign  := one other character, or the same one repeated ("...", "--")
///   atom  := an image, a note, or another thing that is not text
///
/// So "KI-Systeme", "Mitarbeiter:innen", "1.000,50", "2016/679" and "§ 52a" are one word each, and
/// "Arbeits-" of "Arbeits- und Sozialverwaltung" too. German and English need no different rules.
namespace denkraum::diff {

enum class TokenKind : std::uint8_t {
    Word,
    Space,
    Sign,
    Atom,
    Break, ///< the border between two blocks, where several are compared with one
};

struct Token {
    TokenKind kind = TokenKind::Word;
    std::uint32_t key = 0;   ///< equal keys: equal words, marks left aside
    std::uint32_t begin = 0; ///< bytes in Text::words
    std::uint32_t end = 0;
};

/// Gives equal texts equal keys; both sides of a comparison share one. Key 0 is that of a Break.
class Dictionary {
public:
    [[nodiscard]] std::uint32_t key_of(std::string_view text);

private:
    std::deque<std::string> texts_;
    std::unordered_map<std::string_view, std::uint32_t> keys_;
};

/// The runs of one or several contents, flat. It borrows them: they must outlive it.
struct Text {
    struct Span {
        std::uint32_t begin = 0;
        std::uint32_t end = 0;
        const prose::Inline* run = nullptr;
    };

    std::string words;       ///< an atom or a break takes one byte
    std::vector<Span> spans; ///< in order, without gaps except at breaks
    std::vector<Token> tokens;

    [[nodiscard]] std::string_view word(const Token& token) const {
        return std::string_view(words).substr(token.begin, token.end - token.begin);
    }
};

using Content = std::vector<prose::Inline>;

/// Contents after the first begin with a Break. Linear in the bytes.
[[nodiscard]] Text text_of(std::span<const Content* const> contents, Dictionary& dictionary);
[[nodiscard]] Text text_of(const Content& content, Dictionary& dictionary);

/// The keys of the words of a text that has no marks, spaces left out.
void append_keys(std::vector<std::uint32_t>& keys, std::string_view text, Dictionary& dictionary);

/// Appends the runs of the tokens [first, last), which must contain no Break.
void append_runs(Content& out, const Text& text, std::size_t first, std::size_t last);

/// Two tokens of equal key: do they carry the same marks throughout?
[[nodiscard]] bool
same_marks(const Text& before, const Token& one, const Text& after, const Token& other);

} // namespace denkraum::diff
