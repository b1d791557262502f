// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/log/cleaning_store.hpp"

#include <utility>

namespace denkraum::document::cleaning_store {

Result<std::vector<Line>>
lines_after(sql::Transaction& log, DocumentId document, Seq after, std::int64_t count_max) {
    return log.query_list(
        [](sql::Row row) -> Result<Line> {
            sql::Columns in(row);
            Line line{.seq = in.next<Seq>(), .update = in.next<Bytes>()};
            return std::move(in).finish(std::move(line));
        },
        "SELECT seq, update_bytes FROM document_update WHERE document = ? AND seq > ?"
        " ORDER BY seq LIMIT ?",
        document,
        after,
        count_max
    );
}

Done replace_update(sql::Transaction& log, DocumentId document, Seq seq, const Bytes& update) {
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
