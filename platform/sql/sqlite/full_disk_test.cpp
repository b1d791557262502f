// SPDX-License-Identifier: EUPL-1.2
// A disk that is really full and a file system that is really read-only, made in a mount namespace
// of a child process. Skipped where the system does not allow one.
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <fstream>
#include <functional>
#include <future>
#include <string>
#include <thread>

#include "platform/sql/append_queue.hpp"
#include "platform/sql/migrate.hpp"
#include "platform/sql/sqlite/sqlite.hpp"
#include "platform/sql/testing/on_both_databases.hpp"

namespace denkraum::sql::sqlite {
namespace {

constexpr int cannot_mount = 77;

bool mount_small_disk(const std::filesystem::path& folder) {
    if (::unshare(CLONE_NEWNS) != 0) return false;
    // Nothing that is mounted here is seen outside.
    if (::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) return false;
    return ::mount("tmpfs", folder.c_str(), "tmpfs", 0, "size=1m") == 0;
}

bool make_read_only(const std::filesystem::path& folder) {
    return ::mount(nullptr, folder.c_str(), nullptr, MS_REMOUNT | MS_RDONLY, "size=1m") == 0;
}

// Runs `scene` in a child with a disk of 1 MiB mounted at `folder`.
void on_a_small_disk(
    const std::filesystem::path& folder,
    const std::function<void(const std::filesystem::path&)>& scene
) {
    const pid_t child = ::fork();
    if (child == 0) {
        if (!mount_small_disk(folder)) ::_exit(cannot_mount);
        scene(folder);
        ::_exit(testing::Test::HasFailure() ? 1 : 0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    ASSERT_TRUE(WIFEXITED(status)) << "status " << status;
    if (WEXITSTATUS(status) == cannot_mount) GTEST_SKIP() << "skipped: no mount namespace here";
    EXPECT_EQ(WEXITSTATUS(status), 0) << "see the failures above";
}

const Migration migration{
    .number = 1,
    .name = "thing",
    .text = "CREATE TABLE thing (n {int} NOT NULL PRIMARY KEY, content {bytes} NOT NULL) {table};",
};

std::unique_ptr<Database> open_migrated(const std::filesystem::path& folder) {
    auto opened = open(folder / "denkraum.db");
    EXPECT_TRUE(opened) << opened.error().detail;
    if (!opened) ::_exit(1);
    const auto migrated = migrate(**opened, std::array{migration}, SystemClock());
    EXPECT_TRUE(migrated) << migrated.error().detail;
    return *std::move(opened);
}

Done insert(Database& database, int n, std::size_t bytes) {
    DK_TRY(auto transaction, database.begin(Access::Write));
    DK_DO(transaction.execute("INSERT INTO thing VALUES (?, ?)", n, Bytes(bytes, 1)));
    return std::move(transaction).commit();
}

int count(Database& database) {
    auto transaction = database.begin(Access::Read);
    EXPECT_TRUE(transaction) << transaction.error().detail;
    return transaction->query_value<int>("SELECT count(*) FROM thing").value_or(-1);
}

TEST(FullDisk, stops_writing_with_a_reason_and_reading_goes_on) {
    const TemporaryFolder folder;
    on_a_small_disk(folder.path(), [](const std::filesystem::path& disk) {
        const auto database = open_migrated(disk);
        int written = 0;
        Done last;
        for (; written < 1000 && last; ++written)
            last = insert(*database, written, 10'000);
        --written;
        EXPECT_FALSE(last);
        EXPECT_EQ(stopped_because(last.error()), Stopped::DiskFull) << last.error().detail;
        EXPECT_EQ(count(*database), written);
        EXPECT_EQ(stopped_because(insert(*database, 5000, 20'000).error()), Stopped::DiskFull);
        EXPECT_EQ(count(*database), written);
    });
}

TEST(FullDisk, writing_goes_on_when_there_is_space_again) {
    const TemporaryFolder folder;
    on_a_small_disk(folder.path(), [](const std::filesystem::path& disk) {
        const auto database = open_migrated(disk);
        ASSERT_TRUE(insert(*database, 1, 1'000));
        std::ofstream(disk / "filler") << std::string(std::size_t{2} << 20, 'x');
        EXPECT_EQ(stopped_because(insert(*database, 2, 100'000).error()), Stopped::DiskFull);
        EXPECT_EQ(stopped_because(probe_writing(*database, 100'000).error()), Stopped::DiskFull);
        std::filesystem::remove(disk / "filler");
        EXPECT_TRUE(probe_writing(*database, 100'000));
        EXPECT_TRUE(insert(*database, 2, 100'000));
        EXPECT_EQ(count(*database), 2);
    });
}

TEST(FullDisk, a_queue_reports_what_it_could_not_write_and_resumes_by_itself) {
    const TemporaryFolder folder;
    on_a_small_disk(folder.path(), [](const std::filesystem::path& disk) {
        const auto database = open_migrated(disk);
        AppendQueue::Options options;
        options.probe_every = std::chrono::milliseconds(5);
        AppendQueue queue(*database, "INSERT INTO thing VALUES (?, ?)", options);
        const auto append = [&](int n) -> Done {
            std::promise<Done> promise;
            DK_DO(queue.append({{std::int64_t{n}, Bytes(50'000, 1)}}, [&](const Done& done) {
                promise.set_value(done);
            }));
            return promise.get_future().get();
        };
        ASSERT_TRUE(append(1));
        std::ofstream(disk / "filler") << std::string(std::size_t{2} << 20, 'x');
        EXPECT_EQ(stopped_because(append(2).error()), Stopped::DiskFull);
        EXPECT_EQ(queue.state(), AppendQueue::State::Stopped);
        EXPECT_EQ(count(*database), 1);
        std::filesystem::remove(disk / "filler");
        while (queue.state() == AppendQueue::State::Stopped) {
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        EXPECT_TRUE(append(2));
        EXPECT_EQ(count(*database), 2);
    });
}

TEST(FullDisk, a_database_that_was_closed_before_opens_and_writes_again_once_there_is_room) {
    const TemporaryFolder folder;
    on_a_small_disk(folder.path(), [](const std::filesystem::path& disk) {
        EXPECT_TRUE(insert(*open_migrated(disk), 1, 1'000));
        std::ofstream(disk / "filler") << std::string(std::size_t{2} << 20, 'x');
        const auto database = open_migrated(disk);
        EXPECT_EQ(count(*database), 1);
        const Done refused = insert(*database, 2, 50'000);
        EXPECT_EQ(stopped_because(refused.error()), Stopped::DiskFull) << refused.error().detail;
        EXPECT_EQ(count(*database), 1);
        std::filesystem::remove(disk / "filler");
        EXPECT_TRUE(insert(*database, 2, 50'000));
        EXPECT_EQ(count(*database), 2);
    });
}

TEST(ReadOnlyDisk, the_database_opens_for_reading_and_writing_says_why_not) {
    const TemporaryFolder folder;
    on_a_small_disk(folder.path(), [](const std::filesystem::path& disk) {
        EXPECT_TRUE(insert(*open_migrated(disk), 1, 1'000));
        ASSERT_TRUE(make_read_only(disk));
        const auto database = open_migrated(disk);
        EXPECT_EQ(count(*database), 1);
        const Done refused = insert(*database, 2, 1'000);
        EXPECT_EQ(stopped_because(refused.error()), Stopped::ReadOnly) << refused.error().detail;
        EXPECT_EQ(count(*database), 1);
    });
}

// The -wal file of a program that was killed holds rows that the main file does not have yet.
TEST(ReadOnlyDisk, rows_that_a_killed_program_left_in_the_wal_are_read) {
    const TemporaryFolder folder;
    on_a_small_disk(folder.path(), [](const std::filesystem::path& disk) {
        const pid_t killed = ::fork();
        if (killed == 0) {
            const auto database = open_migrated(disk);
            EXPECT_TRUE(insert(*database, 1, 1'000));
            ::_exit(0);
        }
        ::waitpid(killed, nullptr, 0);
        ASSERT_TRUE(std::filesystem::exists(disk / "denkraum.db-wal"));
        ASSERT_TRUE(make_read_only(disk));
        const auto database = open_migrated(disk);
        EXPECT_EQ(count(*database), 1);
    });
}

} // namespace
} // namespace denkraum::sql::sqlite
