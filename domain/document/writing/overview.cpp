// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/writing/overview.hpp"

#include "domain/document/queries.hpp"
#include "domain/document/store.hpp"

namespace denkraum::document::writing {
namespace {

constexpr std::size_t rows_max = 5;

std::string address_of(DocumentId id) {
    return "/dokumente/" + id.text();
}

network::OverviewRow row_for(const network::Visit& visit, const Document& document) {
    network::OverviewRow row;
    row.what = html::link(address_of(document.id), document.title);
    row.detail = visit.say("Entwurf vom {}", visit.say.date(document.created_at));
    return row;
}

} // namespace

Result<std::vector<network::OverviewRow>>
kept_rows(sql::Database& main, const network::Visit& visit) {
    DK_TRY(auto transaction, main.begin(sql::Access::Read));
    DK_TRY(const auto counts, store::kept_counts(transaction, visit.member().member));
    std::vector<network::OverviewRow> rows;
    for (const store::KeptCount& one : counts) {
        network::OverviewRow row;
        row.what = html::text(visit.say.plural(
            "„{1}“: {0} Stelle wurde nicht übernommen und ist für Sie aufbewahrt.",
            "„{1}“: {0} Stellen wurden nicht übernommen und sind für Sie aufbewahrt.",
            static_cast<long>(one.count),
            one.title
        ));
        row.step = {
            address_of(one.document) + "/nicht-uebernommen", std::string(visit.say("Ansehen"))
        };
        rows.push_back(std::move(row));
    }
    return rows;
}

Result<std::vector<network::OverviewRow>>
new_rows(sql::Database& main, const network::Visit& visit) {
    DK_TRY(const auto documents, queries::all(main));
    std::vector<network::OverviewRow> rows;
    for (const Document& document : documents) {
        if (document.created_at <= visit.member().visited_before || rows.size() >= rows_max) break;
        rows.push_back(row_for(visit, document));
    }
    return rows;
}

Result<std::vector<network::OverviewRow>>
draft_rows(sql::Database& main, const network::Visit& visit) {
    DK_TRY(const auto documents, queries::all(main));
    std::vector<network::OverviewRow> rows;
    for (const Document& document : documents) {
        if (rows.size() >= rows_max) break;
        rows.push_back(row_for(visit, document));
    }
    return rows;
}

} // namespace denkraum::document::writing
