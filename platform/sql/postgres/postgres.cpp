// SPDX-License-Identifier: EUPL-1.2
#include "platform/sql/postgres/postgres.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "platform/sql/pool.hpp"
#include "platform/sql/postgres/connection.hpp"

namespace denkraum::sql::postgres {
namespace {

using Connections = Pool<Connection>;

class PostgresSession final : public Session {
public:
    explicit PostgresSession(Connections::Lease lease) : lease_(std::move(lease)) {}
    ~PostgresSession() override {
        if (!lease_->rollback()) lease_.discard();
    }

    Result<Rows> query(std::string_view sql, std::span<const Value> values) override {
        return lease_->query(sql, values);
    }
    Result<std::int64_t> execute(std::string_view sql, std::span<const Value> values) override {
        return lease_->execute(sql, values);
    }
    Result<std::int64_t>
    execute_many(std::string_view sql, std::span<const Value> values, std::size_t width) override {
        return lease_->execute_many(sql, values, width);
    }
    Done execute_script(std::string_view sql) override { return lease_->script(std::string(sql)); }
    Done commit() override { return lease_->commit(); }

private:
    Connections::Lease lease_;
};

bool is_schema(std::string_view name) {
    return !name.empty() && name.size() <= 63 && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

Result<bool> has_schema_on(Connection& connection, const std::string& schema) {
    DK_TRY(
        const auto found,
        connection.query(
            "SELECT 1 FROM information_schema.schemata WHERE schema_name = ?",
            std::array{to_value(schema)}
        )
    );
    return !found.empty();
}

Done make_schema(const std::string& conninfo, const std::string& schema) {
    if (!is_schema(schema)) return fail(ErrorCode::Invalid, "a schema is a lower-case word");
    DK_TRY(const auto connection, Connection::open(conninfo, schema));
    // Asked first: a role that may not create schemas can use one that is there.
    DK_TRY(const bool has_it, has_schema_on(*connection, schema));
    if (has_it) return {};
    return connection->script(fmt::format("CREATE SCHEMA IF NOT EXISTS \"{}\"", schema));
}

class PostgresDatabase final : public Database {
public:
    PostgresDatabase(const std::string& conninfo, const Options& options)
        : turn_wait_(options.turn_wait),
          open_([conninfo, schema = options.schema] { return Connection::open(conninfo, schema); }),
          writer_(1, open_),
          readers_(options.readers, open_) {}

    Kind kind() const override { return Kind::Postgres; }

    /// FULL writes every table of this database anew; what the server archives of its own log of
    /// changes is its administrator's.
    Done overwrite_freed() override {
        DK_TRY(auto lease, writer_.take(turn_wait_));
        return lease->script("VACUUM FULL");
    }

protected:
    Result<std::unique_ptr<Session>> begin_session(Access access) override {
        DK_TRY(auto lease, (access == Access::Write ? writer_ : readers_).take(turn_wait_));
        Done begun = lease->begin(access);
        if (!begun && lease->is_lost()) {
            // The server was restarted meanwhile: nothing was under way, so once more.
            DK_TRY(auto fresh, open_());
            lease.replace(std::move(fresh));
            begun = lease->begin(access);
        }
        auto session = std::make_unique<PostgresSession>(std::move(lease));
        DK_DO(begun);
        return session;
    }

private:
    const std::chrono::milliseconds turn_wait_;
    const Connections::Open open_;
    Connections writer_;
    Connections readers_;
};

} // namespace

Result<std::unique_ptr<Database>> open(const std::string& conninfo, const Options& options) {
    DK_DO(make_schema(conninfo, options.schema));
    return std::make_unique<PostgresDatabase>(conninfo, options);
}

Result<bool> has_schema(const std::string& conninfo, const std::string& schema) {
    if (!is_schema(schema)) return fail(ErrorCode::Invalid, "a schema is a lower-case word");
    DK_TRY(const auto connection, Connection::open(conninfo, schema));
    return has_schema_on(*connection, schema);
}

Done drop_schema(const std::string& conninfo, const std::string& schema) {
    if (!is_schema(schema)) return fail(ErrorCode::Invalid, "a schema is a lower-case word");
    DK_TRY(const auto connection, Connection::open(conninfo, schema));
    return connection->script(fmt::format("DROP SCHEMA IF EXISTS \"{}\" CASCADE", schema));
}

} // namespace denkraum::sql::postgres
