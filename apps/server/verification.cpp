// SPDX-License-Identifier: EUPL-1.2
#include "apps/server/verification.hpp"

#include <fmt/format.h>

#include "apps/server/installation.hpp"
#include "apps/server/tools.hpp"
#include "base/bytes.hpp"
#include "domain/document/log/update_log.hpp"
#include "domain/document/log/verification.hpp"
#include "domain/trail/queries.hpp"

namespace denkraum::server {

Done verify_trail(sql::Database& main) {
    DK_TRY(const auto report, trail::verify(main));
    if (report.first_fault) {
        return fail(
            ErrorCode::Corrupt,
            fmt::format(
                "Das Protokoll ist ab Eintrag {} nicht mehr echt: {}",
                report.first_fault->sequence,
                report.first_fault->what
            )
        );
    }
    fmt::print(
        "Protokoll: {} Einträge, {} gelöschte Inhalte, alle Glieder passen.\nLetztes Glied: {}\n",
        report.entries,
        report.erased,
        to_hex(report.head)
    );
    return {};
}

Done verify_log(sql::Database& database) {
    DK_TRY(auto log, database.begin(sql::Access::Read));
    DK_TRY(const auto documents, document::update_log::documents(log));
    std::int64_t records = 0;
    for (const document::DocumentId id : documents) {
        const auto count = document::update_log::verify(log, id);
        if (!count) {
            return fail(
                ErrorCode::Corrupt, fmt::format("Dokument {}: {}", id.text(), count.error().detail)
            );
        }
        records += *count;
    }
    fmt::print(
        "Schreibverlauf: {} Dokumente, {} Einträge, alle unverändert.\n", documents.size(), records
    );
    return {};
}

Done tools::trail(const Context& context) {
    const auto& places = context.arguments.places;
    if (places.empty() || places[0] != "verify") {
        return fail(ErrorCode::Invalid, "Es fehlt: verify. »denkraum trail verify«");
    }
    DK_TRY(const auto share, share_folder(context.environment));
    DK_TRY(const auto databases, open_for_reading(context.config, share));
    DK_DO(verify_trail(*databases.main));
    return verify_log(*databases.log);
}

} // namespace denkraum::server
