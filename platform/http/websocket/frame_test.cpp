// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "platform/http/websocket/frame.hpp"
#include "platform/http/websocket/handshake.hpp"

namespace denkraum::http {
namespace {

using Kind = Arrival::Kind;

/// What a client sends: the server's framing with a mask put in.
Bytes masked(std::uint8_t first_byte, std::string_view payload) {
    const Message plain =
        Message::control(static_cast<std::uint8_t>(first_byte & 0x0fU), as_bytes(payload));
    Bytes frame(plain.frame().begin(), plain.frame().end());
    frame[0] = first_byte;
    frame[1] |= 0x80U;
    const Bytes mask{0x12, 0x34, 0x56, 0x78};
    const auto at = frame.end() - static_cast<std::ptrdiff_t>(payload.size());
    const auto begin = frame.insert(at, mask.begin(), mask.end()) + 4;
    for (std::size_t i = 0; i < payload.size(); ++i)
        begin[static_cast<std::ptrdiff_t>(i)] ^= mask[i % 4];
    return frame;
}

/// What a reader makes of bytes that arrive in pieces of this size.
std::vector<std::pair<Kind, std::string>>
read(FrameReader& reader, ByteView bytes, std::size_t piece = 1'000'000) {
    std::vector<std::pair<Kind, std::string>> arrivals;
    while (!bytes.empty()) {
        const auto room = reader.room();
        const std::size_t n = std::min({room.size(), bytes.size(), piece});
        std::copy_n(bytes.begin(), n, room.begin());
        reader.commit(n);
        bytes = bytes.subspan(n);
        while (const auto arrival = reader.next()) {
            const bool has_code = arrival->kind == Kind::Close || arrival->kind == Kind::Violation;
            arrivals.emplace_back(
                arrival->kind,
                (has_code ? std::to_string(arrival->code) : "")
                    + std::string(as_text(arrival->payload))
            );
            if (arrival->kind == Kind::Violation) return arrivals;
        }
    }
    return arrivals;
}

std::vector<std::pair<Kind, std::string>> read_new(ByteView bytes) {
    FrameReader reader(1000);
    return read(reader, bytes);
}

using Expected = std::vector<std::pair<Kind, std::string>>;

TEST(Message, is_framed_as_the_standard_shows) {
    EXPECT_EQ(to_hex(Message::text("Hello").frame()), "810548656c6c6f");
    const Bytes medium(256, 0);
    const Bytes large(65536, 0);
    EXPECT_EQ(to_hex(Message::binary(medium).frame().first(4)), "827e0100");
    EXPECT_EQ(to_hex(Message::binary(large).frame().first(10)), "827f0000000000010000");
    EXPECT_EQ(Message::binary(large).payload().size(), 65536U);
    EXPECT_EQ(Message::text("x").kind(), MessageKind::Text);
    const Bytes a{1, 2};
    const Bytes b{3};
    EXPECT_EQ(to_hex(Message::binary_of({a, b}).frame()), "8203010203");
}

TEST(FrameReader, reads_messages_however_they_are_cut) {
    const std::string long_text(70'000, 'x');
    Bytes bytes;
    for (const Bytes& frame :
         {masked(0x82, "one"),
          masked(0x81, "zwö"),
          masked(0x82, ""),
          masked(0x82, std::string(200, 'y')),
          masked(0x82, long_text)}) {
        bytes.insert(bytes.end(), frame.begin(), frame.end());
    }
    for (const std::size_t piece : {1U, 2U, 7U, 4096U, 1'000'000U}) {
        FrameReader reader(100'000);
        EXPECT_EQ(
            read(reader, bytes, piece),
            (Expected{
                {Kind::Message, "one"},
                {Kind::Message, "zwö"},
                {Kind::Message, ""},
                {Kind::Message, std::string(200, 'y')},
                {Kind::Message, long_text}
            })
        ) << piece;
    }
}

TEST(FrameReader, joins_fragments_and_lets_control_frames_between) {
    Bytes bytes;
    for (const Bytes& frame :
         {masked(0x01, "zw\xc3"),
          masked(0x89, "here?"),
          masked(0x00, ""),
          masked(0x80, "\xb6lf"),
          masked(0x8a, "yes"),
          masked(0x82, "next")}) {
        bytes.insert(bytes.end(), frame.begin(), frame.end());
    }
    EXPECT_EQ(
        read_new(bytes),
        (Expected{
            {Kind::Ping, "here?"},
            {Kind::Message, "zwölf"},
            {Kind::Pong, "yes"},
            {Kind::Message, "next"}
        })
    );
}

TEST(FrameReader, tells_how_the_peer_closed) {
    EXPECT_EQ(read_new(masked(0x88, "")), (Expected{{Kind::Close, "1005"}}));
    EXPECT_EQ(
        read_new(masked(
            0x88,
            "\x03\xe8"
            "bye"
        )),
        (Expected{{Kind::Close, "1000bye"}})
    );
    EXPECT_EQ(read_new(masked(0x88, "\x0f\xa1")), (Expected{{Kind::Close, "4001"}}));
}

TEST(FrameReader, refuses_what_breaks_the_protocol) {
    const Expected broken{{Kind::Violation, "1002"}};
    EXPECT_EQ(read_new(Message::text("unmasked").frame()), broken);
    EXPECT_EQ(read_new(masked(0xc2, "reserved bit")), broken);
    EXPECT_EQ(read_new(masked(0x83, "reserved opcode")), broken);
    EXPECT_EQ(read_new(masked(0x80, "continues nothing")), broken);
    EXPECT_EQ(read_new(masked(0x09, "fragmented ping")), broken);
    EXPECT_EQ(read_new(masked(0x89, std::string(126, 'x'))), broken);
    EXPECT_EQ(read_new(masked(0x88, "x")), broken);
    EXPECT_EQ(read_new(masked(0x88, "\x03\xed")), broken) << "1005 is never sent";
    EXPECT_EQ(read_new(*from_hex("82fe000512345678")), broken) << "not the shortest length";
    EXPECT_EQ(read_new(*from_hex("82ff000000000000000512345678")), broken);
    Bytes bytes = masked(0x01, "begun");
    const Bytes other = masked(0x81, "another before its end");
    bytes.insert(bytes.end(), other.begin(), other.end());
    EXPECT_EQ(read_new(bytes), broken);
}

TEST(FrameReader, refuses_text_that_is_not_utf8) {
    const Expected bad{{Kind::Violation, "1007"}};
    EXPECT_EQ(read_new(masked(0x81, "\xc3")), bad);
    EXPECT_EQ(read_new(masked(0x88, "\x03\xe8\xff")), bad);
}

TEST(FrameReader, refuses_what_is_too_big_before_it_has_come) {
    const Expected big{{Kind::Violation, "1009"}};
    EXPECT_EQ(read_new(*from_hex("82fe03e912345678")), big) << "1001 bytes announced";
    EXPECT_EQ(read_new(*from_hex("82ff7fffffffffffffff12345678")), big);
    Bytes fragments;
    for (int i = 0; i < 3; ++i) {
        const Bytes frame = masked(i == 0 ? 0x02 : 0x00, std::string(400, 'x'));
        fragments.insert(fragments.end(), frame.begin(), frame.end());
    }
    EXPECT_EQ(read_new(fragments), big) << "the bound is for the message, not for a frame";
    EXPECT_EQ(read_new(masked(0x82, std::string(1000, 'x'))).at(0).first, Kind::Message);
}

TEST(FrameReader, survives_rubbish) {
    std::mt19937 random(5);
    for (int round = 0; round < 5'000; ++round) {
        Bytes bytes = masked(0x02, "some text");
        const Bytes more = masked(0x80, "that goes on");
        bytes.insert(bytes.end(), more.begin(), more.end());
        for (int edits = 0; edits < 3; ++edits) {
            bytes[random() % bytes.size()] = static_cast<std::uint8_t>(random());
        }
        FrameReader reader(64);
        for (const auto& [kind, text] : read(reader, bytes, 1 + random() % 9)) {
            EXPECT_TRUE(kind != Kind::Message || text.size() <= 64);
        }
    }
}

TEST(Handshake, is_accepted_as_the_standard_shows) {
    Headers headers;
    headers.add("Upgrade", "WebSocket");
    headers.add("Connection", "keep-alive, Upgrade");
    headers.add("Sec-WebSocket-Version", "13");
    headers.add("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
    EXPECT_EQ(accept_handshake(headers), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
}

TEST(Handshake, needs_version_13_and_a_key_of_16_bytes) {
    Headers headers;
    headers.add("Upgrade", "websocket");
    headers.add("Connection", "Upgrade");
    EXPECT_TRUE(wants_websocket(headers));
    EXPECT_EQ(accept_handshake(headers), std::nullopt);
    headers.add("Sec-WebSocket-Version", "13");
    EXPECT_EQ(accept_handshake(headers), std::nullopt);
    headers.add("Sec-WebSocket-Key", "c2hvcnQ=");
    EXPECT_EQ(accept_handshake(headers), std::nullopt);
}

} // namespace
} // namespace denkraum::http
