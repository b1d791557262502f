// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/timeline/names.hpp"

#include <vector>

namespace denkraum::document::timeline {

Result<Names> names_of(sql::Transaction& main, const std::set<network::ActorId>& actors) {
    Names names;
    if (actors.empty()) return names;
    const std::vector<network::ActorId> ids(actors.begin(), actors.end());
    DK_TRY(const auto found, network::queries::actors(main, ids));
    for (network::queries::ActorView actor : found) {
        if (!actor.is_named) {
            actor.name.clear();
            actor.member.reset();
        }
        names.emplace(actor.id, std::move(actor));
    }
    return names;
}

namespace {

std::string called(const i18n::Words& say, const Names& names, network::ActorId actor) {
    const auto found = names.find(actor);
    std::string who;
    if (found != names.end()) {
        const auto& [id, view] = *found;
        who = view.name.empty()             ? view.authority_name
              : view.authority_name.empty() ? view.name
                                            : view.name + " (" + view.authority_name + ")";
    }
    return who.empty() ? say("jemand, dessen Angaben gelöscht sind") : who;
}

} // namespace

std::string
who_wrote(const i18n::Words& say, const Names& names, RecordKind kind, network::ActorId actor) {
    const std::string who = called(say, names, actor);
    switch (kind) {
    case RecordKind::Edit: return who;
    case RecordKind::Import: return say("Übernommen durch {}", who);
    case RecordKind::Repair: return say("Denkraum selbst (Ordnung nach gleichzeitigen Änderungen)");
    case RecordKind::Restored: return say("Nach einer Sicherung wiedergebracht von {}", who);
    case RecordKind::Reverted: return say("Zurückgeholt durch {}", who);
    }
    return who;
}

std::string who_wrote(const i18n::Words& say, const Names& names, const history::Credit& credit) {
    std::string who = who_wrote(say, names, credit.kind, credit.actor);
    if (credit.claimed.is_none()) return who;
    return say("{}, geschrieben unter der Kennung von {}", who, called(say, names, credit.claimed));
}

} // namespace denkraum::document::timeline
