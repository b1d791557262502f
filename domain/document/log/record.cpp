// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/log/record.hpp"

#include <array>

namespace denkraum::document {
namespace {

constexpr std::size_t salt_bytes = 16;

void add_number(secret::Sha256& hash, std::int64_t number) {
    std::array<std::uint8_t, 8> bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        bytes[i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(number) >> (8U * (7U - i)));
    }
    hash.add(bytes);
}

} // namespace

secret::Digest payload_hash_of(ByteView salt, ByteView update) {
    secret::Sha256 hash;
    hash.add(salt).add(update);
    return std::move(hash).finish();
}

secret::Digest
chain_of(const secret::Digest& previous, const Record& record, const secret::Digest& payload_hash) {
    secret::Sha256 hash;
    hash.add(previous).add(record.document.bytes());
    add_number(hash, record.seq);
    add_number(hash, record.epoch);
    add_number(hash, static_cast<std::int64_t>(record.kind));
    hash.add(record.actor.bytes());
    add_number(hash, record.at.us);
    hash.add(payload_hash);
    return std::move(hash).finish();
}

Seal seal(const secret::Digest& previous, const Record& record, Randomness& randomness) {
    Seal made;
    made.salt.resize(salt_bytes);
    randomness.fill(made.salt);
    made.payload_hash = payload_hash_of(made.salt, record.update);
    made.chain = chain_of(previous, record, made.payload_hash);
    return made;
}

} // namespace denkraum::document
