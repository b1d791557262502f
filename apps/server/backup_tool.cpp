// SPDX-License-Identifier: EUPL-1.2
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>

#include "apps/server/installation.hpp"
#include "apps/server/tools.hpp"
#include "apps/server/verification.hpp"
#include "domain/document/authorship.hpp"
#include "platform/secret/random.hpp"
#include "platform/sql/sqlite/sqlite.hpp"

namespace denkraum::server::tools {
namespace {

namespace fs = std::filesystem;

/// Commands refer to records of the log, never the other way round: the log is copied last, so that
/// everything the copied commands know of is in it.
Done copy_installation(const fs::path& from, const fs::path& to) {
    DK_DO(sql::sqlite::backup(from / name::main, to / name::main));
    DK_DO(sql::sqlite::backup(from / name::log, to / name::log));
    std::error_code error;
    fs::copy_file(from / name::key, to / name::key, error);
    if (!error) return {};
    return fail(
        ErrorCode::Unavailable,
        fmt::format("{} konnte nicht kopiert werden: {}", name::key, error.message())
    );
}

Done make_folder(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (!error) return {};
    return fail(
        ErrorCode::Unavailable,
        fmt::format("{} kann nicht angelegt werden: {}", folder.string(), error.message())
    );
}

Result<std::string> first_place(const Context& context, std::string_view what) {
    if (!context.arguments.places.empty()) return context.arguments.places[0];
    return fail(ErrorCode::Invalid, fmt::format("Es fehlt: {}.", what));
}

/// A new epoch, and both chains read again.
Done begin_epoch(const Installation& installation, bool takes_damaged) {
    DK_TRY(auto main, installation.main->begin(sql::Access::Write));
    DK_TRY(const auto epoch, document::raise_epoch(main, SystemClock().now()));
    DK_DO(std::move(main).commit());
    for (const Done& sound : {verify_trail(*installation.main), verify_log(*installation.log)}) {
        if (sound) continue;
        if (!takes_damaged) {
            return fail(
                ErrorCode::Corrupt,
                sound.error().detail + "\nMit --damaged wird die Sicherung trotzdem zurückgespielt."
            );
        }
        fmt::print(stderr, "denkraum: {}\n", sound.error().detail);
    }
    fmt::print(
        "Zurückgespielt. Epoche {}: Wer noch Neueres auf seinem Gerät hat, überträgt es beim "
        "nächsten Öffnen.\n",
        epoch
    );
    return {};
}

Done flush(const fs::path& folder) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool is_flushed = descriptor >= 0 && ::fsync(descriptor) == 0;
    if (descriptor >= 0) ::close(descriptor);
    if (is_flushed) return {};
    return fail(
        ErrorCode::Unavailable, fmt::format("{} kann nicht geschrieben werden.", folder.string())
    );
}

/// Out of `restoring` into the data folder. While that folder is there nothing else opens the
/// installation, so the order does not matter.
Done move_up(const fs::path& restoring) {
    constexpr std::array<const char*, 3> wanted{name::key, name::log, name::main};
    std::error_code error;
    for (const char* file : wanted) {
        // What stands beside a closed database is empty, but it would be taken for another's.
        for (const char* beside : {"-wal", "-shm", ""}) {
            const fs::path from = restoring / (std::string(file) + beside);
            if (!fs::exists(from, error)) continue;
            fs::rename(from, restoring.parent_path() / from.filename(), error);
            if (error) return fail(ErrorCode::Unavailable, error.message());
        }
    }
    DK_DO(flush(restoring.parent_path()));
    fs::remove_all(restoring, error);
    return flush(restoring.parent_path());
}

Done restore_files(const Context& context, const fs::path& from) {
    DK_TRY(const auto share, share_folder(context.environment));
    const fs::path restoring = context.config.data / name::restoring;
    DK_DO(make_folder(restoring));
    DK_DO(copy_installation(from, restoring));
    {
        Config config = context.config;
        config.data = restoring;
        SystemClock clock;
        secret::SystemRandomness randomness;
        DK_TRY(
            const auto installation,
            open_installation(config, share, Hold::Alone, clock, randomness)
        );
        DK_DO(begin_epoch(installation, context.arguments.has("damaged")));
    }
    return move_up(restoring);
}

Done expect_backup(const Config& config, const fs::path& folder) {
    Config source = config;
    source.data = folder;
    DK_TRY(const bool is_there, is_installed(source));
    std::error_code error;
    if (is_there && fs::exists(folder / name::key, error)) return {};
    return fail(
        ErrorCode::NotFound,
        fmt::format(
            "In {} liegt keine Sicherung: Es fehlt {}.",
            folder.string(),
            is_there ? name::key : name::main
        )
    );
}

Done expect_room(const Config& config) {
    DK_TRY(const bool is_there, is_installed(config));
    std::error_code error;
    if (!is_there && !fs::exists(config.data / name::key, error)) return {};
    return fail(
        ErrorCode::Conflict,
        fmt::format(
            "Im Ordner {} liegt schon eine Installation. Benennen Sie ihn um oder nehmen Sie mit "
            "--data einen anderen; überschrieben wird nichts.",
            config.data.string()
        )
    );
}

/// Half a restored installation would look like one.
void remove_what_came(const fs::path& folder, bool was_there) {
    std::error_code ignored;
    if (!was_there) {
        fs::remove_all(folder, ignored);
        return;
    }
    for (const char* file : {name::main, name::log, name::key})
        fs::remove(folder / file, ignored);
    fs::remove_all(folder / name::restoring, ignored);
}

/// After pg_restore: the rows are there, the epoch is that of the backup.
Done restore_postgres(const Context& context) {
    if (!context.arguments.places.empty()) {
        return fail(
            ErrorCode::Invalid,
            "Diese Installation benutzt PostgreSQL. Spielen Sie die Sicherung mit pg_restore "
            "zurück, und rufen Sie danach »denkraum restore« ohne Ordner auf."
        );
    }
    DK_TRY(const auto share, share_folder(context.environment));
    SystemClock clock;
    secret::SystemRandomness randomness;
    DK_TRY(const bool is_there, is_installed(context.config));
    if (!is_there) {
        return fail(
            ErrorCode::NotFound,
            "In dieser PostgreSQL-Datenbank gibt es noch nichts. Spielen Sie die Sicherung zuerst "
            "mit pg_restore zurück."
        );
    }
    DK_TRY(
        const auto installation,
        open_installation(context.config, share, Hold::Alone, clock, randomness)
    );
    return begin_epoch(installation, context.arguments.has("damaged"));
}

} // namespace

Done backup(const Context& context) {
    DK_TRY(const std::string target, first_place(context, "der Zielordner"));
    if (!context.config.database_url.empty()) {
        return fail(
            ErrorCode::Invalid,
            "Diese Installation benutzt PostgreSQL. Sichern Sie sie mit pg_dump; docs/operating "
            "sagt wie."
        );
    }
    DK_TRY(const bool is_there, is_installed(context.config));
    if (!is_there) {
        return fail(
            ErrorCode::NotFound,
            fmt::format(
                "Im Ordner {} gibt es keine Installation von Denkraum. Stimmt --data?",
                context.config.data.string()
            )
        );
    }
    const fs::path to(target);
    std::error_code error;
    if (fs::exists(to, error)) {
        return fail(ErrorCode::Conflict, fmt::format("{} gibt es schon.", target));
    }
    DK_DO(make_folder(to));
    const Done copied = copy_installation(context.config.data, to);
    if (!copied) {
        // A half-made backup would look like one.
        fs::remove_all(to, error);
        return copied;
    }
    fmt::print("Die Sicherung liegt in {} und ist geprüft.\n", target);
    return {};
}

Done restore(const Context& context) {
    if (!context.config.database_url.empty()) return restore_postgres(context);
    DK_TRY(const std::string source, first_place(context, "der Ordner der Sicherung"));
    DK_DO(expect_backup(context.config, source));
    DK_DO(expect_room(context.config));
    const fs::path& to = context.config.data;
    std::error_code ignored;
    const bool was_there = fs::exists(to, ignored);
    const Done restored = restore_files(context, source);
    if (!restored) remove_what_came(to, was_there);
    return restored;
}

} // namespace denkraum::server::tools
