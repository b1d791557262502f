// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/writing/history.hpp"

#include <algorithm>
#include <chrono>
#include <map>

#include "domain/document/log/update_log.hpp"
#include "domain/network/queries.hpp"

namespace denkraum::document::writing {
namespace {

constexpr std::int64_t records_read_max = 1000;
constexpr std::size_t sittings_max = 20;
constexpr std::chrono::minutes pause_max{30};

struct Group {
    network::ActorId actor;
    Instant from;
    Instant to;
    std::int64_t changes;
};

/// Newest first: a record belongs to the group before it in the list when the same actor wrote
/// and no long pause lies between.
std::vector<Group> group(const std::vector<update_log::Line>& lines) {
    std::vector<Group> groups;
    for (const update_log::Line& line : lines) {
        const auto open = std::find_if(groups.begin(), groups.end(), [&](const Group& one) {
            return one.actor == line.actor && one.from - line.at <= pause_max;
        });
        if (open != groups.end()) {
            open->from = line.at;
            ++open->changes;
        } else if (groups.size() < sittings_max) {
            groups.push_back({line.actor, line.at, line.at, 1});
        }
    }
    return groups;
}

std::string words_for(const network::queries::ActorView& actor) {
    if (actor.authority_name.empty()) return actor.name.empty() ? "Denkraum" : actor.name;
    if (actor.name.empty()) return actor.authority_name;
    return actor.name + " (" + actor.authority_name + ")";
}

} // namespace

Result<std::vector<SittingLine>>
newest_sittings(sql::Database& main, sql::Database& log, DocumentId id) {
    DK_TRY(auto reading, log.begin(sql::Access::Read));
    DK_TRY(const auto lines, update_log::newest(reading, id, records_read_max));
    const auto groups = group(lines);
    std::vector<network::ActorId> ids;
    for (const Group& one : groups)
        ids.push_back(one.actor);
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    std::map<network::ActorId, std::string> names;
    if (!ids.empty()) {
        DK_TRY(auto transaction, main.begin(sql::Access::Read));
        DK_TRY(const auto actors, network::queries::actors(transaction, ids));
        for (const auto& actor : actors)
            names[actor.id] = words_for(actor);
    }
    std::vector<SittingLine> sittings;
    for (const Group& one : groups) {
        sittings.push_back({names[one.actor], one.from, one.to, one.changes});
    }
    return sittings;
}

} // namespace denkraum::document::writing
