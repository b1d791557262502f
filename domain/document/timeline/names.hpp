// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <set>
#include <string>

#include "base/i18n/words.hpp"
#include "base/result.hpp"
#include "domain/document/history/blame.hpp"
#include "domain/document/log/record.hpp"
#include "domain/network/queries.hpp"
#include "platform/sql/sql.hpp"

namespace denkraum::document::timeline {

/// Actors by id, as people inside the network may see them.
using Names = std::map<network::ActorId, network::queries::ActorView>;

/// One query; none for no ids.
[[nodiscard]] Result<Names>
names_of(sql::Transaction& main, const std::set<network::ActorId>& actors);

/// "Anna Muster (DRV Bund)"; imports, repairs and restored words say what they are.
[[nodiscard]] std::string
who_wrote(const i18n::Words& say, const Names& names, RecordKind kind, network::ActorId actor);

/// The same of a run of words; of words brought back, also under whose id they came.
[[nodiscard]] std::string
who_wrote(const i18n::Words& say, const Names& names, const history::Credit& credit);

} // namespace denkraum::document::timeline
