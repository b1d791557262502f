// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

/// UTF-8 counted and cut in UTF-16 code units, the unit of clocks, lengths and indexes in yjs.
namespace denkraum::crdt {

/// Number of UTF-16 units, or nothing when the text is not UTF-8.
[[nodiscard]] std::optional<std::size_t> utf16_units(std::string_view text);

/// Where a text is cut.
struct Cut {
    std::size_t bytes = 0;      ///< bytes before the cut
    bool inside_a_pair = false; ///< the cut halves a character of two units, which starts here
};
/// `total` is the length of the text in units: ASCII is cut at once, and a cut near the end is
/// found from there. Requires: valid UTF-8, units ≤ total.
[[nodiscard]] Cut cut_at(std::string_view text, std::size_t units, std::size_t total);

/// The same, passing each unit from the start: for walking on and on through a text.
[[nodiscard]] Cut cut_from_start(std::string_view text, std::size_t units);

/// What yjs puts in the place of half a pair: U+FFFD.
inline constexpr std::string_view replacement = "\xef\xbf\xbd";

} // namespace denkraum::crdt
