// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string_view>
#include <utility>

#include "base/bytes.hpp"

namespace denkraum::http {

enum class MessageKind { Text, Binary };

/// One outgoing WebSocket message, framed once (RFC 6455 section 5.2, unmasked, unfragmented).
/// Copying it copies a pointer, so a message to a thousand peers exists once.
class Message {
public:
    [[nodiscard]] static Message binary(ByteView payload);
    /// Requires: UTF-8.
    [[nodiscard]] static Message text(std::string_view payload);
    /// The pieces one after the other, for a header before a shared payload.
    [[nodiscard]] static Message binary_of(std::initializer_list<ByteView> pieces);

    /// Header and payload as they go over the wire.
    [[nodiscard]] ByteView frame() const { return *frame_; }
    [[nodiscard]] ByteView payload() const { return frame().subspan(header_bytes_); }
    [[nodiscard]] MessageKind kind() const;

    /// For the server's own control frames.
    [[nodiscard]] static Message control(std::uint8_t opcode, ByteView payload);

private:
    static Message make(std::uint8_t opcode, std::initializer_list<ByteView> pieces);
    Message(std::shared_ptr<const Bytes> frame, std::size_t header_bytes)
        : frame_(std::move(frame)), header_bytes_(header_bytes) {}

    std::shared_ptr<const Bytes> frame_;
    std::size_t header_bytes_;
};

} // namespace denkraum::http
