// SPDX-License-Identifier: EUPL-1.2
#include "platform/sql/testing/quick_look.hpp"

#include <sqlite3.h>

#include <memory>

namespace denkraum::sql {

std::int64_t quick_look(const std::filesystem::path& database, const std::string& query) {
    sqlite3* raw = nullptr;
    const int opened = sqlite3_open_v2(database.c_str(), &raw, SQLITE_OPEN_READWRITE, nullptr);
    const std::unique_ptr<sqlite3, decltype(&sqlite3_close)> handle(raw, &sqlite3_close);
    if (opened != SQLITE_OK) return -1;
    // Alone with the file it needs no index of the log beside it, and at the end nothing of the
    // log is carried over.
    sqlite3_db_config(raw, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    sqlite3_exec(raw, "PRAGMA locking_mode=EXCLUSIVE", nullptr, nullptr, nullptr);
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v2(raw, query.c_str(), -1, &statement, nullptr);
    const std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)> owner(
        statement, &sqlite3_finalize
    );
    if (statement == nullptr || sqlite3_step(statement) != SQLITE_ROW) return -1;
    return sqlite3_column_int64(statement, 0);
}

} // namespace denkraum::sql
