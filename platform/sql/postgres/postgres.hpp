// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "platform/sql/limits.hpp"
#include "platform/sql/sql.hpp"

/// PostgreSQL 15 through libpq, for networks that outgrow one machine. Promises the same as SQLite
/// does: writing transactions of all programs on one schema run one after the other (an advisory
/// lock taken with BEGIN), readers see one moment (REPEATABLE READ, READ ONLY).
namespace denkraum::sql::postgres {

struct Options {
    /// The two databases of an installation are two schemas of one server.
    std::string schema = "denkraum";
    std::size_t readers = readers_max;
    std::chrono::milliseconds turn_wait = turn_wait_max;
};

/// Connects and makes the schema if it is missing. `conninfo` is libpq's connection string.
/// A connection that is lost is replaced: at once if that shows when a transaction begins, with
/// the next transaction otherwise.
/// Fails: Unavailable if the server cannot be reached; Invalid for a schema that is not a
/// lower-case word, or a server that does not store text as UTF-8.
[[nodiscard]] Result<std::unique_ptr<Database>>
open(const std::string& conninfo, const Options& options = {});

/// Whether the schema is there. Fails: as open().
[[nodiscard]] Result<bool> has_schema(const std::string& conninfo, const std::string& schema);

/// Drops the schema with all it holds, for tests. Fails: as open().
[[nodiscard]] Done drop_schema(const std::string& conninfo, const std::string& schema);

struct Numbered {
    std::string sql;
    std::size_t placeholders = 0;
};
/// The statement with `?` outside quotes and comments as $1, $2, …
[[nodiscard]] Numbered number_placeholders(std::string_view sql);

} // namespace denkraum::sql::postgres
