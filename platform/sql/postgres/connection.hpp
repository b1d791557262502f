// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <libpq-fe.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/result.hpp"
#include "platform/sql/sql.hpp"

namespace denkraum::sql::postgres {

/// One connection with its prepared statements; used by one thread at a time.
class Connection {
public:
    /// Connects and sets the schema to look names up in. Fails: Unavailable, Invalid.
    [[nodiscard]] static Result<std::unique_ptr<Connection>>
    open(const std::string& conninfo, const std::string& schema);

    [[nodiscard]] Done begin(Access access);
    [[nodiscard]] Result<Rows> query(std::string_view sql, std::span<const Value> values);
    [[nodiscard]] Result<std::int64_t> execute(std::string_view sql, std::span<const Value> values);
    /// All rows in pipeline mode: one round trip for many.
    [[nodiscard]] Result<std::int64_t>
    execute_many(std::string_view sql, std::span<const Value> values, std::size_t width);
    /// Statements without placeholders; results are dropped.
    [[nodiscard]] Done script(const std::string& sql);
    [[nodiscard]] Done commit();

    [[nodiscard]] bool is_lost() const { return PQstatus(handle_.get()) != CONNECTION_OK; }
    /// Rolls back what is open. False if the connection cannot be used again.
    [[nodiscard]] bool rollback();

private:
    struct Finish {
        void operator()(PGconn* handle) const { PQfinish(handle); }
    };
    using Handle = std::unique_ptr<PGconn, Finish>;
    struct Clear {
        void operator()(PGresult* result) const { PQclear(result); }
    };
    using Answer = std::unique_ptr<PGresult, Clear>;
    explicit Connection(Handle handle) : handle_(std::move(handle)) {}

    [[nodiscard]] Done expect(const PGresult* result, std::string_view sql) const;
    [[nodiscard]] Result<const std::string*>
    prepared(std::string_view sql, std::span<const Value> values);
    [[nodiscard]] Result<Answer> run(std::string_view sql, std::span<const Value> values);
    [[nodiscard]] Done
    send_chunk(const std::string& name, std::span<const Value> values, std::size_t width);
    [[nodiscard]] Result<std::int64_t> receive_chunk(std::string_view sql);

    Handle handle_;
    Access access_ = Access::Write;
    // By statement and types: NULL and a number are prepared apart.
    std::unordered_map<std::string, std::string> statements_;
    std::uint64_t prepared_so_far_ = 0;
};

} // namespace denkraum::sql::postgres
