// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/trail/trail.hpp"
#include "platform/sql/sql.hpp"

/// The only SQL of the trail.
namespace denkraum::trail::store {

/// A row of trail_entry; salt and payload are gone once erased.
struct Stored {
    Link link;
    Digest hash = {};
    std::optional<Salt> salt;
    std::optional<std::string> payload;
};

struct Head {
    std::int64_t sequence = 0;
    Digest hash = no_hash;
};

/// The last entry's number and hash; 0 and no_hash for an empty trail.
[[nodiscard]] Result<Head> head(sql::Transaction& transaction);

/// Fails: Conflict if the number is taken.
[[nodiscard]] Done insert(sql::Transaction& transaction, const Stored& stored);

/// Forgets salt and payload of one entry. Fails: NotFound if there is no such entry.
[[nodiscard]] Done erase(sql::Transaction& transaction, std::int64_t sequence);

/// At most `limit` entries after `sequence`, oldest first.
[[nodiscard]] Result<std::vector<Stored>>
after(sql::Transaction& transaction, std::int64_t sequence, std::int64_t limit);

/// At most `limit` entries before `sequence`, newest first; of one subject, or of all.
[[nodiscard]] Result<std::vector<Stored>> before(
    sql::Transaction& transaction,
    const std::optional<Subject>& subject,
    std::int64_t sequence,
    std::int64_t limit
);

} // namespace denkraum::trail::store
