// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "base/bytes.hpp"

namespace denkraum::crdt {

/// Writes the primitives that Reader reads. Small ones are gathered before they are appended:
/// most of an update are numbers of a few bytes.
class Writer {
public:
    void byte(std::uint8_t value) {
        make_room(1);
        tail_[used_++] = value;
    }
    void var_uint(std::uint64_t value) {
        constexpr std::size_t var_uint_bytes_max = 10;
        make_room(var_uint_bytes_max);
        if (value < 0x80U) {
            tail_[used_++] = static_cast<std::uint8_t>(value);
            return;
        }
        constexpr std::uint64_t one_word_max = (std::uint64_t{1} << 56U) - 1;
        if (value <= one_word_max) return one_word(value);
        for (; value >= 0x80U; value >>= 7U)
            tail_[used_++] = static_cast<std::uint8_t>(value | 0x80U);
        tail_[used_++] = static_cast<std::uint8_t>(value);
    }
    void bytes(ByteView value) {
        if (value.empty()) return;
        if (value.size() <= tail_.size()) {
            make_room(value.size());
            std::memcpy(tail_.data() + used_, value.data(), value.size());
            used_ += value.size();
        } else {
            flush();
            out_.insert(out_.end(), value.begin(), value.end());
        }
    }
    void text(std::string_view value) { bytes(as_bytes(value)); }
    void var_bytes(ByteView value) {
        var_uint(value.size());
        bytes(value);
    }
    void var_string(std::string_view value) { var_bytes(as_bytes(value)); }

    [[nodiscard]] ByteView view() {
        flush();
        return out_;
    }
    [[nodiscard]] Bytes take() {
        if (out_.empty()) return {tail_.begin(), tail_.begin() + used_};
        flush();
        return std::move(out_);
    }
    void clear() {
        out_.clear();
        used_ = 0;
    }
    void reserve(std::size_t bytes) { out_.reserve(bytes); }

private:
    /// Moves all groups of 7 bits into their bytes at once. Requires: room for eight bytes,
    /// a value above 0.
    void one_word(std::uint64_t value) {
        const std::uint64_t fours = (value & 0x0fff'ffffU) | (value >> 28U << 32U);
        const std::uint64_t pairs =
            (fours & 0x0000'3fff'0000'3fffU) | ((fours & 0x0fff'c000'0fff'c000U) << 2U);
        const std::uint64_t groups =
            (pairs & 0x007f'007f'007f'007fU) | ((pairs & 0x3f80'3f80'3f80'3f80U) << 1U);
        // The remainder is for readers and analysers: seven at most, since no value here is 0.
        const auto last = static_cast<unsigned>(std::bit_width(groups) - 1) / 8U % 8U;
        const std::uint64_t more = ~(~std::uint64_t{0} << (8U * last));
        const std::uint64_t word = groups | (0x8080'8080'8080'8080U & more);
        std::memcpy(tail_.data() + used_, &word, sizeof word);
        used_ += last + 1;
    }
    void make_room(std::size_t bytes) {
        if (tail_.size() - used_ < bytes) flush();
    }
    void flush() {
        out_.insert(out_.end(), tail_.begin(), tail_.begin() + used_);
        used_ = 0;
    }

    Bytes out_;
    std::size_t used_ = 0;
    std::array<std::uint8_t, 96> tail_;
};

} // namespace denkraum::crdt
