// SPDX-License-Identifier: EUPL-1.2
#include "platform/sql/sqlite/sqlite.hpp"

#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include "platform/sql/pool.hpp"
#include "platform/sql/sqlite/connection.hpp"

namespace denkraum::sql::sqlite {
namespace {

using Connections = Pool<Connection>;

class SqliteSession final : public Session {
public:
    explicit SqliteSession(Connections::Lease lease) : lease_(std::move(lease)) {}
    ~SqliteSession() override {
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
        std::int64_t changed = 0;
        for (; !values.empty(); values = values.subspan(width)) {
            DK_TRY(const std::int64_t more, lease_->execute(sql, values.first(width)));
            changed += more;
        }
        return changed;
    }
    Done execute_script(std::string_view sql) override { return lease_->script(std::string(sql)); }
    Done commit() override { return lease_->script("COMMIT"); }

private:
    Connections::Lease lease_;
};

class SqliteDatabase final : public Database {
public:
    SqliteDatabase(std::filesystem::path file, const Options& options)
        : file_(std::move(file)),
          access_(options.access),
          turn_wait_(options.turn_wait),
          writer_(1, [this] { return Connection::open(file_, Access::Write); }),
          readers_(options.readers, [this] { return Connection::open(file_, Access::Read); }) {}

    // The first connections are opened now, so that a wrong path shows at the start.
    Done open() {
        if (access_ == Access::Read) {
            read_only_ = fail_stopped(Stopped::ReadOnly, "opened for reading").error();
        } else {
            DK_DO(open_writer());
        }
        DK_TRY(auto reader, Connection::open(file_, Access::Read));
        readers_.add(std::move(reader));
        return {};
    }

    Kind kind() const override { return Kind::Sqlite; }

    /// VACUUM writes every page anew into the log of changes; the checkpoint brings them into the
    /// file and empties that log.
    Done overwrite_freed() override {
        if (read_only_) return std::unexpected(*read_only_);
        DK_TRY(auto lease, writer_.take(turn_wait_));
        DK_DO(lease->script("VACUUM"));
        return lease->script("PRAGMA wal_checkpoint(TRUNCATE)");
    }

protected:
    Result<std::unique_ptr<Session>> begin_session(Access access) override {
        const bool writes = access == Access::Write;
        // For as long as this program runs: its readers may hold the file for unchangeable.
        if (writes && read_only_) return std::unexpected(*read_only_);
        DK_TRY(auto lease, (writes ? writer_ : readers_).take(turn_wait_));
        DK_DO(lease->script(writes ? "BEGIN IMMEDIATE" : "BEGIN"));
        return std::make_unique<SqliteSession>(std::move(lease));
    }

private:
    Done open_writer() {
        auto writer = Connection::open(file_, Access::Write);
        if (writer) {
            writer_.add(*std::move(writer));
            return {};
        }
        if (stopped_because(writer.error()) != Stopped::ReadOnly) {
            return std::unexpected(std::move(writer).error());
        }
        read_only_ = std::move(writer).error();
        return {};
    }

    const std::filesystem::path file_;
    const Access access_;
    const std::chrono::milliseconds turn_wait_;
    Connections writer_;
    Connections readers_;
    std::optional<Error> read_only_;
};

} // namespace

Result<std::unique_ptr<Database>> open(const std::filesystem::path& file, const Options& options) {
    auto database = std::make_unique<SqliteDatabase>(file, options);
    DK_DO(database->open());
    return database;
}

} // namespace denkraum::sql::sqlite
