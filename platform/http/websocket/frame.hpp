// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "base/bytes.hpp"
#include "platform/http/websocket/message.hpp"

/// The client's side of RFC 6455: what arrives, taken apart.
///
///   frame   = flags-and-opcode length [ length16 / length64 ] mask payload
///   flags   = FIN (0x80), RSV1..3 (0x70, must be 0), opcode (0x0f)
///   length  = 0x80 (masked, required) + 0..125, or 126 / 127: 16 or 64 bits follow, big-endian
///   mask    = 4 bytes, XORed over the payload
///   opcode  = 0 continuation, 1 text, 2 binary, 8 close, 9 ping, 10 pong
namespace denkraum::http {

inline constexpr std::uint8_t opcode_continuation = 0;
inline constexpr std::uint8_t opcode_text = 1;
inline constexpr std::uint8_t opcode_binary = 2;
inline constexpr std::uint8_t opcode_close = 8;
inline constexpr std::uint8_t opcode_ping = 9;
inline constexpr std::uint8_t opcode_pong = 10;

inline constexpr std::size_t frame_header_bytes_max = 14;
inline constexpr std::size_t control_bytes_max = 125;

/// Something complete that arrived. `payload` is valid until the reader is used again.
struct Arrival {
    enum class Kind { Message, Ping, Pong, Close, Violation };
    Kind kind = Kind::Violation;
    MessageKind message_kind = MessageKind::Binary; ///< of a Message
    ByteView payload = {};
    /// Of a Close: 1005 when it had none. Of a Violation: what to close with.
    std::uint16_t code = 0;
};

/// Takes bytes as they come and gives back whole messages. A message in one frame is unmasked
/// where it lies and not copied. Memory grows with what was received, not with what a header
/// announces.
class FrameReader {
public:
    explicit FrameReader(std::size_t message_bytes_max) : message_bytes_max_(message_bytes_max) {}

    /// Room to read into; never empty. What arrived is told by commit().
    [[nodiscard]] std::span<std::uint8_t> room();
    void commit(std::size_t bytes) { end_ += bytes; }

    /// The next arrival, or nothing until more bytes come. After a Violation there is no way on.
    [[nodiscard]] std::optional<Arrival> next();

private:
    struct Header {
        bool is_final;
        std::uint8_t opcode;
        std::uint64_t payload_bytes;
        std::size_t header_bytes;
    };

    [[nodiscard]] std::optional<std::uint16_t> read_header(Header& header) const;
    [[nodiscard]] std::uint16_t violation_of(const Header& header) const;
    [[nodiscard]] std::optional<Arrival> take(const Header& header, ByteView payload);
    [[nodiscard]] Arrival whole(MessageKind kind, ByteView payload) const;

    std::size_t message_bytes_max_;
    Bytes buffer_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    Bytes message_; ///< the fragments so far
    bool is_fragmented_ = false;
    bool is_message_given_ = false; ///< message_ was handed out and can be emptied
    MessageKind fragmented_kind_ = MessageKind::Binary;
};

/// Whether a peer may send this code (RFC 6455 section 7.4).
[[nodiscard]] bool is_close_code(std::uint16_t code);

/// A close frame's payload: the code, and a reason cut at a character to fit.
[[nodiscard]] Bytes close_payload(std::uint16_t code, std::string_view reason);

} // namespace denkraum::http
