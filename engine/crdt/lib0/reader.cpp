// SPDX-License-Identifier: EUPL-1.2
#include "engine/crdt/lib0/reader.hpp"

#include "engine/crdt/lib0/utf16.hpp"
#include "engine/crdt/limits.hpp"

namespace denkraum::crdt {

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

std::uint64_t Reader::var_count(std::size_t bytes_each) {
    const std::uint64_t count = var_uint();
    if (count > remaining() / bytes_each) {
        refuse(ErrorCode::Corrupt, "count of more things than there are bytes");
        return 0;
    }
    return count;
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
