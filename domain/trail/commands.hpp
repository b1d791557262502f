// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>

#include "base/random.hpp"
#include "base/result.hpp"
#include "domain/trail/trail.hpp"
#include "platform/sql/sql.hpp"

namespace denkraum::trail {

/// Adds an entry within the caller's transaction: what was done and that it was done are written
/// together or not at all. Every command calls this once. Returns the entry's number.
/// Fails: Invalid, TooLarge as check() does.
[[nodiscard]] Result<std::int64_t>
append(sql::Transaction& transaction, Randomness& randomness, const Entry& entry);

/// Forgets for good what the entry `sequence` says in words; the chain still verifies. `because`
/// is the entry that tells who erased it and why. Fails: NotFound; as append().
[[nodiscard]] Result<std::int64_t> erase(
    sql::Transaction& transaction,
    Randomness& randomness,
    std::int64_t sequence,
    const Entry& because
);

} // namespace denkraum::trail
