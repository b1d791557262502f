// SPDX-License-Identifier: EUPL-1.2
#include "platform/http/websocket/message.hpp"

#include "platform/http/websocket/frame.hpp"

namespace denkraum::http {
namespace {

void append_header(Bytes& frame, std::uint8_t opcode, std::size_t payload_bytes) {
    frame.push_back(static_cast<std::uint8_t>(0x80U | opcode)); // FIN: never fragmented
    if (payload_bytes < 126) {
        frame.push_back(static_cast<std::uint8_t>(payload_bytes));
        return;
    }
    const bool is_long = payload_bytes > 0xffff;
    frame.push_back(is_long ? 127 : 126);
    for (int shift = is_long ? 56 : 8; shift >= 0; shift -= 8) {
        frame.push_back(static_cast<std::uint8_t>(std::uint64_t{payload_bytes} >> shift));
    }
}

} // namespace

Message Message::make(std::uint8_t opcode, std::initializer_list<ByteView> pieces) {
    std::size_t payload_bytes = 0;
    for (const ByteView piece : pieces)
        payload_bytes += piece.size();
    auto frame = std::make_shared<Bytes>();
    frame->reserve(payload_bytes + frame_header_bytes_max);
    append_header(*frame, opcode, payload_bytes);
    const std::size_t header_bytes = frame->size();
    for (const ByteView piece : pieces)
        frame->insert(frame->end(), piece.begin(), piece.end());
    return {std::move(frame), header_bytes};
}

Message Message::binary(ByteView payload) {
    return make(opcode_binary, {payload});
}

Message Message::text(std::string_view payload) {
    return make(opcode_text, {as_bytes(payload)});
}

Message Message::binary_of(std::initializer_list<ByteView> pieces) {
    return make(opcode_binary, pieces);
}

Message Message::control(std::uint8_t opcode, ByteView payload) {
    return make(opcode, {payload});
}

MessageKind Message::kind() const {
    return (frame().front() & 0x0fU) == opcode_text ? MessageKind::Text : MessageKind::Binary;
}

} // namespace denkraum::http
