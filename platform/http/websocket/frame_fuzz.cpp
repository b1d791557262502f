// SPDX-License-Identifier: EUPL-1.2
// Any bytes from a client: what arrives is bounded, and the same however the network cuts them.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/check.hpp"
#include "platform/http/websocket/frame.hpp"

namespace {

using namespace denkraum;
using namespace denkraum::http;

constexpr std::size_t message_bytes_max = 300;

struct Heard {
    Arrival::Kind kind;
    MessageKind message_kind;
    std::uint16_t code;
    Bytes payload;
    friend bool operator==(const Heard&, const Heard&) = default;
};

/// Whether there is a way on.
bool hear_all(FrameReader& reader, std::vector<Heard>& heard) {
    while (const auto arrival = reader.next()) {
        const ByteView payload = arrival->payload;
        CHECK(payload.size() <= message_bytes_max, "what arrives is bounded");
        heard.push_back(
            {arrival->kind, arrival->message_kind, arrival->code, {payload.begin(), payload.end()}}
        );
        if (arrival->kind == Arrival::Kind::Violation) return false;
    }
    return true;
}

std::vector<Heard> read(ByteView bytes, std::size_t step) {
    FrameReader reader(message_bytes_max);
    std::vector<Heard> heard;
    while (!bytes.empty()) {
        const auto room = reader.room();
        const std::size_t taken = std::min({room.size(), bytes.size(), step});
        std::copy_n(bytes.begin(), taken, room.begin());
        reader.commit(taken);
        bytes = bytes.subspan(taken);
        if (!hear_all(reader, heard)) break;
    }
    return heard;
}

} // namespace

/// The first byte says in pieces of which size the rest comes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const ByteView bytes(data + 1, size - 1);
    CHECK(read(bytes, bytes.size()) == read(bytes, 1 + data[0] % 64U), "pieces change nothing");
    return 0;
}
