// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/queries.hpp"

#include "domain/document/log/update_log.hpp"
#include "domain/document/store.hpp"
#include "domain/document/text/projection.hpp"

namespace denkraum::document::queries {

Result<std::vector<Document>> all(sql::Database& main) {
    DK_TRY(auto transaction, main.begin(sql::Access::Read));
    return store::all(transaction);
}

Result<Document> one(sql::Database& main, DocumentId id) {
    DK_TRY(auto transaction, main.begin(sql::Access::Read));
    return store::find(transaction, id);
}

Result<Reading> current(sql::Database& log, DocumentId id) {
    DK_TRY(auto transaction, log.begin(sql::Access::Read));
    DK_TRY(const auto loaded, update_log::load(transaction, id));
    return Reading{text::project(loaded.doc).prose, loaded.seq, loaded.at};
}

} // namespace denkraum::document::queries
