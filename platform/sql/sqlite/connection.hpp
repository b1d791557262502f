// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <sqlite3.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/result.hpp"
#include "platform/sql/sql.hpp"

namespace denkraum::sql::sqlite {

struct CloseHandle {
    void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
};
using Handle = std::unique_ptr<sqlite3, CloseHandle>;

struct FinalizeStatement {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

/// The library's result code as one of our reasons. `handle` tells errno and the message.
[[nodiscard]] std::unexpected<Error> failure(sqlite3* handle, int code, std::string_view doing);

/// One sqlite3 handle with its prepared statements; used by one thread at a time.
class Connection {
public:
    /// Access::Write creates the file and switches it to WAL.
    [[nodiscard]] static Result<std::unique_ptr<Connection>>
    open(const std::filesystem::path& file, Access access);

    [[nodiscard]] Result<Rows> query(std::string_view sql, std::span<const Value> values);
    [[nodiscard]] Result<std::int64_t> execute(std::string_view sql, std::span<const Value> values);
    /// Statements without placeholders and without results.
    [[nodiscard]] Done script(const std::string& sql);
    [[nodiscard]] bool in_transaction() const;
    /// Rolls back what is open; a handle that cannot even do that is not used again.
    [[nodiscard]] bool rollback();

private:
    Connection(Handle handle, Access access) : handle_(std::move(handle)), access_(access) {}

    // The statement, prepared and bound; reset when the guard goes.
    struct ResetStatement {
        void operator()(sqlite3_stmt* statement) const;
    };
    using Running = std::unique_ptr<sqlite3_stmt, ResetStatement>;
    [[nodiscard]] Result<Running> run(std::string_view sql, std::span<const Value> values);
    [[nodiscard]] Result<sqlite3_stmt*> prepared(std::string_view sql);

    struct TextHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const {
            return std::hash<std::string_view>()(text);
        }
    };

    Handle handle_;
    Access access_;
    // Statements go before the handle.
    std::unordered_map<std::string, Statement, TextHash, std::equal_to<>> statements_;
};

} // namespace denkraum::sql::sqlite
