// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "platform/sql/rows.hpp"
#include "platform/sql/value.hpp"

/// One door to both databases, so that the domain writes each statement once: placeholders are
/// `?`, ids 16-byte blobs, instants int64 microseconds, JSON is text that no query looks into, and
/// lists are ordered by ids, numbers or a stored sort key, never by a collation.
///
///     DK_TRY(auto transaction, database.begin(sql::Access::Write));
///     DK_TRY(const auto changed, transaction.execute(
///         "UPDATE member SET name = ? WHERE id = ?", name, id));
///     return std::move(transaction).commit();
///
/// Errors: Conflict for a violated UNIQUE, PRIMARY KEY, FOREIGN KEY or CHECK; Unavailable for
/// locked, full, read-only or gone; Corrupt for a damaged file; TooLarge for a result over the
/// bounds; Invalid for text that is not UTF-8 or holds NUL. A wrong statement is a bug: it aborts.
/// After a failed statement the transaction is over (as in PostgreSQL): every later call and
/// commit() return that first error. So use `ON CONFLICT DO NOTHING` where a clash is expected.
namespace denkraum::sql {

enum class Kind { Sqlite, Postgres };
enum class Access { Read, Write };

/// Why nothing can be written just now, although reading goes on: people are told which.
enum class Stopped { DiskFull, ReadOnly };
/// The reason, if `error` says that the disk is full or the database read-only.
[[nodiscard]] std::optional<Stopped> stopped_because(const Error& error);
/// How the adapters make such an error.
[[nodiscard]] std::unexpected<Error> fail_stopped(Stopped reason, std::string_view detail);

/// What an adapter implements: one open transaction. Its destructor rolls back.
class Session {
public:
    Session() = default;
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
    virtual ~Session() = default;
    [[nodiscard]] virtual Result<Rows> query(std::string_view, std::span<const Value>) = 0;
    [[nodiscard]] virtual Result<std::int64_t>
        execute(std::string_view, std::span<const Value>) = 0;
    /// One statement, once per row of `values`; each row has `width` values.
    [[nodiscard]] virtual Result<std::int64_t>
    execute_many(std::string_view, std::span<const Value> values, std::size_t width) = 0;
    /// Several statements without placeholders, for migrations.
    [[nodiscard]] virtual Done execute_script(std::string_view) = 0;
    [[nodiscard]] virtual Done commit() = 0;
};

/// Move-only; rolls back in its destructor; commit() consumes it, so that committing twice does
/// not compile. Belongs to one thread at a time. Keep it short: writers stand in a queue, and a
/// thread that begins a second writing transaction inside its first waits in vain.
class Transaction {
public:
    Transaction(std::unique_ptr<Session> session, Access access, std::atomic<std::uint64_t>& total)
        : session_(std::move(session)), access_(access), total_(&total) {}

    template <class... Args>
    [[nodiscard]] Result<Rows> query(std::string_view sql, const Args&... args) {
        return query_values(sql, std::array<Value, sizeof...(Args)>{to_value(args)...});
    }
    /// The number of rows changed. Requires: Access::Write.
    template <class... Args>
    [[nodiscard]] Result<std::int64_t> execute(std::string_view sql, const Args&... args) {
        return execute_values(sql, std::array<Value, sizeof...(Args)>{to_value(args)...});
    }
    /// Every row through `read`, a function Row → Result<T>. No views into the rows in T.
    template <class Read, class... Args>
    [[nodiscard]] auto query_list(Read read, std::string_view sql, const Args&... args)
        -> Result<std::vector<ReadBy<Read>>> {
        DK_TRY(const Rows rows, query(sql, args...));
        return rows.map(read);
    }
    /// The only row, through `read`. Fails: NotFound if there is none; Corrupt if several.
    template <class Read, class... Args>
    [[nodiscard]] Result<ReadBy<Read>>
    query_one(Read read, std::string_view sql, const Args&... args) {
        DK_TRY(const Rows rows, query(sql, args...));
        DK_DO(expect_one(rows));
        return read(rows[0]);
    }
    /// The only row, or nothing. Fails: Corrupt if there are several.
    template <class Read, class... Args>
    [[nodiscard]] Result<std::optional<ReadBy<Read>>>
    query_optional(Read read, std::string_view sql, const Args&... args) {
        DK_TRY(const Rows rows, query(sql, args...));
        if (rows.empty()) return std::nullopt;
        DK_DO(expect_one(rows));
        DK_TRY(auto value, read(rows[0]));
        return value;
    }
    /// The first column of the only row. Fails: NotFound if there is none; Corrupt if several.
    template <class T, class... Args>
    [[nodiscard]] Result<T> query_value(std::string_view sql, const Args&... args) {
        return query_one([](Row row) { return row.get<T>(0); }, sql, args...);
    }

    /// For statements whose number of placeholders is known at run time, see placeholders().
    [[nodiscard]] Result<Rows> query_values(std::string_view sql, std::span<const Value> values);
    [[nodiscard]] Result<std::int64_t>
    execute_values(std::string_view sql, std::span<const Value> values);
    /// One statement for many rows of `width` values each, in as few round trips as possible.
    [[nodiscard]] Result<std::int64_t>
    execute_many(std::string_view sql, std::span<const Value> values, std::size_t width);
    [[nodiscard]] Done execute_script(std::string_view sql);

    /// Durable when it returns. After an error nothing was written.
    [[nodiscard]] Done commit() &&;

    [[nodiscard]] Access access() const { return access_; }
    /// Statements so far; execute_many counts once. Tests hold pages to a constant number.
    [[nodiscard]] std::uint64_t statements() const { return statements_; }

private:
    [[nodiscard]] static Done expect_one(const Rows& rows);
    [[nodiscard]] Done prepare(std::span<const Value> values, Access needed);
    template <class T>
    [[nodiscard]] Result<T> remember(Result<T> result);

    std::unique_ptr<Session> session_;
    Access access_;
    std::atomic<std::uint64_t>* total_;
    std::uint64_t statements_ = 0;
    std::optional<Error> failed_;
};

/// "?, ?, ?" for `x IN (…)` over a list. Requires: 1 ≤ count ≤ placeholders_max; an empty list
/// needs no query.
[[nodiscard]] std::string placeholders(std::size_t count);

/// A database: one of the five ports. Opened by platform/sql/sqlite or platform/sql/postgres,
/// used from any thread.
class Database {
public:
    Database() = default;
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;
    virtual ~Database() = default;

    /// A reading transaction sees one moment and never waits for writers. Writing ones run one
    /// after the other, in the order in which they asked.
    /// Fails: Unavailable when its turn does not come within turn_wait_max, or the database is
    /// gone.
    [[nodiscard]] Result<Transaction> begin(Access access);

    [[nodiscard]] virtual Kind kind() const = 0;

    /// Rewrites the whole database, so that bytes of rows that were changed or removed are nowhere
    /// in its files any more. For rare occasions: writers wait meanwhile, and it needs room for a
    /// copy. Fails: Unavailable when somebody reads an old state for too long.
    [[nodiscard]] virtual Done overwrite_freed() { return {}; }

    /// Statements of all transactions so far, for tests and counters.
    [[nodiscard]] std::uint64_t statements() const { return statements_; }

protected:
    [[nodiscard]] virtual Result<std::unique_ptr<Session>> begin_session(Access access) = 0;

private:
    std::atomic<std::uint64_t> statements_ = 0;
};

} // namespace denkraum::sql
