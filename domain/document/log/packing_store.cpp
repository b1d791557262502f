// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/log/packing_store.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "domain/document/limits.hpp"
#include "domain/document/log/pack.hpp"
#include "domain/document/log/sealed_store.hpp"

namespace denkraum::document::packing_store {
namespace {

struct Rows {
    Seq first = 0;
    Seq last = 0;
    Seq snapshot = 0;
};

Result<std::optional<Rows>> rows_of(sql::Transaction& log, DocumentId document) {
    return log.query_optional(
        [](sql::Row row) -> Result<Rows> {
            sql::Columns in(row);
            Rows rows{
                .first = in.next<std::optional<Seq>>().value_or(0),
                .last = in.next<std::optional<Seq>>().value_or(0),
                .snapshot = in.next<std::optional<Seq>>().value_or(0)
            };
            return std::move(in).finish(rows);
        },
        "SELECT (SELECT min(seq) FROM document_update WHERE document = ?),"
        " (SELECT max(seq) FROM document_update WHERE document = ?),"
        " (SELECT seq FROM document_snapshot WHERE document = ?)",
        document,
        document,
        document
    );
}

/// How many of the records can be packed together: sound ones without a gap, not too large.
std::size_t
packable(const std::vector<Sealed>& records, Seq first, const secret::Digest& chain_before) {
    std::size_t bytes = 0;
    std::size_t count = 0;
    secret::Digest chain = chain_before;
    for (const auto& [record, seal] : records) {
        const bool is_sound =
            record.seq == first + static_cast<Seq>(count)
            && (seal.salt.empty() || payload_hash_of(seal.salt, record.update) == seal.payload_hash)
            && chain_of(chain, record, seal.payload_hash) == seal.chain;
        if (!is_sound) return 0;
        bytes += record.update.size();
        if (count > 0 && bytes > pack_bytes_max) break;
        chain = seal.chain;
        ++count;
    }
    return count;
}

Result<secret::Digest> chain_before(sql::Transaction& log, DocumentId document, Seq first) {
    if (first == 1) return secret::Digest{};
    DK_TRY(const auto pack, sealed_store::next_pack(log, document, first - 2));
    if (pack && pack->last_seq == first - 1) return pack->chain;
    return fail(ErrorCode::Corrupt, "a record before the oldest row is missing");
}

Done insert(sql::Transaction& log, const pack::Pack& pack) {
    DK_DO(log.execute(
        "INSERT INTO document_pack (document, first_seq, last_seq, chain_before, chain, records)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        pack.document,
        pack.first_seq,
        pack.last_seq,
        ByteView(pack.chain_before),
        ByteView(pack.chain),
        pack.records
    ));
    DK_DO(log.execute(
        "DELETE FROM document_update WHERE document = ? AND seq >= ? AND seq <= ?",
        pack.document,
        pack.first_seq,
        pack.last_seq
    ));
    return {};
}

} // namespace

Result<bool> pack_oldest(sql::Transaction& log, DocumentId document) {
    DK_TRY(const auto rows, rows_of(log, document));
    if (!rows || rows->first == 0) return false;
    const Seq until = std::min(rows->snapshot, rows->last - unpacked_records_min);
    if (until - rows->first + 1 < pack_records_max) return false;
    const auto before = chain_before(log, document, rows->first);
    if (!before) return false;
    DK_TRY(auto records, sealed_store::after(log, document, rows->first - 1, pack_records_max));
    records.resize(packable(records, rows->first, *before));
    if (records.empty()) return false;
    const pack::Pack pack = pack::make(*before, records);
    if (!pack::holds(pack, records)) return false;
    DK_DO(insert(log, pack));
    return true;
}

Result<bool>
replace_update(sql::Transaction& log, DocumentId document, Seq seq, const Bytes& update) {
    DK_TRY(const auto pack, sealed_store::next_pack(log, document, seq - 1));
    if (!pack || pack->first_seq > seq) return false;
    DK_TRY(auto records, pack::read(*pack));
    Sealed& sealed = records.at(static_cast<std::size_t>(seq - pack->first_seq));
    sealed.record.update = update;
    sealed.seal.salt.clear();
    const pack::Pack cleaned = pack::make(pack->chain_before, records);
    DK_DO(log.execute(
        "UPDATE document_pack SET records = ? WHERE document = ? AND last_seq = ?",
        cleaned.records,
        document,
        pack->last_seq
    ));
    return true;
}

} // namespace denkraum::document::packing_store
