// SPDX-License-Identifier: EUPL-1.2
#include "engine/crdt/lib0/json_text.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <unordered_map>

#include "base/utf8.hpp"
#include "engine/crdt/limits.hpp"

namespace denkraum::crdt {
namespace {

/// Goes over a JSON text; every function stops at the first thing that does not belong.
///
///   value  := object | array | string | number | true | false | null
///   object := { (string : value (, string : value)*)? }
///   array  := [ (value (, value)*)? ]
class Scanner {
public:
    explicit Scanner(std::string_view text) : text_(text) {}

    bool value(std::size_t depth = 0) {
        space();
        if (at_ == text_.size()) return false;
        switch (text_[at_]) {
        case '{': return members(depth, '}');
        case '[': return members(depth, ']');
        case '"': return string();
        case 't': return word("true");
        case 'f': return word("false");
        case 'n': return word("null");
        default: return number();
        }
    }
    void space() {
        while (at_ < text_.size() && std::string_view(" \t\r\n").contains(text_[at_]))
            ++at_;
    }
    bool string() {
        if (!take('"')) return false;
        while (at_ < text_.size()) {
            const auto c = static_cast<std::uint8_t>(text_[at_++]);
            if (c == '"') return true;
            if (c < 0x20U || (c == '\\' && !escape())) return false;
        }
        return false;
    }
    bool take(char wanted) {
        if (at_ == text_.size() || text_[at_] != wanted) return false;
        ++at_;
        return true;
    }
    [[nodiscard]] std::size_t at() const { return at_; }
    [[nodiscard]] bool done() const { return at_ == text_.size(); }

private:
    bool members(std::size_t depth, char close) {
        if (depth == value_depth_max) return false;
        ++at_;
        space();
        if (take(close)) return true;
        for (;;) {
            space();
            if (close == '}') {
                if (!string()) return false;
                space();
                if (!take(':')) return false;
            }
            if (!value(depth + 1)) return false;
            space();
            if (take(close)) return true;
            if (!take(',')) return false;
        }
    }
    bool escape() {
        if (at_ == text_.size()) return false;
        const char c = text_[at_++];
        if (c != 'u') return std::string_view("\"\\/bfnrt").contains(c);
        for (int i = 0; i < 4; ++i) {
            if (at_ == text_.size() || !std::isxdigit(static_cast<unsigned char>(text_[at_]))) {
                return false;
            }
            ++at_;
        }
        return true;
    }
    bool word(std::string_view expected) {
        if (!text_.substr(at_).starts_with(expected)) return false;
        at_ += expected.size();
        return true;
    }
    bool digits() {
        const std::size_t start = at_;
        while (at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9')
            ++at_;
        return at_ > start;
    }
    bool number() {
        take('-');
        if (!take('0') && !digits()) return false;
        if (take('.') && !digits()) return false;
        if (take('e') || take('E')) {
            if (!take('+')) take('-');
            return digits();
        }
        return true;
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

std::uint32_t hex4(std::string_view text) {
    std::uint32_t value = 0;
    std::from_chars(text.data(), text.data() + 4, value, 16);
    return value;
}

bool is_high(std::uint32_t unit) {
    return unit >= 0xd800U && unit < 0xdc00U;
}
bool is_low(std::uint32_t unit) {
    return unit >= 0xdc00U && unit < 0xe000U;
}

/// Reads the \u escape at the front of `text`, a pair of them as one character. A lone half
/// cannot be held in UTF-8 and becomes U+FFFD.
std::size_t append_unicode_escape(std::string& out, std::string_view text) {
    const std::uint32_t first = hex4(text.substr(2));
    if (is_high(first) && text.size() >= 12 && text.substr(6, 2) == "\\u") {
        const std::uint32_t second = hex4(text.substr(8));
        if (is_low(second)) {
            utf8::append(out, 0x10000U + ((first - 0xd800U) << 10U) + (second - 0xdc00U));
            return 12;
        }
    }
    utf8::append(out, first);
    return 6;
}

std::size_t append_escape(std::string& out, std::string_view text) {
    switch (text[1]) {
    case 'b': out += '\b'; return 2;
    case 'f': out += '\f'; return 2;
    case 'n': out += '\n'; return 2;
    case 'r': out += '\r'; return 2;
    case 't': out += '\t'; return 2;
    case 'u': return append_unicode_escape(out, text);
    default: out += text[1]; return 2;
    }
}

std::string unescape(std::string_view quoted) {
    std::string out;
    std::string_view text = quoted.substr(1, quoted.size() - 2);
    while (!text.empty()) {
        const std::size_t plain = std::min(text.find('\\'), text.size());
        out += text.substr(0, plain);
        text.remove_prefix(plain);
        if (!text.empty()) text.remove_prefix(append_escape(out, text));
    }
    return out;
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view space = " \t\r\n";
    text.remove_prefix(std::min(text.find_first_not_of(space), text.size()));
    return text.substr(0, text.find_last_not_of(space) + 1);
}

} // namespace

bool is_json(std::string_view text) {
    Scanner scanner(text);
    if (!scanner.value()) return false;
    scanner.space();
    return scanner.done();
}

std::vector<std::pair<std::string, std::string_view>> json_members(std::string_view text) {
    std::vector<std::pair<std::string, std::string_view>> members;
    text = trimmed(text);
    const bool named = text.front() == '{';
    if (!named && text.front() != '[') return members;
    std::size_t at = 1;
    for (;;) {
        Scanner scanner(text.substr(at));
        scanner.space();
        if (scanner.take('}') || scanner.take(']')) return members;
        std::string key = std::to_string(members.size());
        if (named) {
            const std::size_t start = at + scanner.at();
            scanner.string();
            key = unescape(text.substr(start, at + scanner.at() - start));
            scanner.space();
            scanner.take(':');
        }
        scanner.space();
        const std::size_t start = at + scanner.at();
        scanner.value();
        const std::size_t end = at + scanner.at();
        members.emplace_back(std::move(key), text.substr(start, end - start));
        scanner.space();
        scanner.take(',');
        at += scanner.at();
    }
}

std::optional<std::string> json_string(std::string_view text) {
    text = trimmed(text);
    if (text.front() != '"') return std::nullopt;
    return unescape(text);
}

std::optional<std::uint32_t> array_index(std::string_view key) {
    if (key.empty() || key.size() > 10 || (key.front() == '0' && key.size() > 1)) return {};
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), value);
    if (error != std::errc{} || end != key.data() + key.size()) return {};
    if (value >= 0xffff'ffffU) return {};
    return static_cast<std::uint32_t>(value);
}

template <class Value>
void sort_as_js_object(std::vector<std::pair<std::string, Value>>& members) {
    std::unordered_map<std::string, std::size_t> places;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < members.size(); ++i) {
        const auto [place, is_new] = places.emplace(members[i].first, kept);
        if (!is_new) {
            members[place->second].second = std::move(members[i].second);
        } else {
            if (kept != i) members[kept] = std::move(members[i]);
            ++kept;
        }
    }
    members.erase(members.begin() + static_cast<std::ptrdiff_t>(kept), members.end());
    std::stable_sort(members.begin(), members.end(), [](const auto& a, const auto& b) {
        const auto left = array_index(a.first);
        const auto right = array_index(b.first);
        if (left && right) return *left < *right;
        return left.has_value() && !right.has_value();
    });
}
template void sort_as_js_object(std::vector<std::pair<std::string, std::string>>&);
template void sort_as_js_object(std::vector<std::pair<std::string, std::string_view>>&);

void append_compact_json(std::string& out, std::string_view text) {
    text = trimmed(text);
    const char first = text.front();
    if (first == '"') {
        append_json_string(out, unescape(text));
    } else if (first == '{' || first == '[') {
        auto members = json_members(text);
        if (first == '{') sort_as_js_object(members);
        out += first;
        for (std::size_t i = 0; i < members.size(); ++i) {
            if (i > 0) out += ',';
            if (first == '{') {
                append_json_string(out, members[i].first);
                out += ':';
            }
            append_compact_json(out, members[i].second);
        }
        out += first == '{' ? '}' : ']';
    } else if (first == 't' || first == 'f' || first == 'n') {
        out += text;
    } else {
        double value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        // from_chars leaves the value alone when it is out of range; JavaScript takes infinity
        // or zero then, and shows null or 0.
        if (error == std::errc::result_out_of_range) {
            out += text.find("e-") != std::string_view::npos ? "0" : "null";
        } else {
            append_js_number(out, value);
        }
    }
}

void append_json_string(std::string& out, std::string_view text) {
    constexpr std::string_view digits = "0123456789abcdef";
    out += '"';
    for (const char c : text) {
        switch (c) {
        case '"': out += "\\\""; break;
        case '\\': out += "\\\\"; break;
        case '\b': out += "\\b"; break;
        case '\f': out += "\\f"; break;
        case '\n': out += "\\n"; break;
        case '\r': out += "\\r"; break;
        case '\t': out += "\\t"; break;
        default:
            if (static_cast<std::uint8_t>(c) < 0x20U) {
                out += "\\u00";
                out += digits[static_cast<std::uint8_t>(c) >> 4U];
                out += digits[static_cast<std::uint8_t>(c) & 15U];
            } else {
                out += c;
            }
        }
    }
    out += '"';
}

void append_js_number(std::string& out, double value) {
    if (!std::isfinite(value)) {
        out += "null";
        return;
    }
    if (value == 0) {
        out += '0';
        return;
    }
    char buffer[40] = {};
    const auto end =
        std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::scientific);
    std::string_view shortest(buffer, static_cast<std::size_t>(end.ptr - buffer));
    if (shortest.front() == '-') {
        out += '-';
        shortest.remove_prefix(1);
    }
    const std::size_t e = shortest.find('e');
    std::string digits(1, shortest.front());
    if (e > 2) digits += shortest.substr(2, e - 2);
    const int exponent = std::atoi(shortest.data() + e + 1);
    const int count = static_cast<int>(digits.size());
    // The layout of Number.prototype.toString, ECMA-262 section 6.1.6.1.20.
    const int point = exponent + 1;
    if (point >= count && point <= 21) {
        out += digits + std::string(static_cast<std::size_t>(point - count), '0');
    } else if (point > 0 && point <= 21) {
        out += digits.substr(0, static_cast<std::size_t>(point)) + '.'
               + digits.substr(static_cast<std::size_t>(point));
    } else if (point > -6 && point <= 0) {
        out += "0." + std::string(static_cast<std::size_t>(-point), '0') + digits;
    } else {
        out += digits.substr(0, 1);
        if (count > 1) out += '.' + digits.substr(1);
        out += exponent < 0 ? "e-" : "e+";
        out += std::to_string(std::abs(exponent));
    }
}

} // namespace denkraum::crdt
