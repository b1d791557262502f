// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/log/sealed_store.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace denkraum::document::sealed_store {
namespace {

Result<secret::Digest> digest_from(ByteView bytes) {
    secret::Digest digest{};
    if (bytes.size() != digest.size()) return fail(ErrorCode::Corrupt, "a digest has 32 bytes");
    std::copy(bytes.begin(), bytes.end(), digest.begin());
    return digest;
}

Result<Sealed> read_sealed(sql::Row row) {
    sql::Columns in(row);
    Sealed sealed;
    sealed.record.document = in.next<DocumentId>();
    sealed.record.seq = in.next<Seq>();
    sealed.record.epoch = in.next<Epoch>();
    sealed.record.kind = static_cast<RecordKind>(in.next<std::uint8_t>());
    sealed.record.actor = in.next<network::ActorId>();
    sealed.record.at = in.next<Instant>();
    sealed.seal.salt = in.next<Bytes>();
    sealed.record.update = in.next<Bytes>();
    const Bytes payload_hash = in.next<Bytes>();
    const Bytes chain = in.next<Bytes>();
    DK_TRY(sealed.seal.payload_hash, digest_from(payload_hash));
    DK_TRY(sealed.seal.chain, digest_from(chain));
    return std::move(in).finish(std::move(sealed));
}

Result<std::vector<Sealed>>
rows_after(sql::Transaction& log, DocumentId document, Seq after, std::int64_t count) {
    return log.query_list(
        read_sealed,
        "SELECT document, seq, epoch, kind, actor, at, salt, update_bytes, payload_hash, chain"
        " FROM document_update WHERE document = ? AND seq > ? ORDER BY seq LIMIT ?",
        document,
        after,
        count
    );
}

} // namespace

Result<std::optional<pack::Pack>> next_pack(sql::Transaction& log, DocumentId document, Seq after) {
    return log.query_optional(
        [&](sql::Row row) -> Result<pack::Pack> {
            sql::Columns in(row);
            pack::Pack pack{.document = document};
            pack.first_seq = in.next<Seq>();
            pack.last_seq = in.next<Seq>();
            const Bytes before = in.next<Bytes>();
            const Bytes chain = in.next<Bytes>();
            pack.records = in.next<Bytes>();
            DK_TRY(pack.chain_before, digest_from(before));
            DK_TRY(pack.chain, digest_from(chain));
            return std::move(in).finish(std::move(pack));
        },
        "SELECT first_seq, last_seq, chain_before, chain, records FROM document_pack"
        " WHERE document = ? AND last_seq > ? ORDER BY last_seq LIMIT 1",
        document,
        after
    );
}

Result<std::vector<Sealed>>
after(sql::Transaction& log, DocumentId document, Seq after, std::int64_t count) {
    std::vector<Sealed> found;
    const auto is_enough = [&] { return static_cast<std::int64_t>(found.size()) >= count; };
    while (!is_enough()) {
        DK_TRY(const auto pack, next_pack(log, document, after));
        if (!pack) break;
        auto records = pack::read(*pack).value_or(std::vector<Sealed>{});
        for (Sealed& sealed : records) {
            if (sealed.record.seq > after && !is_enough()) found.push_back(std::move(sealed));
        }
        after = pack->last_seq;
    }
    if (is_enough()) return found;
    const std::int64_t rest = count - static_cast<std::int64_t>(found.size());
    DK_TRY(auto rows, rows_after(log, document, after, rest));
    std::move(rows.begin(), rows.end(), std::back_inserter(found));
    return found;
}

} // namespace denkraum::document::sealed_store
