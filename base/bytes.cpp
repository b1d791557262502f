// SPDX-License-Identifier: EUPL-1.2
#include "base/bytes.hpp"

#include <array>

namespace denkraum {
namespace {

constexpr std::string_view standard_digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view url_digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::uint8_t no_digit = 0xff;

using ReverseTable = std::array<std::uint8_t, 256>;

constexpr ReverseTable reverse(std::string_view digits) {
    ReverseTable table{};
    table.fill(no_digit);
    for (std::size_t i = 0; i < digits.size(); ++i) {
        table[static_cast<std::uint8_t>(digits[i])] = static_cast<std::uint8_t>(i);
    }
    return table;
}

constexpr ReverseTable standard_values = reverse(standard_digits);
constexpr ReverseTable url_values = reverse(url_digits);

std::string encode(ByteView bytes, std::string_view digits) {
    std::string text;
    text.reserve((bytes.size() * 4 + 2) / 3 + 3);
    std::uint32_t bits = 0;
    int count = 0;
    for (const std::uint8_t byte : bytes) {
        bits = (bits << 8U) | byte;
        count += 8;
        while (count >= 6) {
            count -= 6;
            text.push_back(digits[(bits >> static_cast<unsigned>(count)) & 63U]);
        }
    }
    if (count > 0) {
        text.push_back(digits[(bits << static_cast<unsigned>(6 - count)) & 63U]);
    }
    return text;
}

Result<Bytes> decode(std::string_view text, const ReverseTable& values) {
    if (text.size() % 4 == 1) {
        return fail(ErrorCode::Invalid, "base64 of impossible length");
    }
    Bytes bytes;
    bytes.reserve(text.size() * 3 / 4);
    std::uint32_t bits = 0;
    int count = 0;
    for (const char digit : text) {
        const std::uint8_t value = values[static_cast<std::uint8_t>(digit)];
        if (value == no_digit) {
            return fail(ErrorCode::Invalid, "character outside base64");
        }
        bits = (bits << 6U) | value;
        count += 6;
        if (count >= 8) {
            count -= 8;
            bytes.push_back(static_cast<std::uint8_t>(bits >> static_cast<unsigned>(count)));
        }
    }
    if ((bits & ((1U << static_cast<unsigned>(count)) - 1U)) != 0) {
        return fail(ErrorCode::Invalid, "base64 with stray bits");
    }
    return bytes;
}

} // namespace

std::string to_base64(ByteView bytes) {
    std::string text = encode(bytes, standard_digits);
    text.append((4 - text.size() % 4) % 4, '=');
    return text;
}

Result<Bytes> from_base64(std::string_view text) {
    if (text.size() % 4 != 0) {
        return fail(ErrorCode::Invalid, "base64 without padding");
    }
    for (int padding = 0; padding < 2 && text.ends_with('='); ++padding) {
        text.remove_suffix(1);
    }
    return decode(text, standard_values);
}

std::string to_base64url(ByteView bytes) {
    return encode(bytes, url_digits);
}

Result<Bytes> from_base64url(std::string_view text) {
    return decode(text, url_values);
}

std::string to_hex(ByteView bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const std::uint8_t byte : bytes) {
        text.push_back(digits[byte >> 4U]);
        text.push_back(digits[byte & 15U]);
    }
    return text;
}

Result<Bytes> from_hex(std::string_view text) {
    if (text.size() % 2 != 0) {
        return fail(ErrorCode::Invalid, "hexadecimal of odd length");
    }
    const auto value_of = [](char digit) -> int {
        if (digit >= '0' && digit <= '9') return digit - '0';
        if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
        if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
        return -1;
    };
    Bytes bytes;
    bytes.reserve(text.size() / 2);
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const int high = value_of(text[i]);
        const int low = value_of(text[i + 1]);
        if (high < 0 || low < 0) {
            return fail(ErrorCode::Invalid, "character outside hexadecimal");
        }
        bytes.push_back(static_cast<std::uint8_t>(high * 16 + low));
    }
    return bytes;
}

} // namespace denkraum
