// SPDX-License-Identifier: EUPL-1.2
#include "engine/crdt/snapshot.hpp"

#include <array>
#include <bit>
#include <cstring>

#include "engine/crdt/lib0/reader.hpp"
#include "engine/crdt/lib0/writer.hpp"
#include "engine/crdt/state/store.hpp"
#include "engine/crdt/types/read.hpp"

namespace denkraum::crdt {
namespace {

static_assert(std::endian::native == std::endian::little, "numbers are written as they lie");

constexpr std::string_view magic = "DKS1";

struct Header {
    std::array<char, 4> magic;
    std::uint32_t zero;
    std::uint64_t texts_bytes;
    std::uint64_t texts_checksum;
    std::uint64_t state_checksum;
};

/// Finds bytes that changed by accident, eight at a time; it is no protection against malice.
std::uint64_t checksum(ByteView bytes) {
    constexpr std::uint64_t odd = 0x9e37'79b9'7f4a'7c15U;
    std::uint64_t sum = bytes.size() * odd;
    const auto mix = [&](std::uint64_t word) {
        sum = (sum ^ word) * odd;
        sum ^= sum >> 32U;
    };
    std::uint64_t word = 0;
    for (; bytes.size() >= sizeof word; bytes = bytes.subspan(sizeof word)) {
        std::memcpy(&word, bytes.data(), sizeof word);
        mix(word);
    }
    word = 0;
    if (!bytes.empty()) std::memcpy(&word, bytes.data(), bytes.size());
    mix(word);
    return sum;
}

Bytes texts_of(const Store& store) {
    Writer writer;
    for (TypeIndex index = 0; index < store.type_count(); ++index) {
        const Type& type = store.type(index);
        if (type.item != no_item || type.start == no_item) continue;
        std::string text;
        append_text(text, store, index);
        writer.var_string(store.name(type.name));
        writer.var_string(text);
    }
    return writer.take();
}

} // namespace

Bytes write_snapshot(const Doc& document) {
    const Bytes texts = texts_of(document.store());
    const Bytes state = document.encode_state();
    Header header{{}, 0, texts.size(), checksum(texts), checksum(state)};
    std::memcpy(header.magic.data(), magic.data(), magic.size());
    Bytes out(sizeof header);
    out.reserve(sizeof header + texts.size() + state.size());
    std::memcpy(out.data(), &header, sizeof header);
    out.insert(out.end(), texts.begin(), texts.end());
    out.insert(out.end(), state.begin(), state.end());
    return out;
}

Result<Snapshot> Snapshot::open(ByteView bytes) {
    Header header;
    if (bytes.size() < sizeof header) return fail(ErrorCode::Corrupt, "snapshot too short");
    std::memcpy(&header, bytes.data(), sizeof header);
    const ByteView rest = bytes.subspan(sizeof header);
    const std::string_view found(header.magic.data(), header.magic.size());
    if (found != magic || header.zero != 0 || header.texts_bytes > rest.size()) {
        return fail(ErrorCode::Corrupt, "no snapshot");
    }
    const ByteView texts = rest.first(header.texts_bytes);
    if (checksum(texts) != header.texts_checksum) {
        return fail(ErrorCode::Corrupt, "texts of a snapshot have changed");
    }
    return Snapshot(texts, rest.subspan(texts.size()), header.state_checksum);
}

std::string_view Snapshot::text(std::string_view root) const {
    Reader reader(texts_);
    while (!reader.done() && !reader.failed()) {
        const std::string_view name = as_text(reader.var_bytes());
        const std::string_view text = as_text(reader.var_bytes());
        if (name == root) return text;
    }
    return {};
}

Result<Doc> Snapshot::load() const {
    if (checksum(state_) != state_checksum_) {
        return fail(ErrorCode::Corrupt, "state of a snapshot has changed");
    }
    Doc document;
    DK_TRY([[maybe_unused]] const Changes changes, document.apply(state_));
    return document;
}

} // namespace denkraum::crdt
