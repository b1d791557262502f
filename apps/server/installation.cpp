// SPDX-License-Identifier: EUPL-1.2
#include "apps/server/installation.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <utility>

#include "platform/sql/migrate.hpp"
#include "platform/sql/postgres/postgres.hpp"
#include "platform/sql/sqlite/sqlite.hpp"

namespace denkraum::server {
namespace {

constexpr std::size_t key_bytes = 32;

std::unexpected<Error> say(ErrorCode code, std::string sentence) {
    return fail(code, std::move(sentence));
}

Done migrated(sql::Database& database, const std::filesystem::path& folder, const Clock& clock) {
    DK_TRY(const auto migrations, sql::read_migrations(folder));
    const auto applied = sql::migrate(database, migrations, clock);
    if (applied) return {};
    // Nothing to do on a read-only folder is no failure; migrate() writes only what is missing.
    if (applied.error().code == ErrorCode::Conflict) {
        return say(
            ErrorCode::Conflict,
            fmt::format(
                "Der Datenordner passt nicht zu diesem Programm: {}. Bitte nehmen Sie das "
                "Programm, "
                "das ihn zuletzt benutzt hat, oder ein neueres.",
                applied.error().detail
            )
        );
    }
    return std::unexpected(applied.error());
}

Result<Bytes> read_or_make_key(const std::filesystem::path& file, Randomness& randomness) {
    if (std::filesystem::exists(file)) {
        std::ifstream in(file, std::ios::binary);
        Bytes key(key_bytes);
        in.read(reinterpret_cast<char*>(key.data()), key_bytes);
        if (in.gcount() != static_cast<std::streamsize>(key_bytes)) {
            return say(
                ErrorCode::Corrupt,
                fmt::format(
                    "{} ist beschädigt. Spielen Sie die Datei aus der Sicherung zurück oder "
                    "löschen "
                    "Sie sie; dann müssen sich alle neu anmelden.",
                    file.string()
                )
            );
        }
        return key;
    }
    Bytes key(key_bytes);
    randomness.fill(key);
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0 || ::write(descriptor, key.data(), key.size()) != key_bytes) {
        if (descriptor >= 0) ::close(descriptor);
        return say(
            ErrorCode::Unavailable, fmt::format("{} kann nicht geschrieben werden.", file.string())
        );
    }
    ::fsync(descriptor);
    ::close(descriptor);
    return key;
}

Done make_folder(const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (!error) return {};
    return say(
        ErrorCode::Unavailable,
        fmt::format(
            "Der Ordner {} kann nicht angelegt werden: {}", folder.string(), error.message()
        )
    );
}

Done open_databases(Installation& installation, const Config& config) {
    if (!config.database_url.empty()) {
        const std::string& url = config.database_url.reveal();
        DK_TRY(installation.main, sql::postgres::open(url, {.schema = "denkraum"}));
        DK_TRY(installation.log, sql::postgres::open(url, {.schema = "denkraum_log"}));
        return {};
    }
    DK_TRY(installation.main, sql::sqlite::open(installation.folder / "denkraum.db"));
    DK_TRY(installation.log, sql::sqlite::open(installation.folder / "log.db"));
    return {};
}

} // namespace

Result<std::filesystem::path> share_folder(const Environment& environment) {
    if (const auto named = environment("DENKRAUM_SHARE")) return std::filesystem::path(*named);
    std::error_code error;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
    const auto share = program.parent_path().parent_path() / "share" / "denkraum";
    if (error || !std::filesystem::is_directory(share / "migrations", error)) {
        return say(
            ErrorCode::NotFound,
            fmt::format(
                "Der Ordner {} fehlt. Er gehört zum Programm; DENKRAUM_SHARE kann einen anderen "
                "nennen.",
                share.string()
            )
        );
    }
    return share;
}

Result<Installation> open_installation(
    const Config& config,
    const std::filesystem::path& share,
    const Clock& clock,
    Randomness& randomness
) {
    Installation installation;
    installation.folder = config.data;
    DK_DO(make_folder(config.data));
    DK_DO(open_databases(installation, config));
    DK_DO(migrated(*installation.main, share / "migrations" / "main", clock));
    DK_DO(migrated(*installation.log, share / "migrations" / "log", clock));
    DK_TRY(installation.key, read_or_make_key(config.data / "secret.key", randomness));
    return installation;
}

Result<Lock> Lock::take(const std::filesystem::path& folder) {
    const auto file = folder / "lock";
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0) return Lock(-1);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        ::close(descriptor);
        return say(
            ErrorCode::Conflict,
            fmt::format(
                "Ein anderes Denkraum benutzt den Ordner {} schon. Beenden Sie es zuerst, oder "
                "nehmen Sie mit --data einen anderen Ordner.",
                folder.string()
            )
        );
    }
    return Lock(descriptor);
}

Lock::Lock(Lock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

Lock::~Lock() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

} // namespace denkraum::server
