// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/templates/store.hpp"

namespace denkraum::document::templates::store {

Result<std::vector<DocumentId>> marked(sql::Transaction& main) {
    return main.query_list(
        [](sql::Row row) { return row.get<DocumentId>(0); },
        "SELECT document FROM document_template ORDER BY marked_at, document"
    );
}

Result<bool> is_marked(sql::Transaction& main, DocumentId document) {
    DK_TRY(
        const auto count,
        main.query_value<std::int64_t>(
            "SELECT COUNT(*) FROM document_template WHERE document = ?", document
        )
    );
    return count > 0;
}

Done mark(sql::Transaction& main, DocumentId document, Instant now, network::ActorId actor) {
    DK_TRY(
        const auto added,
        main.execute(
            "INSERT INTO document_template (document, marked_at, marked_by) VALUES (?, ?, ?)"
            " ON CONFLICT (document) DO NOTHING",
            document,
            now,
            actor
        )
    );
    if (added == 0) return fail(ErrorCode::Conflict, "it is a template already");
    return {};
}

Done unmark(sql::Transaction& main, DocumentId document) {
    DK_TRY(
        const auto removed,
        main.execute("DELETE FROM document_template WHERE document = ?", document)
    );
    if (removed == 0) return fail(ErrorCode::Conflict, "it is no template");
    return {};
}

} // namespace denkraum::document::templates::store
