// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <csignal>
#include <fstream>
#include <string>
#include <thread>

#include "base/check.hpp"
#include "platform/sql/sqlite/sqlite.hpp"
#include "platform/sql/testing/on_both_databases.hpp"

namespace denkraum::sql::sqlite {
namespace {

using namespace std::chrono_literals;

class Sqlite : public testing::Test {
protected:
    [[nodiscard]] std::filesystem::path file() const { return folder_.path() / "denkraum.db"; }

    static std::unique_ptr<Database> open_file(const std::filesystem::path& path) {
        auto opened = open(path, {.turn_wait = 50ms});
        EXPECT_TRUE(opened) << opened.error().detail;
        return opened ? *std::move(opened) : nullptr;
    }
    static void create_table(Database& database) {
        auto transaction = database.begin(Access::Write);
        ASSERT_TRUE(transaction);
        ASSERT_TRUE(transaction->execute_script(
            "CREATE TABLE thing (n INTEGER NOT NULL PRIMARY KEY, content BLOB) STRICT"
        ));
        ASSERT_TRUE(std::move(*transaction).commit());
    }
    static Done insert(Database& database, int n, std::size_t bytes = 10) {
        DK_TRY(auto transaction, database.begin(Access::Write));
        DK_DO(transaction.execute("INSERT INTO thing VALUES (?, ?)", n, Bytes(bytes, 1)));
        return std::move(transaction).commit();
    }
    static Result<int> count(Database& database) {
        DK_TRY(auto transaction, database.begin(Access::Read));
        return transaction.query_value<int>("SELECT count(*) FROM thing");
    }
    TemporaryFolder folder_;
};

TEST_F(Sqlite, a_file_that_is_no_database_is_corrupt) {
    std::ofstream(file()) << std::string(5000, 'x');
    EXPECT_EQ(open(file()).error().code, ErrorCode::Corrupt);
}

TEST_F(Sqlite, opened_for_reading_nothing_is_made_or_changed) {
    const Options reading{.access = Access::Read};
    EXPECT_FALSE(open(file(), reading));
    EXPECT_FALSE(std::filesystem::exists(file()));
    {
        const auto database = open_file(file());
        create_table(*database);
        ASSERT_TRUE(insert(*database, 1));
    }
    const auto copy = folder_.path() / "copy.db";
    ASSERT_TRUE(backup(file(), copy));
    const auto database = open(copy, reading);
    ASSERT_TRUE(database) << database.error().detail;
    EXPECT_EQ(count(**database).value(), 1);
    EXPECT_EQ(stopped_because((*database)->begin(Access::Write).error()), Stopped::ReadOnly);
    EXPECT_FALSE(std::filesystem::exists(copy.string() + "-wal")) << "not switched to WAL";
}

TEST_F(Sqlite, a_missing_folder_is_unavailable) {
    const auto opened = open(folder_.path() / "none" / "denkraum.db");
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, ErrorCode::Unavailable);
    EXPECT_EQ(stopped_because(opened.error()), std::nullopt);
}

TEST_F(Sqlite, a_name_with_signs_of_an_address_is_only_a_name) {
    const auto path = folder_.path() / "a?b#c%20 ü.db";
    const auto database = open_file(path);
    ASSERT_TRUE(database);
    create_table(*database);
    EXPECT_TRUE(std::filesystem::exists(path));
}

TEST_F(Sqlite, a_second_writer_in_one_thread_is_told_that_its_turn_does_not_come) {
    const auto database = open_file(file());
    auto first = database->begin(Access::Write);
    ASSERT_TRUE(first);
    const auto second = database->begin(Access::Write);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, ErrorCode::Unavailable);
    EXPECT_EQ(stopped_because(second.error()), std::nullopt);
}

TEST_F(Sqlite, is_in_wal_mode_with_full_synchronisation) {
    const auto database = open_file(file());
    auto transaction = database->begin(Access::Write);
    ASSERT_TRUE(transaction);
    EXPECT_EQ(transaction->query_value<std::string>("PRAGMA journal_mode").value(), "wal");
    EXPECT_EQ(transaction->query_value<int>("PRAGMA synchronous").value(), 2);
    EXPECT_EQ(transaction->query_value<int>("PRAGMA foreign_keys").value(), 1);
}

TEST_F(Sqlite, what_was_committed_outlives_kill_9) {
    create_table(*open_file(file()));
    std::array<int, 2> pipe{};
    ASSERT_EQ(::pipe(pipe.data()), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        const auto database = open_file(file());
        for (int n = 1;; ++n) {
            if (!insert(*database, n) || ::write(pipe[1], &n, sizeof n) != sizeof n) ::_exit(1);
        }
    }
    int last = 0;
    while (last < 50)
        ASSERT_EQ(::read(pipe[0], &last, sizeof last), ssize_t{sizeof last});
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    ::close(pipe[1]);
    for (int n = 0; ::read(pipe[0], &n, sizeof n) == ssize_t{sizeof n};)
        last = n;
    ::close(pipe[0]);
    const auto database = open_file(file());
    const int found = count(*database).value();
    EXPECT_GE(found, last) << "a commit that was reported is missing";
    EXPECT_LE(found, last + 1);
}

TEST_F(Sqlite, a_backup_is_whole_although_others_write) {
    const auto database = open_file(file());
    create_table(*database);
    ASSERT_TRUE(insert(*database, 0, 100'000));
    std::atomic<bool> stop = false;
    std::jthread writer([&] {
        for (int n = 1; !stop; ++n)
            EXPECT_TRUE(insert(*database, n, 2'000));
    });
    for (int i = 0; i < 3; ++i) {
        const auto copy = folder_.path() / ("copy" + std::to_string(i));
        const int before = count(*database).value();
        const Done done = backup(file(), copy);
        ASSERT_TRUE(done) << done.error().detail;
        EXPECT_FALSE(std::filesystem::exists(copy.string() + "-wal"));
        const auto opened = open_file(copy);
        EXPECT_GE(count(*opened).value(), before);
    }
    stop = true;
}

TEST_F(Sqlite, a_backup_overwrites_nothing_and_leaves_nothing_when_it_fails) {
    create_table(*open_file(file()));
    std::ofstream(folder_.path() / "there") << "x";
    EXPECT_EQ(backup(file(), folder_.path() / "there").error().code, ErrorCode::Conflict);
    EXPECT_EQ(std::filesystem::file_size(folder_.path() / "there"), 1U);
    EXPECT_FALSE(backup(folder_.path() / "none.db", folder_.path() / "copy"));
    EXPECT_FALSE(std::filesystem::exists(folder_.path() / "copy"));
}

TEST_F(Sqlite, a_backup_of_a_damaged_file_is_refused) {
    {
        const auto database = open_file(file());
        create_table(*database);
        for (int n = 0; n < 50; ++n)
            ASSERT_TRUE(insert(*database, n, 3'000));
    }
    {
        std::fstream damaged(file(), std::ios::in | std::ios::out | std::ios::binary);
        damaged.seekp(4096 * 3);
        damaged << std::string(4096, '\x55');
    }
    EXPECT_EQ(backup(file(), folder_.path() / "copy").error().code, ErrorCode::Corrupt);
    EXPECT_FALSE(std::filesystem::exists(folder_.path() / "copy"));
}

} // namespace
} // namespace denkraum::sql::sqlite
