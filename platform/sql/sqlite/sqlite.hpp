// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>

#include "base/result.hpp"
#include "platform/sql/limits.hpp"
#include "platform/sql/sql.hpp"

/// The embedded database, used by default: one file, one connection that writes and several that
/// read. WAL with synchronous=FULL: what commit() reported is on the disk.
namespace denkraum::sql::sqlite {

struct Options {
    /// Read: the file must exist, nothing is made or changed, and begin(Write) fails with
    /// Stopped::ReadOnly.
    Access access = Access::Write;
    std::size_t readers = readers_max;
    std::chrono::milliseconds turn_wait = turn_wait_max;
};

/// Opens or creates the database file; its folder must exist. On a read-only file system the
/// database opens for reading, and begin(Write) fails with Stopped::ReadOnly until it is opened
/// anew.
/// Fails: Corrupt if the file is no database; Unavailable if it cannot be opened.
[[nodiscard]] Result<std::unique_ptr<Database>>
open(const std::filesystem::path& file, const Options& options = {});

/// Copies a database that is in use into a new file: one moment, whole, checked with
/// `PRAGMA integrity_check`, and durable when it returns. Writers go on meanwhile.
/// Requires: `source` is an existing database file. Fails: Conflict if `target` exists;
/// Corrupt if the copy does not pass its check.
[[nodiscard]] Done backup(const std::filesystem::path& source, const std::filesystem::path& target);

} // namespace denkraum::sql::sqlite
