// SPDX-License-Identifier: EUPL-1.2
#include "platform/http/websocket/frame.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/utf8.hpp"

namespace denkraum::http {
namespace {

constexpr std::size_t room_bytes_min = 4 * 1024;
/// A buffer larger than this is given back when nothing is in it.
constexpr std::size_t kept_bytes_max = 64 * 1024;

constexpr std::uint16_t protocol_error = 1002;
constexpr std::uint16_t bad_text = 1007;
constexpr std::uint16_t too_big = 1009;

bool is_control(std::uint8_t opcode) {
    return opcode >= opcode_close;
}

bool is_known(std::uint8_t opcode) {
    return opcode <= opcode_binary || (opcode >= opcode_close && opcode <= opcode_pong);
}

void unmask(std::span<std::uint8_t> payload, std::span<const std::uint8_t> mask) {
    std::array<std::uint8_t, 8> twice{};
    std::copy_n(mask.begin(), 4, twice.begin());
    std::copy_n(mask.begin(), 4, twice.begin() + 4);
    std::uint64_t key = 0;
    std::memcpy(&key, twice.data(), sizeof key);
    std::size_t i = 0;
    for (; i + sizeof key <= payload.size(); i += sizeof key) {
        std::uint64_t word = 0;
        std::memcpy(&word, payload.data() + i, sizeof word);
        word ^= key;
        std::memcpy(payload.data() + i, &word, sizeof word);
    }
    for (; i < payload.size(); ++i)
        payload[i] ^= twice[i % 4];
}

Arrival violation(std::uint16_t code) {
    return {.kind = Arrival::Kind::Violation, .code = code};
}

Arrival close_of(ByteView payload) {
    if (payload.empty()) return {.kind = Arrival::Kind::Close, .code = 1005};
    if (payload.size() == 1) return violation(protocol_error);
    const auto code = static_cast<std::uint16_t>(payload[0] << 8U | payload[1]);
    if (!is_close_code(code)) return violation(protocol_error);
    if (!utf8::is_valid(as_text(payload.subspan(2)))) return violation(bad_text);
    return {.kind = Arrival::Kind::Close, .payload = payload.subspan(2), .code = code};
}

} // namespace

bool is_close_code(std::uint16_t code) {
    if (code >= 3000 && code <= 4999) return true;
    return code >= 1000 && code <= 1014 && code != 1004 && code != 1005 && code != 1006;
}

Bytes close_payload(std::uint16_t code, std::string_view reason) {
    Bytes payload{static_cast<std::uint8_t>(code >> 8U), static_cast<std::uint8_t>(code)};
    const ByteView text = as_bytes(utf8::truncate(reason, control_bytes_max - 2));
    payload.insert(payload.end(), text.begin(), text.end());
    return payload;
}

std::span<std::uint8_t> FrameReader::room() {
    if (begin_ == end_) {
        begin_ = end_ = 0;
        if (buffer_.size() > kept_bytes_max) Bytes().swap(buffer_);
    }
    if (buffer_.size() - end_ < room_bytes_min) {
        // Moving what is left to the front is enough when the buffer is mostly eaten already.
        if (begin_ > buffer_.size() / 2) {
            std::copy(
                buffer_.begin() + static_cast<std::ptrdiff_t>(begin_),
                buffer_.begin() + static_cast<std::ptrdiff_t>(end_),
                buffer_.begin()
            );
            end_ -= begin_;
            begin_ = 0;
        }
        if (buffer_.size() - end_ < room_bytes_min) {
            buffer_.resize(std::max(2 * buffer_.size(), end_ + room_bytes_min));
        }
    }
    return std::span(buffer_).subspan(end_);
}

/// Fills the header when it is complete; gives a violation's code, 0 when all is well, and
/// nothing when bytes are missing.
std::optional<std::uint16_t> FrameReader::read_header(Header& header) const {
    const ByteView bytes(buffer_.data() + begin_, end_ - begin_);
    if (bytes.size() < 2) return std::nullopt;
    header.is_final = (bytes[0] & 0x80U) != 0;
    header.opcode = bytes[0] & 0x0fU;
    if ((bytes[0] & 0x70U) != 0 || !is_known(header.opcode)) return protocol_error;
    if ((bytes[1] & 0x80U) == 0) return protocol_error; // clients must mask
    const std::size_t length = bytes[1] & 0x7fU;
    const std::size_t length_bytes = length == 127 ? 8 : length == 126 ? 2 : 0;
    header.header_bytes = 2 + length_bytes + 4;
    if (bytes.size() < header.header_bytes) return std::nullopt;
    header.payload_bytes = length;
    if (length_bytes > 0) {
        header.payload_bytes = 0;
        for (const std::uint8_t byte : bytes.subspan(2, length_bytes)) {
            header.payload_bytes = header.payload_bytes << 8U | byte;
        }
        const std::uint64_t least = length_bytes == 2 ? 126 : 65536;
        if (header.payload_bytes < least) return protocol_error; // not the shortest form
    }
    return violation_of(header);
}

std::uint16_t FrameReader::violation_of(const Header& header) const {
    if (is_control(header.opcode)) {
        const bool is_small = header.is_final && header.payload_bytes <= control_bytes_max;
        return is_small ? 0 : protocol_error;
    }
    const bool is_continuation = header.opcode == opcode_continuation;
    if (is_continuation != is_fragmented_) return protocol_error;
    if (header.payload_bytes > message_bytes_max_ - message_.size()) return too_big;
    return 0;
}

std::optional<Arrival> FrameReader::next() {
    if (is_message_given_) {
        is_message_given_ = false;
        message_.clear();
        if (message_.capacity() > kept_bytes_max) Bytes().swap(message_);
    }
    for (;;) {
        Header header{};
        const auto wrong = read_header(header);
        if (!wrong) return std::nullopt;
        if (*wrong != 0) return violation(*wrong);
        const std::size_t frame_bytes =
            header.header_bytes + static_cast<std::size_t>(header.payload_bytes);
        if (end_ - begin_ < frame_bytes) return std::nullopt;
        const auto frame = std::span(buffer_).subspan(begin_, frame_bytes);
        const auto payload = frame.subspan(header.header_bytes);
        unmask(payload, frame.subspan(header.header_bytes - 4, 4));
        begin_ += frame_bytes;
        if (auto arrival = take(header, payload)) return arrival;
    }
}

std::optional<Arrival> FrameReader::take(const Header& header, ByteView payload) {
    using Kind = Arrival::Kind;
    switch (header.opcode) {
    case opcode_close: return close_of(payload);
    case opcode_ping: return Arrival{.kind = Kind::Ping, .payload = payload};
    case opcode_pong: return Arrival{.kind = Kind::Pong, .payload = payload};
    default: break;
    }
    if (header.opcode != opcode_continuation) {
        fragmented_kind_ = header.opcode == opcode_text ? MessageKind::Text : MessageKind::Binary;
        if (header.is_final) return whole(fragmented_kind_, payload);
    }
    message_.insert(message_.end(), payload.begin(), payload.end());
    is_fragmented_ = !header.is_final;
    if (is_fragmented_) return std::nullopt;
    is_message_given_ = true;
    return whole(fragmented_kind_, message_);
}

Arrival FrameReader::whole(MessageKind kind, ByteView payload) const {
    if (kind == MessageKind::Text && !utf8::is_valid(as_text(payload))) return violation(bad_text);
    return {.kind = Arrival::Kind::Message, .message_kind = kind, .payload = payload};
}

} // namespace denkraum::http
