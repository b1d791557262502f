// SPDX-License-Identifier: EUPL-1.2
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cstring>
#include <string>
#include <system_error>

#include "platform/sql/sqlite/connection.hpp"
#include "platform/sql/sqlite/sqlite.hpp"

namespace denkraum::sql::sqlite {
namespace {

Result<Handle> open_file(const std::filesystem::path& file, int flags) {
    sqlite3* raw = nullptr;
    const int code = sqlite3_open_v2(file.c_str(), &raw, flags | SQLITE_OPEN_NOMUTEX, nullptr);
    Handle handle(raw);
    if (code != SQLITE_OK) return failure(raw, code, "open for backup");
    return handle;
}

Done copy(sqlite3* source, sqlite3* target) {
    sqlite3_backup* const backup = sqlite3_backup_init(target, "main", source, "main");
    if (backup == nullptr) return failure(target, sqlite3_errcode(target), "backup");
    // All pages in one step: the copy is one moment, and in WAL mode nobody waits for it.
    const int code = sqlite3_backup_step(backup, -1);
    sqlite3_backup_finish(backup);
    if (code != SQLITE_DONE) return failure(target, code, "backup");
    return {};
}

Done expect_sound(sqlite3* handle) {
    sqlite3_stmt* raw = nullptr;
    const int code = sqlite3_prepare_v2(handle, "PRAGMA integrity_check(1)", -1, &raw, nullptr);
    const Statement statement(raw);
    if (code != SQLITE_OK) return failure(handle, code, "check");
    if (sqlite3_step(raw) != SQLITE_ROW) return failure(handle, sqlite3_errcode(handle), "check");
    const std::string answer = reinterpret_cast<const char*>(sqlite3_column_text(raw, 0));
    if (answer != "ok") return fail(ErrorCode::Corrupt, "the copy is damaged: " + answer);
    return {};
}

// A new file is only certain once its folder's entry is on the disk too.
Done flush(const std::filesystem::path& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return fail(ErrorCode::Unavailable, "cannot open " + path.string());
    const bool flushed = ::fsync(descriptor) == 0;
    const int reason = errno;
    ::close(descriptor);
    if (!flushed) return fail(ErrorCode::Unavailable, std::strerror(reason));
    return {};
}

Done copy_checked(const std::filesystem::path& source, const std::filesystem::path& target) {
    {
        DK_TRY(const auto from, open_file(source, SQLITE_OPEN_READONLY));
        DK_TRY(const auto to, open_file(target, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE));
        DK_DO(copy(from.get(), to.get()));
        // One file, without a -wal beside it, is easier to carry away.
        const int code =
            sqlite3_exec(to.get(), "PRAGMA journal_mode=DELETE", nullptr, nullptr, nullptr);
        if (code != SQLITE_OK) return failure(to.get(), code, "backup");
        DK_DO(expect_sound(to.get()));
    }
    DK_DO(flush(target));
    const auto folder = std::filesystem::absolute(target).parent_path();
    return flush(folder);
}

} // namespace

Done backup(const std::filesystem::path& source, const std::filesystem::path& target) {
    std::error_code ignored;
    if (std::filesystem::exists(target, ignored)) {
        return fail(ErrorCode::Conflict, fmt::format("{} exists already", target.string()));
    }
    auto done = copy_checked(source, target);
    if (!done) std::filesystem::remove(target, ignored);
    return done;
}

} // namespace denkraum::sql::sqlite
