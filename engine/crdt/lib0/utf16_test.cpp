// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "engine/crdt/lib0/utf16.hpp"

namespace denkraum::crdt {
namespace {

TEST(Utf16, counts_units_and_finds_bad_bytes_anywhere) {
    EXPECT_EQ(utf16_units(""), 0U);
    EXPECT_EQ(utf16_units("twelve bytes"), 12U);
    EXPECT_EQ(utf16_units("Größe € 😀"), 10U);
    for (const std::string_view bad :
         {"\xff", "12345678\x80", "\xed\xa0\x80", "\xf0\x9f\x98", "\xc0\x80"}) {
        EXPECT_FALSE(utf16_units(bad)) << bad;
    }
}

TEST(Utf16, cuts_before_a_unit_and_tells_halved_pairs) {
    const std::string_view text = "aö€😀z";
    const std::size_t bytes[] = {0, 1, 3, 6, 6, 10, 11};
    for (std::size_t units = 0; units < std::size(bytes); ++units) {
        const Cut cut = cut_at(text, units, 6);
        EXPECT_EQ(cut.bytes, bytes[units]) << units;
        EXPECT_EQ(cut.inside_a_pair, units == 4) << units;
    }
}

} // namespace
} // namespace denkraum::crdt
