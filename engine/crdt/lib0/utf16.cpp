// SPDX-License-Identifier: EUPL-1.2
#include "engine/crdt/lib0/utf16.hpp"

#include <cstring>

#include "base/utf8.hpp"

namespace denkraum::crdt {
namespace {

bool is_ascii(std::uint64_t word) {
    return (word & 0x8080808080808080U) == 0;
}

template <class Word>
std::uint64_t word_at(const char* at) {
    Word word = 0;
    std::memcpy(&word, at, sizeof word);
    return word;
}

/// Whether all of it is ASCII: most of what is typed is, and short. Words may overlap.
bool is_ascii(std::string_view text) {
    const char* at = text.data();
    const std::size_t size = text.size();
    if (size == 0) return true;
    if (size < 2) return is_ascii(word_at<std::uint8_t>(at));
    if (size < 4) {
        return is_ascii(word_at<std::uint16_t>(at) | word_at<std::uint8_t>(at + size - 1));
    }
    if (size < 8) {
        return is_ascii(word_at<std::uint32_t>(at) << 32U | word_at<std::uint32_t>(at + size - 4));
    }
    std::uint64_t all = word_at<std::uint64_t>(at + size - 8);
    for (std::size_t i = 0; i + 8 <= size; i += 8)
        all |= word_at<std::uint64_t>(at + i);
    return is_ascii(all);
}

std::size_t ascii_prefix(std::string_view text) {
    std::size_t at = 0;
    for (; at + 8 <= text.size(); at += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data() + at, sizeof word);
        if (!is_ascii(word)) break;
    }
    while (at < text.size() && static_cast<std::uint8_t>(text[at]) < 0x80U)
        ++at;
    return at;
}

Cut cut_from_end(std::string_view text, std::size_t units) {
    std::size_t at = text.size();
    while (units > 0) {
        --at;
        while ((static_cast<std::uint8_t>(text[at]) & 0xc0U) == 0x80U)
            --at;
        if (static_cast<std::uint8_t>(text[at]) >= 0xf0U) {
            if (units == 1) return {at, true};
            --units;
        }
        --units;
    }
    return {at, false};
}

} // namespace

std::optional<std::size_t> utf16_units(std::string_view text) {
    if (is_ascii(text)) return text.size();
    std::size_t units = 0;
    for (;;) {
        const std::size_t ascii = ascii_prefix(text);
        units += ascii;
        text.remove_prefix(ascii);
        if (text.empty()) return units;
        const auto [code_point, bytes] = utf8::decode_first(text);
        // A bad byte decodes as one byte, a true U+FFFD has three.
        if (bytes == 1) return std::nullopt;
        units += code_point >= 0x10000 ? 2 : 1;
        text.remove_prefix(bytes);
    }
}

Cut cut_from_start(std::string_view text, std::size_t units) {
    std::size_t at = 0;
    while (units > 0) {
        const auto lead = static_cast<std::uint8_t>(text[at]);
        if (lead >= 0xf0U) {
            if (units == 1) return {at, true};
            at += 4;
            units -= 2;
            continue;
        }
        at += lead < 0x80U ? 1 : lead < 0xe0U ? 2 : 3;
        --units;
    }
    return {at, false};
}

Cut cut_at(std::string_view text, std::size_t units, std::size_t total) {
    if (text.size() == total) return {units, false};
    return units <= total / 2 ? cut_from_start(text, units) : cut_from_end(text, total - units);
}

} // namespace denkraum::crdt
