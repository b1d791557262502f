// SPDX-License-Identifier: EUPL-1.2
#include "base/utf8.hpp"

#include <cstdint>

namespace denkraum::utf8 {
namespace {

constexpr char32_t replacement = 0xfffd;

std::uint32_t byte_at(std::string_view text, std::size_t at) {
    return static_cast<std::uint8_t>(text[at]);
}

bool is_continuation(std::string_view text, std::size_t at) {
    return at < text.size() && (byte_at(text, at) & 0xc0U) == 0x80U;
}

std::size_t sequence_length(std::uint32_t first) {
    if (first < 0x80U) return 1;
    if (first >= 0xc2U && first < 0xe0U) return 2;
    if (first >= 0xe0U && first < 0xf0U) return 3;
    if (first >= 0xf0U && first < 0xf5U) return 4;
    return 0;
}

bool is_scalar(char32_t code_point, std::size_t bytes) {
    if (code_point >= 0xd800 && code_point < 0xe000) return false;
    if (code_point > 0x10ffff) return false;
    return bytes != 3 || code_point >= 0x800;
}

} // namespace

Decoded decode_first(std::string_view text) {
    if (text.empty()) return {0, 0};
    const std::uint32_t first = byte_at(text, 0);
    const std::size_t bytes = sequence_length(first);
    if (bytes == 1) return {first, 1};
    if (bytes == 0) return {replacement, 1};
    std::uint32_t value = first & (0x7fU >> bytes);
    for (std::size_t i = 1; i < bytes; ++i) {
        if (!is_continuation(text, i)) return {replacement, 1};
        value = (value << 6U) | (byte_at(text, i) & 0x3fU);
    }
    if (!is_scalar(value, bytes) || (bytes == 4 && value < 0x10000)) return {replacement, 1};
    return {value, bytes};
}

bool is_valid(std::string_view text) {
    while (!text.empty()) {
        const auto [code_point, bytes] = decode_first(text);
        if (code_point == replacement && bytes == 1) return false;
        text.remove_prefix(bytes);
    }
    return true;
}

std::size_t utf16_length(std::string_view text) {
    std::size_t units = 0;
    while (!text.empty()) {
        const auto [code_point, bytes] = decode_first(text);
        units += code_point >= 0x10000 ? 2 : 1;
        text.remove_prefix(bytes);
    }
    return units;
}

std::size_t byte_of_utf16(std::string_view text, std::size_t units) {
    std::size_t at = 0;
    for (std::size_t seen = 0; seen < units && at < text.size();) {
        const auto [code_point, bytes] = decode_first(text.substr(at));
        seen += code_point >= 0x10000 ? 2 : 1;
        at += bytes;
    }
    return at;
}

std::size_t length(std::string_view text) {
    std::size_t count = 0;
    while (!text.empty()) {
        text.remove_prefix(decode_first(text).bytes);
        ++count;
    }
    return count;
}

void append(std::string& text, char32_t code_point) {
    if (code_point > 0x10ffff || (code_point >= 0xd800 && code_point < 0xe000)) {
        code_point = replacement;
    }
    const auto value = static_cast<std::uint32_t>(code_point);
    const auto push = [&](std::uint32_t byte) { text.push_back(static_cast<char>(byte)); };
    if (value < 0x80U) {
        push(value);
    } else if (value < 0x800U) {
        push(0xc0U | (value >> 6U));
        push(0x80U | (value & 0x3fU));
    } else if (value < 0x10000U) {
        push(0xe0U | (value >> 12U));
        push(0x80U | ((value >> 6U) & 0x3fU));
        push(0x80U | (value & 0x3fU));
    } else {
        push(0xf0U | (value >> 18U));
        push(0x80U | ((value >> 12U) & 0x3fU));
        push(0x80U | ((value >> 6U) & 0x3fU));
        push(0x80U | (value & 0x3fU));
    }
}

std::string replace_invalid(std::string_view text) {
    std::string clean;
    clean.reserve(text.size());
    while (!text.empty()) {
        const auto [code_point, bytes] = decode_first(text);
        append(clean, code_point);
        text.remove_prefix(bytes);
    }
    return clean;
}

std::string_view truncate(std::string_view text, std::size_t bytes_max) {
    if (text.size() <= bytes_max) return text;
    std::size_t end = bytes_max;
    while (end > 0 && is_continuation(text, end))
        --end;
    return text.substr(0, end);
}

std::string_view trim(std::string_view text) {
    constexpr std::string_view no_break_space = "\xc2\xa0";
    const auto is_space = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
    for (;;) {
        if (!text.empty() && is_space(text.front())) {
            text.remove_prefix(1);
        } else if (text.starts_with(no_break_space)) {
            text.remove_prefix(no_break_space.size());
        } else {
            break;
        }
    }
    for (;;) {
        if (!text.empty() && is_space(text.back())) {
            text.remove_suffix(1);
        } else if (text.ends_with(no_break_space)) {
            text.remove_suffix(no_break_space.size());
        } else {
            break;
        }
    }
    return text;
}

} // namespace denkraum::utf8
