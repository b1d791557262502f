// SPDX-License-Identifier: EUPL-1.2
#include "apps/server/installation.hpp"

#include <fcntl.h>
#include <fmt/format.h>
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

Error of_newer_program(const Error& error) {
    return {
        ErrorCode::Conflict,
        fmt::format(
            "Der Datenordner passt nicht zu diesem Programm: {}. Bitte nehmen Sie das Programm, "
            "das ihn zuletzt benutzt hat, oder ein neueres.",
            error.detail
        )
    };
}

Done migrated(sql::Database& database, const std::filesystem::path& folder, const Clock& clock) {
    DK_TRY(const auto migrations, sql::read_migrations(folder));
    const auto applied = sql::migrate(database, migrations, clock);
    if (applied) return {};
    // Nothing to do on a read-only folder is no failure; migrate() writes only what is missing.
    if (applied.error().code == ErrorCode::Conflict) {
        return std::unexpected(of_newer_program(applied.error()));
    }
    return std::unexpected(applied.error());
}

Done up_to_date(
    sql::Database& database, const std::filesystem::path& folder, std::string_view remedy
) {
    DK_TRY(const auto migrations, sql::read_migrations(folder));
    const auto missing = sql::count_missing(database, migrations);
    if (missing && *missing == 0) return {};
    if (missing) {
        return say(
            ErrorCode::Conflict,
            fmt::format("Der Datenordner ist auf dem Stand eines älteren Programms. {}", remedy)
        );
    }
    if (missing.error().code == ErrorCode::Conflict) {
        return std::unexpected(of_newer_program(missing.error()));
    }
    return std::unexpected(missing.error());
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

constexpr const char* main_schema = "denkraum";
constexpr const char* log_schema = "denkraum_log";

Result<Databases> open_databases(const Config& config, sql::Access access) {
    Databases databases;
    if (!config.database_url.empty()) {
        const std::string& url = config.database_url.reveal();
        DK_TRY(databases.main, sql::postgres::open(url, {.schema = main_schema}));
        DK_TRY(databases.log, sql::postgres::open(url, {.schema = log_schema}));
        return databases;
    }
    const sql::sqlite::Options options{.access = access};
    DK_TRY(databases.main, sql::sqlite::open(config.data / name::main, options));
    DK_TRY(databases.log, sql::sqlite::open(config.data / name::log, options));
    return databases;
}

std::unexpected<Error> nothing_there(const Config& config) {
    if (!config.database_url.empty()) {
        return say(
            ErrorCode::NotFound,
            "In dieser PostgreSQL-Datenbank gibt es keine Installation von Denkraum. Stimmt "
            "database.url?"
        );
    }
    return say(
        ErrorCode::NotFound,
        fmt::format(
            "Im Ordner {} gibt es keine Installation von Denkraum. Stimmt --data?",
            config.data.string()
        )
    );
}

Done not_half_restored(const Config& config) {
    std::error_code error;
    const auto restoring = config.data / name::restoring;
    if (!std::filesystem::exists(restoring, error)) return {};
    return say(
        ErrorCode::Corrupt,
        fmt::format(
            "Im Ordner {} wurde das Zurückspielen einer Sicherung unterbrochen. Löschen Sie diesen "
            "Ordner, und spielen Sie die Sicherung noch einmal zurück.",
            config.data.string()
        )
    );
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

Result<bool> is_installed(const Config& config) {
    if (!config.database_url.empty()) {
        const std::string& url = config.database_url.reveal();
        DK_TRY(const bool has_main, sql::postgres::has_schema(url, main_schema));
        DK_TRY(const bool has_log, sql::postgres::has_schema(url, log_schema));
        return has_main && has_log;
    }
    DK_DO(not_half_restored(config));
    std::error_code error;
    const bool has_main = std::filesystem::exists(config.data / name::main, error);
    const bool has_log = std::filesystem::exists(config.data / name::log, error);
    if (has_main == has_log) return has_main;
    return say(
        ErrorCode::Corrupt,
        fmt::format(
            "Im Ordner {} fehlt {}. Spielen Sie eine Sicherung in einen neuen Ordner zurück. Wurde "
            "hier noch nie gearbeitet, löschen Sie den Ordner und fangen Sie neu an.",
            config.data.string(),
            has_main ? name::log : name::main
        )
    );
}

Result<Installation> open_installation(
    const Config& config,
    const std::filesystem::path& share,
    Hold hold,
    const Clock& clock,
    Randomness& randomness
) {
    if (hold == Hold::Beside) {
        DK_TRY(const bool is_there, is_installed(config));
        if (!is_there) return nothing_there(config);
    }
    Installation installation{.folder = config.data};
    DK_DO(make_folder(config.data));
    auto lock = Lock::take(config.data);
    if (lock) {
        installation.lock = *std::move(lock);
    } else if (hold == Hold::Alone) {
        return std::unexpected(lock.error());
    }
    DK_DO(is_installed(config));
    DK_TRY(Databases databases, open_databases(config, sql::Access::Write));
    installation.main = std::move(databases.main);
    installation.log = std::move(databases.log);
    if (installation.lock) {
        DK_DO(migrated(*installation.main, share / "migrations" / "main", clock));
        DK_DO(migrated(*installation.log, share / "migrations" / "log", clock));
    } else {
        constexpr std::string_view remedy =
            "Beenden Sie den Server, und starten Sie ihn mit diesem Programm neu.";
        DK_DO(up_to_date(*installation.main, share / "migrations" / "main", remedy));
        DK_DO(up_to_date(*installation.log, share / "migrations" / "log", remedy));
    }
    DK_TRY(installation.key, read_or_make_key(config.data / name::key, randomness));
    return installation;
}

Result<Databases> open_for_reading(const Config& config, const std::filesystem::path& share) {
    DK_TRY(const bool is_there, is_installed(config));
    if (!is_there) return nothing_there(config);
    DK_TRY(Databases databases, open_databases(config, sql::Access::Read));
    constexpr std::string_view remedy =
        "»denkraum serve« bringt ihn auf den neuen Stand; eine Sicherung lesen Sie, indem Sie sie "
        "mit »denkraum restore« in einen zweiten Ordner zurückspielen.";
    DK_DO(up_to_date(*databases.main, share / "migrations" / "main", remedy));
    DK_DO(up_to_date(*databases.log, share / "migrations" / "log", remedy));
    return databases;
}

} // namespace denkraum::server
