// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "domain/document/document.hpp"
#include "domain/network/network.hpp"
#include "platform/sql/sql.hpp"

/// Who has written since: asked for many documents at once, without their words.
namespace denkraum::document::writers_store {

/// Who wrote in these documents after these records, each once per document; what the server
/// repaired does not count. One query.
struct Place {
    DocumentId document = {};
    Seq seq = 0;
};
struct Writer {
    DocumentId document = {};
    std::optional<network::ActorId> actor = {}; ///< nothing: older records, which were packed
};
[[nodiscard]] Result<std::vector<Writer>>
after(sql::Transaction& log, std::span<const Place> places);

} // namespace denkraum::document::writers_store
