// SPDX-License-Identifier: EUPL-1.2
#include "platform/http/websocket/handshake.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

#include "base/bytes.hpp"
#include "base/utf8.hpp"

namespace denkraum::http {
namespace {

using Sha1 = std::array<std::uint32_t, 5>;

void add_block(Sha1& state, ByteView block) {
    std::array<std::uint32_t, 80> words{};
    for (std::size_t i = 0; i < 16; ++i) {
        for (std::size_t b = 0; b < 4; ++b)
            words[i] = words[i] << 8U | block[4 * i + b];
    }
    for (std::size_t i = 16; i < 80; ++i) {
        words[i] = std::rotl(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1);
    }
    auto [a, b, c, d, e] = state;
    for (std::size_t i = 0; i < 80; ++i) {
        std::uint32_t mix = 0;
        if (i < 20) {
            mix = ((b & c) | (~b & d)) + 0x5a827999U;
        } else if (i < 40) {
            mix = (b ^ c ^ d) + 0x6ed9eba1U;
        } else if (i < 60) {
            mix = ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdcU;
        } else {
            mix = (b ^ c ^ d) + 0xca62c1d6U;
        }
        const std::uint32_t next = std::rotl(a, 5) + mix + e + words[i];
        e = d;
        d = c;
        c = std::rotl(b, 30);
        b = a;
        a = next;
    }
    const Sha1 added{a, b, c, d, e};
    for (std::size_t i = 0; i < state.size(); ++i)
        state[i] += added[i];
}

/// SHA-1, which RFC 6455 asks for here. It protects nothing: it only shows that the server
/// understood the question.
Bytes sha1(std::string_view text) {
    Bytes padded(as_bytes(text).begin(), as_bytes(text).end());
    const std::uint64_t bits = std::uint64_t{text.size()} * 8;
    padded.push_back(0x80);
    while (padded.size() % 64 != 56)
        padded.push_back(0);
    for (int shift = 56; shift >= 0; shift -= 8) {
        padded.push_back(static_cast<std::uint8_t>(bits >> shift));
    }
    Sha1 state{0x67452301U, 0xefcdab89U, 0x98badcfeU, 0x10325476U, 0xc3d2e1f0U};
    for (std::size_t at = 0; at < padded.size(); at += 64) {
        add_block(state, ByteView(padded).subspan(at, 64));
    }
    Bytes hash;
    for (const std::uint32_t word : state) {
        for (int shift = 24; shift >= 0; shift -= 8) {
            hash.push_back(static_cast<std::uint8_t>(word >> shift));
        }
    }
    return hash;
}

bool lists(std::optional<std::string_view> field, std::string_view token) {
    std::string_view rest = field.value_or("");
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(','), rest.size());
        if (equals_ignoring_case(utf8::trim(rest.substr(0, end)), token)) return true;
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return false;
}

} // namespace

bool wants_websocket(const Headers& headers) {
    return lists(headers.find("Upgrade"), "websocket")
           && lists(headers.find("Connection"), "upgrade");
}

std::optional<std::string> accept_handshake(const Headers& headers) {
    const auto key = headers.find("Sec-WebSocket-Key");
    if (!wants_websocket(headers) || headers.find("Sec-WebSocket-Version") != "13" || !key) {
        return std::nullopt;
    }
    const auto nonce = from_base64(*key);
    if (!nonce || nonce->size() != 16) return std::nullopt;
    return accept_value(*key);
}

std::string accept_value(std::string_view key) {
    return to_base64(sha1(std::string(key) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"));
}

} // namespace denkraum::http
