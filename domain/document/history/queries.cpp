// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/history/queries.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "domain/document/history/blame.hpp"
#include "domain/document/history/index.hpp"
#include "domain/document/store.hpp"
#include "domain/network/queries.hpp"

namespace denkraum::document::history::queries {
namespace {

using HouseNames = std::map<network::ActorId, std::string>;

Result<HouseNames> houses_of(sql::Transaction& main, const std::vector<BlockBlame>& blocks) {
    std::set<network::ActorId> actors;
    for (const BlockBlame& block : blocks)
        for (const CreditedRun& run : block.runs)
            actors.insert(run.credit.actor);
    HouseNames names;
    if (actors.empty()) return names;
    const std::vector<network::ActorId> ids(actors.begin(), actors.end());
    DK_TRY(const auto found, network::queries::actors(main, ids));
    for (const auto& actor : found)
        names[actor.id] = actor.authority_name;
    return names;
}

void add(std::vector<CreditedWords>& runs, CreditedWords next) {
    if (!runs.empty() && runs.back().kind == next.kind && runs.back().authority == next.authority) {
        CreditedWords& last = runs.back();
        last.words += next.words;
        last.from = std::min(last.from, next.from);
        last.to = std::max(last.to, next.to);
        return;
    }
    runs.push_back(std::move(next));
}

} // namespace

Result<std::vector<CreditedBlock>>
credits_at(sql::Database& main, sql::Database& log, DocumentId document, Seq seq) {
    Index index;
    {
        DK_TRY(auto reading, log.begin(sql::Access::Read));
        DK_DO(catch_up(reading, document, index, seq));
    }
    DK_TRY(auto transaction, main.begin(sql::Access::Read));
    Bindings bindings;
    DK_TRY(const auto rows, store::bindings(transaction, document));
    for (const auto& [client, actor] : rows)
        bindings[client] = actor;
    const std::vector<BlockBlame> blocks = blame(index.doc, index.arrivals, bindings);
    DK_TRY(const HouseNames houses, houses_of(transaction, blocks));
    std::vector<CreditedBlock> credited;
    for (const BlockBlame& block : blocks) {
        CreditedBlock& one = credited.emplace_back();
        one.uid = block.uid;
        for (const CreditedRun& run : block.runs) {
            const auto house = houses.find(run.credit.actor);
            add(one.runs,
                {run.words,
                 run.credit.kind,
                 house == houses.end() ? std::string() : house->second,
                 run.credit.from,
                 run.credit.to});
        }
    }
    return credited;
}

} // namespace denkraum::document::history::queries
