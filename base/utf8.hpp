// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// UTF-8, strictly (RFC 3629: no surrogates, no overlong forms, nothing above U+10FFFF), and its
/// length in UTF-16 code units, the unit in which Yjs and browsers count.
namespace denkraum::utf8 {

[[nodiscard]] bool is_valid(std::string_view text);

/// Number of UTF-16 code units; for invalid input each bad byte counts as one (it would be
/// replaced by U+FFFD).
[[nodiscard]] std::size_t utf16_length(std::string_view text);

/// The byte at which the UTF-16 code unit `units` begins; the end when the text has fewer. Inside a
/// surrogate pair it is the byte after the pair.
[[nodiscard]] std::size_t byte_of_utf16(std::string_view text, std::size_t units);

/// Number of code points; bad bytes count as one each.
[[nodiscard]] std::size_t length(std::string_view text);

/// The first code point and the bytes it takes; U+FFFD and 1 for a bad byte; 0 and 0 at the end.
struct Decoded {
    char32_t code_point;
    std::size_t bytes;
};
[[nodiscard]] Decoded decode_first(std::string_view text);

/// Appends a code point; surrogates and values above U+10FFFF become U+FFFD.
void append(std::string& text, char32_t code_point);

/// The same text with each bad byte replaced by U+FFFD.
[[nodiscard]] std::string replace_invalid(std::string_view text);

/// The longest prefix of at most `bytes_max` bytes that ends at a code point.
[[nodiscard]] std::string_view truncate(std::string_view text, std::size_t bytes_max);

/// Without white space (ASCII and U+00A0) at both ends.
[[nodiscard]] std::string_view trim(std::string_view text);

} // namespace denkraum::utf8
