// SPDX-License-Identifier: EUPL-1.2
#include "engine/diff/signature.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace denkraum::diff {
namespace {

constexpr int labels_max = 3;

/// A short text is found in a longer one by chance; a part has at least so many words, and the
/// whole is at most so many times longer.
constexpr std::size_t part_words_min = 6;
constexpr std::size_t whole_times_max = 8;

constexpr std::array<std::string_view, 28> names{
    "article", "artikel", "art",       "section", "abschnitt", "chapter", "kapitel",
    "title",   "titel",   "part",      "teil",    "annex",     "anhang",  "anlage",
    "ziffer",  "nr",      "no",        "number",  "nummer",    "punkt",   "point",
    "absatz",  "abs",     "paragraph", "recital", "satz",      "schritt", "step",
};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Reads one label from the front of what is left; knows nothing of what follows.
class Reader {
public:
    explicit Reader(std::string_view words) : words_(words) {}

    [[nodiscard]] std::size_t position() const { return position_; }

    bool one_label() {
        const std::size_t start = position_;
        skip_spaces();
        if (named() || law() || bracketed() || counted()) {
            skip_spaces();
            take_sign();
            return true;
        }
        position_ = start;
        return false;
    }

    void skip_spaces() {
        while (take(" ") || take("\u00a0") || take("\t") || take("\n")) {
        }
    }

private:
    bool take(std::string_view sign) {
        if (!words_.substr(position_).starts_with(sign)) return false;
        position_ += sign.size();
        return true;
    }

    [[nodiscard]] char peek(std::size_t ahead = 0) const {
        return position_ + ahead < words_.size() ? words_[position_ + ahead] : '\0';
    }

    [[nodiscard]] bool ends_here() const {
        const char c = peek();
        const auto byte = static_cast<unsigned char>(c);
        return !is_letter(c) && !is_digit(c) && (byte < 0xc3 || byte == 0xe2);
    }

    bool back_to(std::size_t start) {
        position_ = start;
        return false;
    }

    /// digits [letters] *("." digits [letters])
    bool digits() {
        if (!is_digit(peek())) return false;
        while (is_digit(peek()) || (peek() == '.' && is_digit(peek(1))))
            ++position_;
        for (int letters = 0; letters < 2 && is_letter(peek()); ++letters)
            ++position_;
        return ends_here();
    }

    bool count() {
        const std::size_t start = position_;
        if (is_digit(peek())) return digits() || back_to(start);
        constexpr std::string_view roman = "IVXLCivxlc";
        const auto is_roman = [&] { return peek() != '\0' && roman.contains(peek()); };
        while (is_roman())
            ++position_;
        if (position_ > start && is_letter(peek())) ++position_; // "IIIa"
        if (position_ == start && is_letter(peek())) ++position_;
        return (position_ > start && ends_here()) || back_to(start);
    }

    bool named() {
        const std::size_t start = position_;
        std::string word;
        while (is_letter(peek()))
            word +=
                static_cast<char>(std::tolower(static_cast<unsigned char>(words_[position_++])));
        if (std::ranges::find(names, word) == names.end()) return back_to(start);
        take(".");
        const std::size_t before_space = position_;
        skip_spaces();
        return (position_ > before_space && count()) || back_to(start);
    }

    bool law() {
        const std::size_t start = position_;
        if (!take("§")) return false;
        skip_spaces();
        return digits() || back_to(start);
    }

    bool bracketed() {
        const std::size_t start = position_;
        return (take("(") && count() && take(")")) || back_to(start);
    }

    bool counted() {
        const std::size_t start = position_;
        if (!count()) return false;
        const bool is_dotted =
            words_.substr(start, position_ - start).find('.') != std::string_view::npos;
        if (take(".") || take(")")) {
            const bool spaced = position_ == words_.size() || peek() == ' ' || peek() == '\t';
            return spaced || back_to(start);
        }
        return is_dotted || back_to(start);
    }

    void take_sign() {
        const std::size_t start = position_;
        const bool taken = take(":") || take("–") || take("—") || take("-") || take(".");
        if (taken && position_ < words_.size() && peek() != ' ') position_ = start;
    }

    std::string_view words_;
    std::size_t position_ = 0;
};

std::uint64_t mixed(std::uint64_t hash, std::uint64_t value) {
    hash ^= value + 0x9e3779b97f4a7c15ULL + (hash << 12U) + (hash >> 4U);
    hash *= 0xff51afd7ed558ccdULL;
    return hash ^ (hash >> 33U);
}

std::uint64_t hash_of(const std::vector<std::uint32_t>& keys, std::uint64_t seed) {
    for (const std::uint32_t key : keys)
        seed = mixed(seed, key);
    return seed;
}

/// The words a person reads, atoms by what they are.
std::string words_of(const Content& content, std::vector<const prose::Inline*>& atoms) {
    std::string words;
    for (const prose::Inline& run : content) {
        if (run.atom.empty()) {
            words += run.text;
        } else {
            atoms.push_back(&run);
        }
    }
    return words;
}

double ratio(std::size_t part, std::size_t all) {
    return static_cast<double>(part) / static_cast<double>(all);
}

template <class Value>
std::size_t shared_of(const std::vector<Value>& one, const std::vector<Value>& other) {
    std::size_t count = 0;
    auto left = one.begin();
    auto right = other.begin();
    while (left != one.end() && right != other.end()) {
        if (*left == *right) {
            ++count;
            ++left;
            ++right;
        } else if (*left < *right) {
            ++left;
        } else {
            ++right;
        }
    }
    return count;
}

} // namespace

std::size_t label_bytes(std::string_view words) {
    Reader reader(words);
    std::size_t bytes = 0;
    for (int i = 0; i < labels_max && reader.one_label(); ++i)
        bytes = reader.position();
    if (bytes > 0) reader.skip_spaces();
    return bytes > 0 ? reader.position() : 0;
}

Signature signature_of(const prose::Block& block, Dictionary& dictionary) {
    Signature signature;
    signature.kind = block.kind;
    signature.level = block.level;
    std::vector<const prose::Inline*> atoms;
    const std::string words = words_of(block.content, atoms);
    const std::size_t label = label_bytes(words);
    signature.label = words.substr(0, label);
    append_keys(signature.words, std::string_view(words).substr(label), dictionary);
    for (const prose::Row& row : block.table.rows) {
        for (const prose::Cell& cell : row)
            append_keys(signature.words, words_of(cell, atoms), dictionary);
    }
    for (const prose::Inline* atom : atoms)
        signature.words.push_back(dictionary.key_of("\n" + atom->atom));

    signature.bare_hash = hash_of(signature.words, 1);
    std::vector<std::uint32_t> label_keys;
    append_keys(label_keys, signature.label, dictionary);
    signature.hash = hash_of(label_keys, signature.bare_hash);

    signature.bag = signature.words;
    std::ranges::sort(signature.bag);
    for (std::size_t i = 1; i < signature.words.size(); ++i) {
        signature.pairs.push_back(
            (std::uint64_t{signature.words[i - 1]} << 32U) | signature.words[i]
        );
    }
    std::ranges::sort(signature.pairs);
    const auto repeated = std::ranges::unique(signature.pairs);
    signature.pairs.erase(repeated.begin(), repeated.end());
    return signature;
}

std::size_t shared(const std::vector<std::uint32_t>& one, const std::vector<std::uint32_t>& other) {
    return shared_of(one, other);
}

std::size_t shared(const std::vector<std::uint64_t>& one, const std::vector<std::uint64_t>& other) {
    return shared_of(one, other);
}

double similarity(const Signature& one, const Signature& other) {
    if (one.bag.empty() || other.bag.empty()) return 0;
    const double same = 2 * ratio(shared(one.bag, other.bag), one.bag.size() + other.bag.size());
    const Signature& shorter = one.bag.size() < other.bag.size() ? one : other;
    const Signature& longer = one.bag.size() < other.bag.size() ? other : one;
    if (shorter.bag.size() < part_words_min || shorter.pairs.empty()
        || longer.bag.size() > whole_times_max * shorter.bag.size()) {
        return same;
    }
    const double inside = ratio(shared(shorter.pairs, longer.pairs), shorter.pairs.size());
    return std::max(same, 0.8 * inside);
}

double likeness_in_order(const Signature& one, const Signature& other) {
    const std::size_t all = one.pairs.size() + other.pairs.size();
    return all == 0 ? 0 : 2 * ratio(shared(one.pairs, other.pairs), all);
}

} // namespace denkraum::diff
