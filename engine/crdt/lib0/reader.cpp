// SPDX-License-Identifier: EUPL-1.2
#include "engine/crdt/lib0/reader.hpp"

#include <bit>
#include <cstring>

#include "engine/crdt/lib0/utf16.hpp"
#include "engine/crdt/limits.hpp"

namespace denkraum::crdt {

std::uint64_t Reader::long_var_uint() {
    constexpr std::ptrdiff_t bytes_max = 8;
    if (end_ - at_ < bytes_max) return var_uint_byte_by_byte();
    std::uint64_t word = 0;
    std::memcpy(&word, at_, sizeof word);
    const std::uint64_t last = ~word & 0x8080'8080'8080'8080U;
    if (last == 0) {
        refuse(ErrorCode::Corrupt, "number above 2^53 - 1");
        return 0;
    }
    // Everything up to the first byte without bit 8, then groups of 7 bits moved together.
    const std::uint64_t value = word & (last ^ (last - 1)) & 0x7f7f'7f7f'7f7f'7f7fU;
    const std::uint64_t pairs =
        (value & 0x007f'007f'007f'007fU) | ((value & 0x7f00'7f00'7f00'7f00U) >> 1U);
    const std::uint64_t fours =
        (pairs & 0x0000'3fff'0000'3fffU) | ((pairs & 0x3fff'0000'3fff'0000U) >> 2U);
    const std::uint64_t all = (fours & 0x0fff'ffffU) | ((fours & 0x0fff'ffff'0000'0000U) >> 4U);
    at_ += std::countr_zero(last) / 8 + 1;
    if (all > var_uint_max) refuse(ErrorCode::Corrupt, "number above 2^53 - 1");
    return failed() ? 0 : all;
}

std::uint64_t Reader::var_uint_byte_by_byte() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 56; shift += 7) {
        const std::uint64_t next = byte();
        if (failed()) return 0;
        value |= (next & 0x7fU) << shift;
        if (next < 0x80U) {
            if (value <= var_uint_max) return value;
            break;
        }
    }
    refuse(ErrorCode::Corrupt, "number above 2^53 - 1");
    return 0;
}

Clock Reader::var_clock() {
    const std::uint64_t value = var_uint();
    if (value > clock_max) {
        refuse(ErrorCode::TooLarge, "clock or length above clock_max");
        return 0;
    }
    return static_cast<Clock>(value);
}

std::uint64_t Reader::var_count(std::size_t bytes_each) {
    const std::uint64_t count = var_uint();
    if (count > remaining() / bytes_each) {
        refuse(ErrorCode::Corrupt, "count of more things than there are bytes");
        return 0;
    }
    return count;
}

ByteView Reader::bytes(std::uint64_t count) {
    if (count > remaining()) {
        refuse(ErrorCode::Corrupt, "bytes end too early");
        return {};
    }
    const ByteView view(at_, static_cast<std::size_t>(count));
    at_ += count;
    return view;
}

std::string_view Reader::var_string() {
    const std::string_view text = as_text(var_bytes());
    if (!utf16_units(text)) {
        refuse(ErrorCode::Corrupt, "text is not UTF-8");
        return {};
    }
    return text;
}

void Reader::refuse(ErrorCode code, const char* why) {
    if (failed()) return;
    code_ = code;
    why_ = why;
    at_ = end_;
}

Done Reader::result() const {
    if (failed()) return fail(code_, why_);
    return {};
}

} // namespace denkraum::crdt
