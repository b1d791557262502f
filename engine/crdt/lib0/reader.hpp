// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "engine/crdt/id.hpp"
#include "engine/crdt/limits.hpp"

namespace denkraum::crdt {

/// Reads the primitives of lib0 from bytes it does not own:
///
///   varUint     := 7 bits a byte, least significant group first, bit 8 = more follow;
///                  at most 8 bytes, at most 2^53 - 1
///   varString   := varUint(bytes) UTF-8
///   varBytes    := varUint(bytes) bytes
///
/// The first failure sticks: every later read gives zero or nothing, and result() tells it. So a
/// parser reads a whole struct and asks once. Loops over a count must stop when failed().
class Reader {
public:
    explicit Reader(ByteView bytes) : at_(bytes.data()), end_(bytes.data() + bytes.size()) {}

    [[nodiscard]] std::uint8_t byte() {
        if (at_ == end_) [[unlikely]] {
            refuse(ErrorCode::Corrupt, "bytes end too early");
            return 0;
        }
        return *at_++;
    }
    [[nodiscard]] std::uint64_t var_uint() {
        if (at_ != end_ && *at_ < 0x80U) return *at_++;
        if (end_ - at_ > 2) {
            if (at_[1] < 0x80U) return two_bytes();
            if (at_[2] < 0x80U) return two_bytes() | static_cast<std::uint64_t>(*at_++) << 14U;
        }
        return long_var_uint();
    }
    /// A clock or a length of units. TooLarge beyond clock_max.
    [[nodiscard]] Clock var_clock();
    /// How many things follow, each of which takes at least `bytes_each` bytes: refused when
    /// there cannot be so many, before anybody makes room for them.
    [[nodiscard]] std::uint64_t var_count(std::size_t bytes_each);
    [[nodiscard]] ByteView bytes(std::uint64_t count);
    [[nodiscard]] ByteView var_bytes() { return bytes(var_uint()); }
    /// Refused unless it is UTF-8.
    [[nodiscard]] std::string_view var_string();

    [[nodiscard]] const std::uint8_t* at() const { return at_; }
    [[nodiscard]] std::size_t remaining() const { return static_cast<std::size_t>(end_ - at_); }
    [[nodiscard]] bool done() const { return at_ == end_; }

    void refuse(ErrorCode code, const char* why);
    [[nodiscard]] bool failed() const { return why_ != nullptr; }
    [[nodiscard]] Done result() const;

private:
    [[nodiscard]] std::uint64_t two_bytes() {
        const std::uint64_t value = (at_[0] & 0x7fU) | (at_[1] & 0x7fU) << 7U;
        at_ += 2;
        return value;
    }
    [[nodiscard]] std::uint64_t long_var_uint();
    [[nodiscard]] std::uint64_t var_uint_byte_by_byte();

    const std::uint8_t* at_;
    const std::uint8_t* end_;
    ErrorCode code_ = ErrorCode::Corrupt;
    const char* why_ = nullptr;
};

inline std::uint64_t Reader::long_var_uint() {
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

inline Clock Reader::var_clock() {
    const std::uint64_t value = var_uint();
    if (value > clock_max) {
        refuse(ErrorCode::TooLarge, "clock or length above clock_max");
        return 0;
    }
    return static_cast<Clock>(value);
}

inline ByteView Reader::bytes(std::uint64_t count) {
    if (count > remaining()) {
        refuse(ErrorCode::Corrupt, "bytes end too early");
        return {};
    }
    const ByteView view(at_, static_cast<std::size_t>(count));
    at_ += count;
    return view;
}

} // namespace denkraum::crdt
