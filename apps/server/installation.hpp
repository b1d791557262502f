// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "apps/server/config.hpp"
#include "apps/server/lock.hpp"
#include "base/instant.hpp"
#include "base/random.hpp"
#include "base/result.hpp"
#include "platform/sql/sql.hpp"

namespace denkraum::server {

/// The names in a data folder that more than one file needs:
///
///   denkraum.db   commands (or a schema of PostgreSQL)
///   log.db        the update log
///   secret.key    32 bytes that sign cookies; only the owner reads it
///   mail/         mails as .eml files while there is no mail server
///   lock          held by the one program that serves
///   restoring/    a backup on its way in; there only while 'restore' runs, or was interrupted
namespace name {
inline constexpr const char* main = "denkraum.db";
inline constexpr const char* log = "log.db";
inline constexpr const char* key = "secret.key";
inline constexpr const char* restoring = "restoring";
} // namespace name

/// How a command takes hold of an installation.
enum class Hold {
    Alone,  ///< makes what is missing, and keeps others out
    Beside, ///< of what is there, be it that a server runs or not
};

/// The data folder of one installation, opened for commands.
struct Installation {
    std::filesystem::path folder = {};
    std::optional<Lock> lock = {}; ///< nothing beside a running server
    std::unique_ptr<sql::Database> main = {};
    std::unique_ptr<sql::Database> log = {};
    Bytes key = {};
};

/// Its databases alone, for reading.
struct Databases {
    std::unique_ptr<sql::Database> main = {};
    std::unique_ptr<sql::Database> log = {};
};

/// Where the program finds migrations, catalogues, scripts and demonstration data: beside its own
/// binary as ../share/denkraum, or as DENKRAUM_SHARE says.
[[nodiscard]] Result<std::filesystem::path> share_folder(const Environment& environment);

/// Whether there is an installation at all. Fails: Corrupt for half of one.
[[nodiscard]] Result<bool> is_installed(const Config& config);

/// Brings the databases to the form this program expects; only ever while it holds the lock.
/// Fails with a sentence for the administrator as detail: a folder that cannot be written or that
/// another program holds, a database of a newer program, beside a server also of an older one.
[[nodiscard]] Result<Installation> open_installation(
    const Config& config,
    const std::filesystem::path& share,
    Hold hold,
    const Clock& clock,
    Randomness& randomness
);

/// Opens the databases and leaves the folder as it is: backups and read-only media are read so.
/// Fails with a sentence: NotFound without an installation; Conflict unless its databases have the
/// form this program expects.
[[nodiscard]] Result<Databases>
open_for_reading(const Config& config, const std::filesystem::path& share);

} // namespace denkraum::server
