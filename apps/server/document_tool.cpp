// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>

#include "apps/server/installation.hpp"
#include "apps/server/tools.hpp"
#include "base/bytes.hpp"
#include "domain/document/log/update_log.hpp"
#include "domain/document/log/verification.hpp"

namespace denkraum::server::tools {
namespace {

using document::DocumentId;
using document::update_log::Damage;
using document::update_log::Fault;
using document::update_log::Report;

std::string words_for(const Fault& fault) {
    switch (fault.damage) {
    case Damage::Missing: return fmt::format("Eintrag {} fehlt.", fault.seq);
    case Damage::Changed: return fmt::format("Eintrag {} wurde verändert.", fault.seq);
    case Damage::Unchained:
        return fmt::format("Eintrag {} passt nicht zu seinem Vorgänger.", fault.seq);
    case Damage::NoUpdate: return fmt::format("Eintrag {} ist keine lesbare Änderung.", fault.seq);
    case Damage::SnapshotDiffers:
        return fmt::format("Der Zwischenstand nach Eintrag {} weicht von ihm ab.", fault.seq);
    }
    return {};
}

void tell(DocumentId id, const Report& report) {
    if (report.faults.empty()) {
        fmt::print(
            "{}: {} Einträge, davon {} mit entferntem Inhalt, unverändert. Letztes Glied: {}\n",
            id.text(),
            report.records,
            report.redacted,
            to_hex(report.head)
        );
        return;
    }
    fmt::print("{}: {} Einträge, {} Schäden\n", id.text(), report.records, report.fault_count);
    for (const Fault& fault : report.faults)
        fmt::print("  {}\n", words_for(fault));
    const auto told = static_cast<std::int64_t>(report.faults.size());
    if (told < report.fault_count) fmt::print("  … und {} weitere\n", report.fault_count - told);
}

Result<std::vector<DocumentId>> wanted(const Context& context, sql::Transaction& log) {
    const auto& places = context.arguments.places;
    if (places.size() < 2) return document::update_log::documents(log);
    const auto id = DocumentId::from_text(places[1]);
    if (!id) return fail(ErrorCode::Invalid, fmt::format("»{}« ist keine Nummer.", places[1]));
    return std::vector{*id};
}

} // namespace

Done document(const Context& context) {
    const auto& places = context.arguments.places;
    if (places.empty() || places[0] != "verify") {
        return fail(ErrorCode::Invalid, "Es fehlt: verify. »denkraum document verify [NUMMER]«");
    }
    DK_TRY(const auto share, share_folder(context.environment));
    DK_TRY(const auto databases, open_for_reading(context.config, share));
    DK_TRY(auto log, databases.log->begin(sql::Access::Read));
    DK_TRY(const auto ids, wanted(context, log));
    std::int64_t records = 0;
    std::int64_t damaged = 0;
    for (const DocumentId id : ids) {
        DK_TRY(const Report report, document::update_log::inspect(log, id));
        if (report.records == 0 && report.fault_count == 0) {
            return fail(
                ErrorCode::NotFound, fmt::format("Zu {} gibt es keinen Eintrag.", id.text())
            );
        }
        tell(id, report);
        records += report.records;
        damaged += report.fault_count > 0 ? 1 : 0;
    }
    if (damaged > 0) {
        return fail(
            ErrorCode::Corrupt,
            fmt::format("{} von {} Dokumenten sind beschädigt.", damaged, ids.size())
        );
    }
    fmt::print("{} Dokumente, {} Einträge, alle unverändert.\n", ids.size(), records);
    return {};
}

} // namespace denkraum::server::tools
