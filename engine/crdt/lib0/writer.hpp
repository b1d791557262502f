// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string_view>

#include "base/bytes.hpp"

namespace denkraum::crdt {

/// Writes the primitives that Reader reads.
class Writer {
public:
    void byte(std::uint8_t value) { out_.push_back(value); }
    void var_uint(std::uint64_t value) {
        while (value >= 0x80U) {
            out_.push_back(static_cast<std::uint8_t>(value | 0x80U));
            value >>= 7U;
        }
        out_.push_back(static_cast<std::uint8_t>(value));
    }
    void bytes(ByteView value) { out_.insert(out_.end(), value.begin(), value.end()); }
    void text(std::string_view value) { bytes(as_bytes(value)); }
    void var_bytes(ByteView value) {
        var_uint(value.size());
        bytes(value);
    }
    void var_string(std::string_view value) { var_bytes(as_bytes(value)); }

    [[nodiscard]] ByteView view() const { return out_; }
    [[nodiscard]] Bytes take() { return std::move(out_); }
    void clear() { out_.clear(); }
    void reserve(std::size_t bytes) { out_.reserve(bytes); }

private:
    Bytes out_;
};

} // namespace denkraum::crdt
