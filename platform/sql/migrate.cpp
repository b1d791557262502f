// SPDX-License-Identifier: EUPL-1.2
#include "platform/sql/migrate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <iterator>
#include <system_error>

#include "base/bytes.hpp"
#include "platform/secret/hash.hpp"
#include "platform/sql/limits.hpp"

namespace denkraum::sql {
namespace {

struct Word {
    std::string_view name;
    std::string_view sqlite;
    std::string_view postgres;
};
constexpr std::array<Word, 8> words{{
    {"id", "BLOB", "BYTEA"},
    {"bytes", "BLOB", "BYTEA"},
    {"text", "TEXT", "TEXT COLLATE \"C\""},
    {"int", "INTEGER", "BIGINT"},
    {"instant", "INTEGER", "BIGINT"},
    {"real", "REAL", "DOUBLE PRECISION"},
    {"table", "STRICT", ""},
    {"by_key", "STRICT, WITHOUT ROWID", ""},
}};

constexpr std::string_view own_tables = R"(
CREATE TABLE IF NOT EXISTS schema_migration (
    number {int} NOT NULL PRIMARY KEY,
    name {text} NOT NULL,
    checksum {bytes} NOT NULL,
    applied_at {instant} NOT NULL
) {table};
CREATE TABLE IF NOT EXISTS writing_probe (
    one {int} NOT NULL PRIMARY KEY,
    filler {bytes} NOT NULL
) {table};
)";

struct Applied {
    int number = 0;
    std::string name;
    Bytes checksum;
};

Result<Applied> read_applied(Row row) {
    Columns in(row);
    Applied applied{
        .number = in.next<int>(),
        .name = in.next<std::string>(),
        .checksum = in.next<Bytes>(),
    };
    return std::move(in).finish(std::move(applied));
}

Result<std::vector<Applied>> applied_so_far(Transaction& transaction, Kind kind) {
    const std::string_view tables =
        kind == Kind::Sqlite ? "SELECT count(*) FROM sqlite_schema WHERE name = ?"
                             : "SELECT count(*) FROM information_schema.tables"
                               " WHERE table_schema = current_schema() AND table_name = ?";
    DK_TRY(const auto known, transaction.query_value<int>(tables, "schema_migration"));
    if (known == 0) return std::vector<Applied>{};
    return transaction.query_list(
        read_applied, "SELECT number, name, checksum FROM schema_migration ORDER BY number"
    );
}

Done compare(std::span<const Applied> applied, std::span<const Migration> migrations) {
    if (applied.size() > migrations.size()) {
        return fail(
            ErrorCode::Conflict,
            fmt::format(
                "this database was written by a newer version of Denkraum: it has migration "
                "{:04}_{}, this program ends at {:04}. Start the newer version, or restore a "
                "backup made with this one",
                applied.back().number,
                applied.back().name,
                migrations.empty() ? 0 : migrations.back().number
            )
        );
    }
    for (std::size_t i = 0; i < applied.size(); ++i) {
        const auto checksum = secret::sha256(as_bytes(migrations[i].text));
        if (applied[i].number == migrations[i].number
            && std::ranges::equal(applied[i].checksum, checksum)) {
            continue;
        }
        return fail(
            ErrorCode::Conflict,
            fmt::format(
                "migration {:04}_{} is not the one that made this database: migrations are only "
                "ever added. Put back the file as it was",
                applied[i].number,
                applied[i].name
            )
        );
    }
    return {};
}

Done apply(Transaction& transaction, Kind kind, const Migration& migration, Instant now) {
    DK_TRY(const auto text, translate(migration.text, kind));
    DK_DO(transaction.execute_script(text));
    DK_DO(transaction.execute(
        "INSERT INTO schema_migration (number, name, checksum, applied_at) VALUES (?, ?, ?, ?)",
        migration.number,
        migration.name,
        ByteView(secret::sha256(as_bytes(migration.text))),
        now
    ));
    return {};
}

// One step: false when nothing was left to do. Another program may have been faster, so each step
// looks again inside its own transaction.
Result<bool>
apply_next(Database& database, std::span<const Migration> migrations, const Clock& clock) {
    DK_TRY(auto transaction, database.begin(Access::Write));
    DK_TRY(const auto tables, translate(own_tables, database.kind()));
    DK_DO(transaction.execute_script(tables));
    DK_TRY(const auto applied, applied_so_far(transaction, database.kind()));
    DK_DO(compare(applied, migrations));
    const bool left = applied.size() < migrations.size();
    if (left) {
        DK_DO(apply(transaction, database.kind(), migrations[applied.size()], clock.now()));
    }
    DK_DO(std::move(transaction).commit());
    return left;
}

// "0001_trail.sql" → number, name and no text.
Result<Migration> parse_name(const std::string& file) {
    Migration migration;
    const auto wrong = [&] {
        return fail(ErrorCode::Invalid, fmt::format("{} is not named NNNN_name.sql", file));
    };
    if (file.size() < 10 || file[4] != '_' || !file.ends_with(".sql")) return wrong();
    const auto [end, error] = std::from_chars(file.data(), file.data() + 4, migration.number);
    if (error != std::errc{} || end != file.data() + 4) return wrong();
    migration.name = file.substr(5, file.size() - 9);
    return migration;
}

Result<std::string> read_text(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::string text((std::istreambuf_iterator<char>(in)), {});
    if (!in) return fail(ErrorCode::Unavailable, "cannot read " + file.string());
    if (text.size() > migration_bytes_max) {
        return fail(ErrorCode::TooLarge, file.string() + " is too large for a migration");
    }
    return text;
}

} // namespace

Result<std::string> translate(std::string_view migration, Kind kind) {
    std::string text;
    for (std::size_t at = 0; at < migration.size();) {
        const auto open = std::min(migration.find('{', at), migration.size());
        text += migration.substr(at, open - at);
        if (open == migration.size()) break;
        const auto close = std::min(migration.find('}', open), migration.size());
        const auto name = migration.substr(open + 1, close - open - 1);
        const auto word = std::ranges::find(words, name, &Word::name);
        if (close == migration.size() || word == words.end()) {
            return fail(
                ErrorCode::Invalid, fmt::format("unknown word {{{}}} in a migration", name)
            );
        }
        text += kind == Kind::Sqlite ? word->sqlite : word->postgres;
        at = close + 1;
    }
    return text;
}

Result<std::vector<Migration>> read_migrations(const std::filesystem::path& folder) {
    std::error_code error;
    std::vector<Migration> migrations;
    for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
        const auto file = entry->path().filename().string();
        if (file.starts_with('.') || file == "README.md") continue;
        DK_TRY(auto migration, parse_name(file));
        DK_TRY(migration.text, read_text(entry->path()));
        migrations.push_back(std::move(migration));
    }
    if (error) {
        return fail(
            ErrorCode::NotFound,
            fmt::format("no migrations in {}: {}", folder.string(), error.message())
        );
    }
    std::ranges::sort(migrations, {}, &Migration::number);
    const auto twice = std::ranges::adjacent_find(migrations, {}, &Migration::number);
    if (twice != migrations.end()) {
        return fail(
            ErrorCode::Invalid,
            fmt::format("migration {:04} is there twice in {}", twice->number, folder.string())
        );
    }
    return migrations;
}

Result<std::size_t> count_missing(Database& database, std::span<const Migration> migrations) {
    DK_TRY(auto transaction, database.begin(Access::Read));
    DK_TRY(const auto applied, applied_so_far(transaction, database.kind()));
    DK_DO(compare(applied, migrations));
    return migrations.size() - applied.size();
}

Result<int> migrate(Database& database, std::span<const Migration> migrations, const Clock& clock) {
    // Looks first: a database that is up to date can be used although nothing can be written.
    DK_TRY(const std::size_t missing, count_missing(database, migrations));
    if (missing == 0) return 0;
    int count = 0;
    for (bool left = true; left;) {
        DK_TRY(left, apply_next(database, migrations, clock));
        if (left) ++count;
    }
    return count;
}

Done probe_writing(Database& database, std::size_t bytes) {
    DK_TRY(auto transaction, database.begin(Access::Write));
    DK_DO(transaction.execute(
        "INSERT INTO writing_probe (one, filler) VALUES (1, ?)"
        " ON CONFLICT (one) DO UPDATE SET filler = excluded.filler",
        Bytes(bytes)
    ));
    return std::move(transaction).commit();
}

} // namespace denkraum::sql
