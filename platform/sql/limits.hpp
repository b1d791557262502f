// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

/// Bounds of the database layer.
namespace denkraum::sql {

/// One result held in memory; larger reads page by key.
inline constexpr std::size_t rows_max = 2'000'000;
inline constexpr std::size_t result_bytes_max = std::size_t{256} << 20;

/// Prepared statements kept per connection.
inline constexpr std::size_t cached_statements_max = 256;

/// Placeholders in one statement (SQLite allows 32,766, PostgreSQL 65,535).
inline constexpr std::size_t placeholders_max = 30'000;

/// How long begin() waits for its turn or for a free connection.
inline constexpr std::chrono::milliseconds turn_wait_max{10'000};

/// Connections for reading, per database.
inline constexpr std::size_t readers_max = 8;

/// Rows waiting for a group commit; whoever comes then is refused.
inline constexpr std::size_t queued_bytes_default = std::size_t{64} << 20;
/// Rows in one group commit: keeps it under about 50 ms.
inline constexpr std::size_t append_batch_rows_default = 1'000;
/// A group commit under load, that is while more rows come than this in a second, begins no sooner
/// than this after the one before: each costs a flush, and wakes everybody who waits for it.
inline constexpr std::int64_t append_load_rows_per_second = 500;
inline constexpr std::chrono::milliseconds append_gather_time_default{5};
/// While writing is stopped: how often, and with how many bytes, the queue tries again.
inline constexpr std::chrono::milliseconds append_probe_every_default{2'000};
inline constexpr std::size_t append_probe_bytes_default = std::size_t{256} << 10;

/// One migration file.
inline constexpr std::size_t migration_bytes_max = std::size_t{1} << 20;
inline constexpr std::size_t migrations_max = 9'999;

} // namespace denkraum::sql
