// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/log/pack.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "engine/crdt/lib0/reader.hpp"
#include "engine/crdt/lib0/writer.hpp"

namespace denkraum::document::pack {
namespace {

constexpr std::uint64_t version = 1;
constexpr std::size_t salt_bytes = 16;
constexpr std::size_t hash_begin_bytes = 4;
/// A kind, an epoch, an actor, a time, a salt and an update take a byte each at least.
constexpr std::size_t record_bytes_min = 6;

std::uint64_t zigzag(std::int64_t value) {
    return (static_cast<std::uint64_t>(value) << 1U) ^ static_cast<std::uint64_t>(value >> 63U);
}
std::int64_t unzigzag(std::uint64_t value) {
    return static_cast<std::int64_t>(value >> 1U) ^ -static_cast<std::int64_t>(value & 1U);
}

std::vector<network::ActorId> actors_of(std::span<const Sealed> records) {
    std::vector<network::ActorId> actors;
    for (const Sealed& sealed : records)
        actors.push_back(sealed.record.actor);
    std::sort(actors.begin(), actors.end());
    actors.erase(std::unique(actors.begin(), actors.end()), actors.end());
    return actors;
}

secret::Digest digest_of(ByteView bytes) {
    secret::Digest digest{};
    std::copy(bytes.begin(), bytes.end(), digest.begin());
    return digest;
}

/// Reads what one record says of its bytes: salt, update, hash.
void read_payload(crdt::Reader& in, Sealed& sealed) {
    const std::uint64_t salted = in.var_uint();
    if (salted != 0 && salted != salt_bytes) in.refuse(ErrorCode::Corrupt, "no salt of a record");
    const ByteView salt = in.bytes(salted);
    const ByteView hash = in.bytes(salted == 0 ? secret::Digest().size() : hash_begin_bytes);
    const ByteView update = in.var_bytes();
    if (in.failed()) return;
    sealed.seal.salt.assign(salt.begin(), salt.end());
    sealed.record.update.assign(update.begin(), update.end());
    if (salted == 0) {
        sealed.seal.payload_hash = digest_of(hash);
        return;
    }
    sealed.seal.payload_hash = payload_hash_of(salt, update);
    std::copy(hash.begin(), hash.end(), sealed.seal.payload_hash.begin());
}

} // namespace

Pack make(const secret::Digest& chain_before, std::span<const Sealed> records) {
    CHECK(!records.empty(), "a pack holds something");
    const auto actors = actors_of(records);
    crdt::Writer out;
    out.var_uint(version);
    out.var_uint(records.size());
    out.var_uint(actors.size());
    for (const network::ActorId& actor : actors)
        out.bytes(actor.bytes());
    std::int64_t before = 0;
    for (const auto& [record, seal] : records) {
        const auto actor = std::lower_bound(actors.begin(), actors.end(), record.actor);
        out.var_uint(static_cast<std::uint64_t>(record.kind));
        out.var_uint(static_cast<std::uint64_t>(record.epoch));
        out.var_uint(static_cast<std::uint64_t>(actor - actors.begin()));
        out.var_uint(zigzag(record.at.us - before));
        before = record.at.us;
        out.var_bytes(seal.salt);
        const ByteView hash(seal.payload_hash);
        out.bytes(seal.salt.empty() ? hash : hash.first(hash_begin_bytes));
        out.var_bytes(record.update);
    }
    return {
        .document = records.front().record.document,
        .first_seq = records.front().record.seq,
        .last_seq = records.back().record.seq,
        .chain_before = chain_before,
        .chain = records.back().seal.chain,
        .records = out.take()
    };
}

Result<std::vector<Sealed>> read(const Pack& pack) {
    crdt::Reader in(pack.records);
    if (in.var_uint() != version) return fail(ErrorCode::Corrupt, "a pack of an unknown version");
    const std::uint64_t count = in.var_count(record_bytes_min);
    const std::uint64_t actor_count = in.var_count(network::ActorId::Raw().size());
    const ByteView actors = in.bytes(actor_count * network::ActorId::Raw().size());
    std::vector<Sealed> records;
    secret::Digest chain = pack.chain_before;
    std::int64_t at = 0;
    for (std::uint64_t i = 0; i < count && !in.failed(); ++i) {
        Sealed& sealed = records.emplace_back();
        Record& record = sealed.record;
        record.document = pack.document;
        record.seq = pack.first_seq + static_cast<Seq>(i);
        record.kind = static_cast<RecordKind>(in.var_uint());
        record.epoch = static_cast<Epoch>(in.var_uint());
        const std::uint64_t actor = in.var_uint();
        at += unzigzag(in.var_uint());
        record.at = {at};
        read_payload(in, sealed);
        if (actor >= actor_count) in.refuse(ErrorCode::Corrupt, "an actor that is not in the list");
        if (in.failed()) break;
        network::ActorId::Raw raw{};
        const ByteView named = actors.subspan(actor * raw.size(), raw.size());
        std::copy(named.begin(), named.end(), raw.begin());
        record.actor = network::ActorId(raw);
        chain = chain_of(chain, record, sealed.seal.payload_hash);
        sealed.seal.chain = chain;
    }
    DK_DO(in.result());
    const Seq last = pack.first_seq + static_cast<Seq>(count) - 1;
    if (!in.done() || records.empty() || last != pack.last_seq) {
        return fail(ErrorCode::Corrupt, "a pack that ends elsewhere");
    }
    records.back().seal.chain = pack.chain;
    return records;
}

bool holds(const Pack& pack, std::span<const Sealed> records) {
    const auto again = read(pack);
    return again && std::equal(again->begin(), again->end(), records.begin(), records.end());
}

} // namespace denkraum::document::pack
