// SPDX-License-Identifier: EUPL-1.2
#include "platform/sql/sqlite/connection.hpp"

#include <fmt/format.h>
#include <sys/statvfs.h>

#include <cerrno>
#include <chrono>
#include <system_error>

#include "base/check.hpp"
#include "platform/sql/limits.hpp"

namespace denkraum::sql::sqlite {
namespace {

// Another process (a backup, `trail verify`) may hold the file's lock for a moment.
constexpr std::chrono::milliseconds lock_wait{5'000};

// The writer is the only one that may create; synchronous=FULL makes a commit survive a power
// failure, not only a crash.
constexpr const char* writer_settings = "PRAGMA journal_mode=WAL;"
                                        "PRAGMA synchronous=FULL;"
                                        "PRAGMA journal_size_limit=67108864;"
                                        "PRAGMA foreign_keys=ON;"
                                        "PRAGMA trusted_schema=OFF;";
constexpr const char* reader_settings = "PRAGMA trusted_schema=OFF;";

[[noreturn]] void wrong_statement(std::string_view sql, std::string_view message) {
    check_failed(
        fmt::format("{} in: {}", message, sql), "statements are right", __FILE__, __LINE__
    );
}

int bind_one(sqlite3_stmt* statement, int place, const Value& value) {
    struct Bind {
        sqlite3_stmt* statement;
        int place;
        int operator()(Null) const { return sqlite3_bind_null(statement, place); }
        int operator()(std::int64_t number) const {
            return sqlite3_bind_int64(statement, place, number);
        }
        int operator()(double number) const {
            return sqlite3_bind_double(statement, place, number);
        }
        // SQLITE_STATIC: the values outlive the step, see Session. An empty span has no address,
        // and SQLite would take that for NULL.
        int operator()(std::string_view text) const {
            const char* begin = text.empty() ? "" : text.data();
            return sqlite3_bind_text64(
                statement, place, begin, text.size(), SQLITE_STATIC, SQLITE_UTF8
            );
        }
        int operator()(ByteView bytes) const {
            if (bytes.empty()) return sqlite3_bind_zeroblob(statement, place, 0);
            return sqlite3_bind_blob64(statement, place, bytes.data(), bytes.size(), SQLITE_STATIC);
        }
    };
    return std::visit(Bind{statement, place}, value);
}

Done read_cell(sqlite3_stmt* statement, int column, Rows& rows) {
    switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER: return rows.add(std::int64_t{sqlite3_column_int64(statement, column)});
    case SQLITE_FLOAT: return rows.add(sqlite3_column_double(statement, column));
    case SQLITE_TEXT: {
        const auto* text = sqlite3_column_text(statement, column);
        const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
        return rows.add(Type::Text, {text, size});
    }
    case SQLITE_BLOB: {
        const auto* blob = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement, column));
        const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
        return rows.add(Type::Blob, {blob, size});
    }
    default: return rows.add_null();
    }
}

// `immutable`: nothing can change there, so no -wal and -shm files are needed.
std::string address_of(const std::filesystem::path& file, bool immutable) {
    std::string address = "file:";
    for (const char c : std::filesystem::absolute(file).string()) {
        if (c == '?' || c == '#' || c == '%') {
            address += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        } else {
            address += c;
        }
    }
    return immutable ? address + "?immutable=1" : address;
}

Result<Handle> open_handle(const std::string& address, int flags, const char* settings) {
    sqlite3* raw = nullptr;
    const int opened = sqlite3_open_v2(
        address.c_str(), &raw, flags | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, nullptr
    );
    Handle handle(raw);
    if (opened != SQLITE_OK) return failure(raw, opened, "open");
    sqlite3_extended_result_codes(raw, 1);
    sqlite3_busy_timeout(raw, static_cast<int>(lock_wait.count()));
    // The emptied -wal and the -shm stay when the last one closes, so that a server can start on a
    // disk on which nothing can be made any more.
    int stays = 1;
    sqlite3_file_control(raw, nullptr, SQLITE_FCNTL_PERSIST_WAL, &stays);
    int code = sqlite3_exec(raw, settings, nullptr, nullptr, nullptr);
    // The first look into the file: opening alone reads nothing.
    if (code == SQLITE_OK) {
        code = sqlite3_exec(raw, "SELECT count(*) FROM sqlite_schema", nullptr, nullptr, nullptr);
    }
    if (code != SQLITE_OK) return failure(raw, code, "open");
    return handle;
}

// SQLite says only "unable to open" where it cannot make its -wal and -shm files.
bool is_on_read_only_system(const std::filesystem::path& file) {
    struct statvfs system{};
    const auto folder = std::filesystem::absolute(file).parent_path();
    return ::statvfs(folder.c_str(), &system) == 0 && (system.f_flag & ST_RDONLY) != 0;
}

// For reading, an unchangeable file without rows in a -wal beside it may be taken as it is.
bool is_whole_by_itself(const std::filesystem::path& file) {
    std::error_code ignored;
    const std::filesystem::path wal = file.string() + "-wal";
    return !std::filesystem::exists(wal, ignored) || std::filesystem::file_size(wal, ignored) == 0;
}

} // namespace

std::unexpected<Error> failure(sqlite3* handle, int code, std::string_view doing) {
    const int system_errno = handle == nullptr ? 0 : sqlite3_system_errno(handle);
    const std::string detail = fmt::format(
        "SQLite {}: {} ({})",
        doing,
        handle == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(handle),
        code
    );
    switch (code & 0xff) {
    case SQLITE_CONSTRAINT: return fail(ErrorCode::Conflict, detail);
    case SQLITE_FULL: return fail_stopped(Stopped::DiskFull, detail);
    case SQLITE_READONLY: return fail_stopped(Stopped::ReadOnly, detail);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return fail(ErrorCode::Corrupt, detail);
    case SQLITE_TOOBIG: return fail(ErrorCode::TooLarge, detail);
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
        if (system_errno == ENOSPC || system_errno == EDQUOT) {
            return fail_stopped(Stopped::DiskFull, detail);
        }
        if (system_errno == EROFS) return fail_stopped(Stopped::ReadOnly, detail);
        return fail(ErrorCode::Unavailable, detail);
    default: return fail(ErrorCode::Unavailable, detail);
    }
}

Result<std::unique_ptr<Connection>>
Connection::open(const std::filesystem::path& file, Access access) {
    const bool writes = access == Access::Write;
    const int flags = writes ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
    auto handle =
        open_handle(address_of(file, false), flags, writes ? writer_settings : reader_settings);
    if (!handle && handle.error().code == ErrorCode::Unavailable && is_on_read_only_system(file)) {
        if (writes) return fail_stopped(Stopped::ReadOnly, handle.error().detail);
        if (is_whole_by_itself(file)) {
            handle = open_handle(address_of(file, true), flags, reader_settings);
        }
    }
    if (!handle) return std::unexpected(std::move(handle).error());
    // Where it may not write SQLite opens for reading without a word.
    if (writes && sqlite3_db_readonly(handle->get(), "main") == 1) {
        return fail_stopped(Stopped::ReadOnly, fmt::format("{} is read-only", file.string()));
    }
    return std::unique_ptr<Connection>(new Connection(*std::move(handle), access));
}

void Connection::ResetStatement::operator()(sqlite3_stmt* statement) const {
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
}

Result<sqlite3_stmt*> Connection::prepared(std::string_view sql) {
    if (const auto found = statements_.find(sql); found != statements_.end()) {
        return found->second.get();
    }
    if (statements_.size() >= cached_statements_max) statements_.clear();
    sqlite3_stmt* raw = nullptr;
    const char* rest = nullptr;
    const int code = sqlite3_prepare_v3(
        handle_.get(),
        sql.data(),
        static_cast<int>(sql.size()),
        SQLITE_PREPARE_PERSISTENT,
        &raw,
        &rest
    );
    Statement statement(raw);
    if (code == SQLITE_ERROR) wrong_statement(sql, sqlite3_errmsg(handle_.get()));
    if (code != SQLITE_OK) return failure(handle_.get(), code, "prepare");
    if (raw == nullptr || rest != sql.data() + sql.size()) {
        wrong_statement(sql, "one statement is expected");
    }
    if (access_ == Access::Read && sqlite3_stmt_readonly(raw) == 0) {
        wrong_statement(sql, "a reading transaction writes");
    }
    statements_.emplace(std::string(sql), std::move(statement));
    return raw;
}

Result<Connection::Running> Connection::run(std::string_view sql, std::span<const Value> values) {
    DK_TRY(sqlite3_stmt* const statement, prepared(sql));
    Running running(statement);
    if (static_cast<std::size_t>(sqlite3_bind_parameter_count(statement)) != values.size()) {
        wrong_statement(sql, "not as many values as placeholders");
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
        const int code = bind_one(statement, static_cast<int>(i) + 1, values[i]);
        if (code != SQLITE_OK) return failure(handle_.get(), code, "bind");
    }
    return running;
}

Result<Rows> Connection::query(std::string_view sql, std::span<const Value> values) {
    DK_TRY(const Running running, run(sql, values));
    sqlite3_stmt* const statement = running.get();
    const int columns = sqlite3_column_count(statement);
    if (columns == 0) wrong_statement(sql, "query() of a statement without columns");
    std::vector<std::string> names;
    for (int i = 0; i < columns; ++i)
        names.emplace_back(sqlite3_column_name(statement, i));
    Rows rows(std::move(names));
    int code = sqlite3_step(statement);
    for (; code == SQLITE_ROW; code = sqlite3_step(statement)) {
        for (int i = 0; i < columns; ++i)
            DK_DO(read_cell(statement, i, rows));
    }
    if (code != SQLITE_DONE) return failure(handle_.get(), code, "query");
    return rows;
}

Result<std::int64_t> Connection::execute(std::string_view sql, std::span<const Value> values) {
    DK_TRY(const Running running, run(sql, values));
    if (sqlite3_column_count(running.get()) != 0) {
        wrong_statement(sql, "execute() of a statement with columns");
    }
    const int code = sqlite3_step(running.get());
    if (code == SQLITE_CONSTRAINT_DATATYPE) {
        wrong_statement(sql, sqlite3_errmsg(handle_.get()));
    }
    if (code != SQLITE_DONE) return failure(handle_.get(), code, "execute");
    return std::int64_t{sqlite3_changes64(handle_.get())};
}

Done Connection::script(const std::string& sql) {
    const int code = sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr);
    if (code == SQLITE_ERROR) wrong_statement(sql, sqlite3_errmsg(handle_.get()));
    if (code != SQLITE_OK) return failure(handle_.get(), code, "execute");
    return {};
}

bool Connection::in_transaction() const {
    return sqlite3_get_autocommit(handle_.get()) == 0;
}

bool Connection::rollback() {
    // After a full disk SQLite may have rolled back by itself.
    if (!in_transaction()) return true;
    sqlite3_exec(handle_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
    return !in_transaction();
}

} // namespace denkraum::sql::sqlite
