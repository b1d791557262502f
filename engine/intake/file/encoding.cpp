// SPDX-License-Identifier: EUPL-1.2
#include "engine/intake/file/encoding.hpp"

#include <array>

#include "base/utf8.hpp"

namespace denkraum::intake {
namespace {

constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";
constexpr std::string_view utf16_little_mark = "\xFF\xFE";
constexpr std::string_view utf16_big_mark = "\xFE\xFF";

/// 0x80 to 0x9F; the five holes are read as the control characters they are in ISO 8859-1.
constexpr std::array<char32_t, 32> windows_1252_upper{
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178,
};

bool has_control_characters(ByteView bytes) {
    for (const std::uint8_t byte : bytes) {
        const bool is_layout = byte == '\t' || byte == '\n' || byte == '\r' || byte == '\f'
                               || byte == '\v' || byte == 0x1A;
        if (byte < 0x20 && !is_layout) return true;
    }
    return false;
}

std::string from_utf16(ByteView bytes, bool little) {
    const auto unit_at = [&](std::size_t i) -> char32_t {
        const char32_t first = bytes[i];
        const char32_t second = bytes[i + 1];
        return little ? first | (second << 8U) : (first << 8U) | second;
    };
    std::string text;
    for (std::size_t i = 2; i + 1 < bytes.size(); i += 2) {
        char32_t unit = unit_at(i);
        const bool leads = unit >= 0xD800 && unit < 0xDC00 && i + 3 < bytes.size();
        const char32_t trail = leads ? unit_at(i + 2) : 0;
        if (trail >= 0xDC00 && trail < 0xE000) {
            unit = 0x10000 + ((unit - 0xD800) << 10U) + (trail - 0xDC00);
            i += 2;
        }
        utf8::append(text, unit);
    }
    return text;
}

std::string from_windows_1252(ByteView bytes) {
    std::string text;
    for (const std::uint8_t byte : bytes) {
        const bool is_upper = byte >= 0x80 && byte < 0xA0;
        utf8::append(text, is_upper ? windows_1252_upper.at(byte - 0x80U) : char32_t{byte});
    }
    return text;
}

std::string with_plain_line_ends(std::string_view text) {
    std::string plain;
    plain.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\r') {
            plain += text[i];
        } else if (i + 1 == text.size() || text[i + 1] != '\n') {
            plain += '\n';
        }
    }
    return plain;
}

} // namespace

std::optional<Encoding> guess_encoding(ByteView bytes) {
    const std::string_view text = as_text(bytes);
    if (text.starts_with(utf16_little_mark)) return Encoding::Utf16Little;
    if (text.starts_with(utf16_big_mark)) return Encoding::Utf16Big;
    if (has_control_characters(bytes)) return std::nullopt;
    return utf8::is_valid(text) ? Encoding::Utf8 : Encoding::Windows1252;
}

std::string decode(ByteView bytes, Encoding encoding) {
    std::string text;
    switch (encoding) {
    case Encoding::Utf8:
        text = as_text(bytes);
        if (text.starts_with(utf8_mark)) text.erase(0, utf8_mark.size());
        text = utf8::replace_invalid(text);
        break;
    case Encoding::Utf16Little: text = from_utf16(bytes, true); break;
    case Encoding::Utf16Big: text = from_utf16(bytes, false); break;
    case Encoding::Windows1252: text = from_windows_1252(bytes); break;
    }
    return with_plain_line_ends(text);
}

} // namespace denkraum::intake
