// SPDX-License-Identifier: EUPL-1.2
#include <array>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include "platform/sql/migrate.hpp"
#include "platform/sql/testing/on_both_databases.hpp"

namespace denkraum::sql {
namespace {

Migration make(int number, std::string name, std::string text) {
    return {.number = number, .name = std::move(name), .text = std::move(text)};
}

const Migration first = make(1, "thing", "CREATE TABLE thing (id {id} NOT NULL) {table};");
const Migration second =
    make(2, "name", "ALTER TABLE thing ADD COLUMN name {text}; UPDATE thing SET name = 'x';");

class Migrate : public OnBothDatabases {
protected:
    void SetUp() override { open(); }
    Result<int> run(const std::vector<Migration>& migrations) {
        return migrate(database(), migrations, SystemClock());
    }
    Result<int> count(std::string_view table) {
        DK_TRY(auto transaction, database().begin(Access::Read));
        return transaction.query_value<int>("SELECT count(*) FROM " + std::string(table));
    }
};
DK_ON_BOTH_DATABASES(Migrate);

TEST_P(Migrate, applies_each_migration_once) {
    EXPECT_EQ(run({first}).value(), 1);
    EXPECT_EQ(run({first}).value(), 0);
    EXPECT_EQ(run({first, second}).value(), 1);
    EXPECT_EQ(run({first, second}).value(), 0);
    EXPECT_EQ(count("schema_migration").value(), 2);
}

TEST_P(Migrate, counts_what_is_missing_without_applying_it) {
    const std::vector both{first, second};
    EXPECT_EQ(count_missing(database(), both).value(), 2U);
    ASSERT_TRUE(run({first}));
    EXPECT_EQ(count_missing(database(), both).value(), 1U);
    EXPECT_EQ(count("schema_migration").value(), 1);
    EXPECT_EQ(run(both).value(), 1);
    EXPECT_EQ(count_missing(database(), both).value(), 0U);
    EXPECT_EQ(count_missing(database(), std::vector{first}).error().code, ErrorCode::Conflict);
}

TEST_P(Migrate, refuses_a_database_of_a_newer_program_with_a_sentence) {
    ASSERT_TRUE(run({first, second}));
    const auto refused = run({first});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::Conflict);
    EXPECT_NE(
        refused.error().detail.find("written by a newer version of Denkraum"), std::string::npos
    );
    EXPECT_NE(refused.error().detail.find("0002_name"), std::string::npos);
}

TEST_P(Migrate, refuses_a_migration_that_was_changed) {
    ASSERT_TRUE(run({first}));
    const auto refused = run({make(1, "thing", first.text + " "), second});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::Conflict);
    EXPECT_NE(refused.error().detail.find("0001_thing"), std::string::npos);
    EXPECT_EQ(count("schema_migration").value(), 1);
}

TEST_P(Migrate, a_migration_that_fails_leaves_nothing_of_itself) {
    const auto half = make(
        2,
        "half",
        "CREATE TABLE half (n {int} NOT NULL) {table};"
        "INSERT INTO thing (id) VALUES (NULL);"
    );
    EXPECT_EQ(run({first, half}).error().code, ErrorCode::Conflict);
    EXPECT_EQ(count("schema_migration").value(), 1);
    EXPECT_EQ(
        run({first, make(2, "half", "CREATE TABLE half (n {int} NOT NULL) {table};")}).value(), 1
    );
}

TEST_P(Migrate, several_programs_may_start_at_once) {
    std::atomic<int> applied = 0;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back([&] {
                const auto again = open_again();
                ASSERT_TRUE(again) << again.error().detail;
                const auto done = migrate(**again, std::array{first, second}, SystemClock());
                ASSERT_TRUE(done) << done.error().detail;
                applied += *done;
            });
        }
    }
    EXPECT_EQ(applied, 2);
}

TEST_P(Migrate, the_probe_writes_and_leaves_one_row) {
    ASSERT_TRUE(run({first}));
    EXPECT_TRUE(probe_writing(database(), 1000));
    EXPECT_TRUE(probe_writing(database(), 10));
    EXPECT_EQ(count("writing_probe").value(), 1);
}

class MigrateProject : public OnBothDatabases {};
DK_ON_BOTH_DATABASES(MigrateProject);

TEST_P(MigrateProject, main_runs_on_an_empty_database) {
    open("migrations/main");
}

TEST_P(MigrateProject, log_runs_on_an_empty_database) {
    if (!std::filesystem::exists("migrations/log")) GTEST_SKIP() << "skipped: no migrations/log";
    open("migrations/log");
}

TEST(Translate, replaces_the_words_of_the_dialect) {
    constexpr auto text = "a {id}, b {bytes}, c {text}, d {int}, e {instant}, f {real}) {table} "
                          "{by_key}";
    EXPECT_EQ(
        translate(text, Kind::Sqlite).value(),
        "a BLOB, b BLOB, c TEXT, d INTEGER, e INTEGER, f REAL) STRICT STRICT, WITHOUT ROWID"
    );
    EXPECT_EQ(
        translate(text, Kind::Postgres).value(),
        "a BYTEA, b BYTEA, c TEXT COLLATE \"C\", d BIGINT, e BIGINT, f DOUBLE PRECISION)  "
    );
    EXPECT_EQ(translate("{jsonb}", Kind::Sqlite).error().code, ErrorCode::Invalid);
    EXPECT_EQ(translate("{id", Kind::Sqlite).error().code, ErrorCode::Invalid);
}

class MigrationFiles : public testing::Test {
protected:
    void write(const std::string& name, std::string_view text) {
        std::ofstream(folder_.path() / name, std::ios::binary) << text;
    }
    TemporaryFolder folder_;
};

TEST_F(MigrationFiles, are_read_in_the_order_of_their_numbers) {
    write("0002_b.sql", "two");
    write("0001_a_b.sql", "one");
    write("README.md", "not a migration");
    const auto migrations = read_migrations(folder_.path());
    ASSERT_TRUE(migrations) << migrations.error().detail;
    ASSERT_EQ(migrations->size(), 2U);
    EXPECT_EQ((*migrations)[0].name, "a_b");
    EXPECT_EQ((*migrations)[1].text, "two");
}

TEST_F(MigrationFiles, a_number_may_be_left_out_but_not_given_twice) {
    write("0001_a.sql", "");
    write("0003_c.sql", "");
    EXPECT_TRUE(read_migrations(folder_.path()));
    write("0002_b.sql", "");
    EXPECT_TRUE(read_migrations(folder_.path()));
    write("0002_other.sql", "");
    EXPECT_EQ(read_migrations(folder_.path()).error().code, ErrorCode::Invalid);
}

TEST_F(MigrationFiles, another_name_is_refused) {
    for (const auto* name : {"1_a.sql", "0001.sql", "0001_a.txt", "x001_a.sql", "0001_.sql"}) {
        write(name, "");
        EXPECT_EQ(read_migrations(folder_.path()).error().code, ErrorCode::Invalid) << name;
        std::filesystem::remove(folder_.path() / name);
    }
}

TEST_F(MigrationFiles, a_missing_folder_is_not_found) {
    EXPECT_EQ(read_migrations(folder_.path() / "none").error().code, ErrorCode::NotFound);
}

} // namespace
} // namespace denkraum::sql
