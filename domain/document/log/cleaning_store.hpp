// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <vector>

#include "base/bytes.hpp"
#include "domain/document/document.hpp"
#include "platform/sql/sql.hpp"

/// The one way in which bytes of the update log are ever replaced: to take words away for good.
/// The chain holds, since it links hashes of salted payloads; a record whose salt is gone says so.
namespace denkraum::document::cleaning_store {

struct Line {
    Seq seq = 0;
    Bytes update = {};
};
/// The next `count_max` records after `after`, oldest first.
[[nodiscard]] Result<std::vector<Line>>
lines_after(sql::Transaction& log, DocumentId document, Seq after, std::int64_t count_max);
/// Writes the bytes anew and erases the salt.
[[nodiscard]] Done
replace_update(sql::Transaction& log, DocumentId document, Seq seq, const Bytes& update);

[[nodiscard]] Result<std::optional<Bytes>> snapshot(sql::Transaction& log, DocumentId document);
[[nodiscard]] Done replace_snapshot(sql::Transaction& log, DocumentId document, const Bytes& state);

} // namespace denkraum::document::cleaning_store
