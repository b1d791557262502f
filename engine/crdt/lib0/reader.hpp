// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string_view>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "engine/crdt/state/id.hpp"

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
    [[nodiscard]] std::uint64_t long_var_uint();
    [[nodiscard]] std::uint64_t var_uint_byte_by_byte();

    const std::uint8_t* at_;
    const std::uint8_t* end_;
    ErrorCode code_ = ErrorCode::Corrupt;
    const char* why_ = nullptr;
};

} // namespace denkraum::crdt
