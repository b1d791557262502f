// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <vector>

#include "engine/crdt/lib0/reader.hpp"
#include "engine/crdt/lib0/writer.hpp"

namespace denkraum::crdt {
namespace {

TEST(Writer, writes_seven_bits_a_byte_least_first) {
    Writer writer;
    writer.var_uint(0);
    writer.var_uint(127);
    writer.var_uint(128);
    writer.var_uint(300);
    EXPECT_EQ(writer.take(), (Bytes{0, 127, 0x80, 1, 0xac, 2}));
}

TEST(Writer, numbers_of_every_length_are_read_again) {
    std::vector<std::uint64_t> numbers;
    for (unsigned bit = 0; bit < 53; ++bit) {
        const std::uint64_t power = std::uint64_t{1} << bit;
        numbers.insert(numbers.end(), {power - 1, power, power | 0x15'5555'5555'5555U % power});
    }
    Writer writer;
    for (const std::uint64_t number : numbers)
        writer.var_uint(number);
    const Bytes bytes = writer.take();
    Reader reader(bytes);
    for (const std::uint64_t number : numbers)
        ASSERT_EQ(reader.var_uint(), number);
    EXPECT_TRUE(reader.done());
    EXPECT_FALSE(reader.failed());
    writer.clear();
    writer.var_uint(~std::uint64_t{0});
    EXPECT_EQ(writer.take(), (Bytes{255, 255, 255, 255, 255, 255, 255, 255, 255, 1}));
}

} // namespace
} // namespace denkraum::crdt
