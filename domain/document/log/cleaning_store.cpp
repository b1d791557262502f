// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/log/cleaning_store.hpp"

#include <utility>

#include "domain/document/log/packing_store.hpp"
#include "domain/document/log/sealed_store.hpp"

namespace denkraum::document::cleaning_store {

Result<std::vector<Line>>
lines_after(sql::Transaction& log, DocumentId document, Seq after, std::int64_t count_max) {
    DK_TRY(auto records, sealed_store::after(log, document, after, count_max));
    std::vector<Line> lines;
    for (Sealed& sealed : records)
        lines.push_back({sealed.record.seq, std::move(sealed.record.update)});
    return lines;
}

Done replace_update(sql::Transaction& log, DocumentId document, Seq seq, const Bytes& update) {
    DK_TRY(const bool is_packed, packing_store::replace_update(log, document, seq, update));
    if (is_packed) return {};
    DK_DO(log.execute(
        "UPDATE document_update SET update_bytes = ?, salt = ? WHERE document = ? AND seq = ?",
        update,
        Bytes{},
        document,
        seq
    ));
    return {};
}

Result<std::optional<Bytes>> snapshot(sql::Transaction& log, DocumentId document) {
    return log.query_optional(
        [](sql::Row row) { return row.get<Bytes>(0); },
        "SELECT state FROM document_snapshot WHERE document = ?",
        document
    );
}

Done replace_snapshot(sql::Transaction& log, DocumentId document, const Bytes& state) {
    DK_DO(log.execute("UPDATE document_snapshot SET state = ? WHERE document = ?", state, document)
    );
    return {};
}

} // namespace denkraum::document::cleaning_store
