// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/log/writers_store.hpp"

#include <string>

#include "domain/document/log/record.hpp"

namespace denkraum::document::writers_store {

Result<std::vector<Writer>> after(sql::Transaction& log, std::span<const Place> places) {
    if (places.empty()) return std::vector<Writer>{};
    std::vector<sql::Value> values;
    std::string wanted;
    for (const Place& place : places) {
        wanted += wanted.empty() ? "SELECT ? AS document, CAST(? AS BIGINT) AS seq"
                                 : " UNION ALL SELECT ?, CAST(? AS BIGINT)";
        values.push_back(sql::to_value(place.document));
        values.push_back(sql::to_value(place.seq));
    }
    values.push_back(sql::to_value(static_cast<std::int64_t>(RecordKind::Repair)));
    DK_TRY(
        auto rows,
        log.query_values(
            "WITH one AS (" + wanted
                + ") SELECT DISTINCT u.document, u.actor FROM one JOIN document_update u"
                  " ON u.document = one.document AND u.seq > one.seq WHERE u.kind <> ?"
                  " UNION SELECT p.document, NULL FROM one JOIN document_pack p"
                  " ON p.document = one.document AND p.last_seq > one.seq",
            values
        )
    );
    std::vector<Writer> writers;
    for (const sql::Row row : rows) {
        DK_TRY(const auto document, row.get<DocumentId>(0));
        DK_TRY(const auto actor, row.get<std::optional<network::ActorId>>(1));
        writers.push_back({document, actor});
    }
    return writers;
}

} // namespace denkraum::document::writers_store
