// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/trail/trail.hpp"
#include "platform/sql/sql.hpp"

namespace denkraum::trail {

/// An entry as a page shows it.
struct Shown {
    std::int64_t sequence = 0;
    Instant at;
    AnyId actor = {};
    std::optional<AnyId> authority = {};
    std::string action;
    Subject subject;
    std::optional<std::string> payload; ///< nothing: it was erased
    Digest hash = no_hash;              ///< its link in the chain
};

/// Where a list goes on: entries with a smaller number.
inline constexpr std::int64_t from_newest = INT64_MAX;

/// The 'Verlauf' of one thing, newest first, at most page_entries_max. One statement.
[[nodiscard]] Result<std::vector<Shown>> entries_of(
    sql::Transaction& transaction, const Subject& subject, std::int64_t before = from_newest
);

/// All of them, newest first, for what must not stop at a page. One statement for each full page.
[[nodiscard]] Result<std::vector<Shown>>
every_entry_of(sql::Transaction& transaction, const Subject& subject);

/// The whole Protokoll, newest first, at most page_entries_max. One statement.
[[nodiscard]] Result<std::vector<Shown>>
recent(sql::Transaction& transaction, std::int64_t before = from_newest);

/// What verify() found. A chain cannot tell that its end was cut off: compare `head` with one that
/// was noted earlier and elsewhere.
struct Report {
    struct Fault {
        std::int64_t sequence = 0;
        std::string what;
        friend bool operator==(const Fault&, const Fault&) = default;
    };
    std::int64_t entries = 0;
    std::int64_t erased = 0;
    std::optional<Fault> first_fault;
    Digest head = no_hash;
};

/// Reads the whole trail and recomputes every hash; works on a copy or a read-only file too.
/// A broken chain is a Report with a fault, not an error. Fails: as the database does.
[[nodiscard]] Result<Report> verify(sql::Database& database);

} // namespace denkraum::trail
