// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "base/result.hpp"
#include "platform/sql/sql.hpp"

/// Brings a database to the form this program expects, by the files `NNNN_name.sql` of a folder,
/// in order, each in a transaction of its own, never twice. What was applied is recorded with a
/// checksum in the table schema_migration: files are only ever added.
///
/// Migrations are written once for both databases, with these words:
///
///     word       SQLite                     PostgreSQL
///     {id}       BLOB                       BYTEA                  an Id, 16 bytes
///     {bytes}    BLOB                       BYTEA
///     {text}     TEXT                       TEXT COLLATE "C"
///     {int}      INTEGER                    BIGINT                 numbers, truths 0 and 1
///     {instant}  INTEGER                    BIGINT                 microseconds
///     {real}     REAL                       DOUBLE PRECISION
///     {table}    STRICT                     (nothing)              after every CREATE TABLE (…)
///     {by_key}   STRICT, WITHOUT ROWID      (nothing)              instead of {table}, for tables
///                                                                  that live in their key's order
namespace denkraum::sql {

struct Migration {
    int number = 0;
    std::string name;
    std::string text;
};

/// The migrations of a folder, by number. Fails: NotFound without the folder; Invalid for a file
/// that is not named so, for a number twice or missing; TooLarge.
[[nodiscard]] Result<std::vector<Migration>> read_migrations(const std::filesystem::path& folder);

/// Applies what is missing and returns how many that were. Several programs may do it at once.
/// Fails: Conflict if the database was written by a newer program, or if a migration that was
/// applied has changed since; Invalid for an unknown {word}; as the database fails.
[[nodiscard]] Result<int>
migrate(Database& database, std::span<const Migration> migrations, const Clock& clock);

/// How many of them are still to be applied, without writing anything. Fails: Conflict as
/// migrate().
[[nodiscard]] Result<std::size_t>
count_missing(Database& database, std::span<const Migration> migrations);

/// The text of a migration for one database. Fails: Invalid for an unknown {word}.
[[nodiscard]] Result<std::string> translate(std::string_view migration, Kind kind);

/// Writes and commits `bytes` bytes of nothing: can the database be written just now? Requires a
/// database that was migrated. Fails: as commit() fails.
[[nodiscard]] Done probe_writing(Database& database, std::size_t bytes);

} // namespace denkraum::sql
