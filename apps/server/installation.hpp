// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <memory>

#include "apps/server/config.hpp"
#include "base/instant.hpp"
#include "base/random.hpp"
#include "base/result.hpp"
#include "platform/sql/sql.hpp"

namespace denkraum::server {

/// The data folder of one installation, opened:
///
///   denkraum.db   commands (or a schema of PostgreSQL)
///   log.db        the update log
///   secret.key    32 bytes that sign cookies; only the owner reads it
///   mail/         mails as .eml files while there is no mail server
///   lock          held by the one program that serves
struct Installation {
    std::filesystem::path folder;
    std::unique_ptr<sql::Database> main;
    std::unique_ptr<sql::Database> log;
    Bytes key;
};

/// Where the program finds migrations, catalogues, scripts and demonstration data: beside its own
/// binary as ../share/denkraum, or as DENKRAUM_SHARE says.
[[nodiscard]] Result<std::filesystem::path> share_folder(const Environment& environment);

/// Creates what is missing and brings the databases to the form this program expects.
/// Fails with a sentence for the administrator as detail: a folder that cannot be written, a
/// database of a newer program.
[[nodiscard]] Result<Installation> open_installation(
    const Config& config,
    const std::filesystem::path& share,
    const Clock& clock,
    Randomness& randomness
);

/// Held while serving, so that no second program serves the same folder.
class Lock {
public:
    /// Fails: Conflict when another program holds it. On a read-only folder there is no lock and
    /// no danger.
    [[nodiscard]] static Result<Lock> take(const std::filesystem::path& folder);
    Lock(Lock&& other) noexcept;
    Lock& operator=(Lock&&) = delete;
    ~Lock();

private:
    explicit Lock(int descriptor) : descriptor_(descriptor) {}
    int descriptor_;
};

} // namespace denkraum::server
