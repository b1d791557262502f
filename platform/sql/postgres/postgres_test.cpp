// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include "platform/sql/postgres/postgres.hpp"

namespace denkraum::sql::postgres {
namespace {

TEST(Placeholders, are_numbered_outside_quotes_and_comments) {
    const auto numbered = [](std::string_view sql) { return number_placeholders(sql).sql; };
    EXPECT_EQ(numbered("a = ? AND b = ?"), "a = $1 AND b = $2");
    EXPECT_EQ(numbered("'?' || ?"), "'?' || $1");
    EXPECT_EQ(numbered("'it''s ?' ?"), "'it''s ?' $1");
    EXPECT_EQ(numbered("\"a?\" ?"), "\"a?\" $1");
    EXPECT_EQ(numbered("? -- ?\n?"), "$1 -- ?\n$2");
    EXPECT_EQ(numbered("? /* ? */ ?"), "$1 /* ? */ $2");
    EXPECT_EQ(numbered("'open ?"), "'open ?");
    EXPECT_EQ(number_placeholders("?,?,?").placeholders, 3U);
}

TEST(Postgres, a_server_that_is_not_there_is_unavailable) {
    const auto opened = open("host=/nonexistent-folder user=nobody dbname=none");
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, ErrorCode::Unavailable);
}

TEST(Postgres, a_schema_is_a_lower_case_word) {
    for (const auto* schema : {"", "Main", "a-b", "a\"; DROP TABLE x; --"}) {
        EXPECT_EQ(
            open("host=/nonexistent-folder", {.schema = schema}).error().code, ErrorCode::Invalid
        );
    }
}

// With a server, see tests/postgres.sh.
class PostgresServer : public testing::Test {
protected:
    void SetUp() override {
        const char* conninfo = std::getenv("DENKRAUM_TEST_POSTGRES");
        if (conninfo == nullptr) {
            GTEST_SKIP() << "skipped: DENKRAUM_TEST_POSTGRES names no PostgreSQL server";
        }
        // Its own name and schema: other tests may use the server at the same time.
        name_ = "postgres_test_" + std::to_string(::getpid());
        conninfo_ = std::string(conninfo) + " application_name=" + name_;
        auto opened = open(conninfo_, {.schema = name_});
        ASSERT_TRUE(opened) << opened.error().detail;
        database_ = *std::move(opened);
        auto transaction = begin(Access::Write);
        ASSERT_TRUE(transaction.execute_script("CREATE TABLE thing (n BIGINT, m BIGINT)"));
        ASSERT_TRUE(std::move(transaction).commit());
    }
    void TearDown() override {
        database_.reset();
        if (conninfo_.empty()) return;
        EXPECT_TRUE(drop_schema(conninfo_, name_));
    }
    Transaction begin(Access access) {
        auto transaction = database_->begin(access);
        EXPECT_TRUE(transaction) << transaction.error().detail;
        return *std::move(transaction);
    }
    // What happens to every connection when the server is restarted.
    void cut_all_connections() {
        auto other = open(conninfo_, {.schema = name_});
        ASSERT_TRUE(other);
        auto transaction = (*other)->begin(Access::Read);
        ASSERT_TRUE(transaction);
        ASSERT_TRUE(transaction->query(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE pid <> pg_backend_pid() AND application_name = ?",
            name_
        ));
    }

    std::string name_;
    std::string conninfo_;
    std::unique_ptr<Database> database_;
};

TEST_F(PostgresServer, a_connection_lost_between_transactions_is_replaced_unnoticed) {
    EXPECT_TRUE(begin(Access::Read).query("SELECT count(*) FROM thing"));
    cut_all_connections();
    auto reader = begin(Access::Read);
    EXPECT_EQ(reader.query_value<int>("SELECT count(*) FROM thing").value(), 0);
    auto writer = begin(Access::Write);
    EXPECT_TRUE(writer.execute("INSERT INTO thing (n) VALUES (?)", 1));
    EXPECT_TRUE(std::move(writer).commit());
}

TEST_F(PostgresServer, a_connection_lost_within_a_transaction_loses_it_and_the_next_one_works) {
    {
        auto writer = begin(Access::Write);
        ASSERT_TRUE(writer.execute("INSERT INTO thing (n) VALUES (?)", 1));
        cut_all_connections();
        const auto lost = writer.execute("INSERT INTO thing (n) VALUES (?)", 2);
        EXPECT_EQ(lost.error().code, ErrorCode::Unavailable);
        EXPECT_EQ(std::move(writer).commit().error().code, ErrorCode::Unavailable);
    }
    auto writer = begin(Access::Write);
    EXPECT_EQ(writer.query_value<int>("SELECT count(*) FROM thing").value(), 0);
}

TEST_F(PostgresServer, a_connection_lost_in_a_pipeline_loses_the_transaction) {
    auto writer = begin(Access::Write);
    cut_all_connections();
    const std::vector<Value> values(2000, to_value(1));
    const auto lost = writer.execute_many("INSERT INTO thing (n, m) VALUES (?, ?)", values, 2);
    EXPECT_EQ(lost.error().code, ErrorCode::Unavailable);
}

TEST_F(PostgresServer, rows_with_and_without_null_go_through_one_pipeline) {
    auto writer = begin(Access::Write);
    std::vector<Value> values;
    for (int i = 0; i < 700; ++i) {
        values.push_back(to_value(i));
        values.push_back(i % 3 == 0 ? Value(Null{}) : to_value(i));
    }
    EXPECT_EQ(
        writer.execute_many("INSERT INTO thing (n, m) VALUES (?, ?)", values, 2).value(), 700
    );
    EXPECT_EQ(writer.query_value<int>("SELECT count(*) FROM thing WHERE m IS NULL").value(), 234);
}

TEST_F(PostgresServer, sums_are_integers_up_to_the_ends_of_int64) {
    auto transaction = begin(Access::Write);
    for (const std::int64_t n :
         {INT64_MIN,
          INT64_MAX,
          std::int64_t{0},
          std::int64_t{-10'000},
          std::int64_t{123'456'789'012}}) {
        ASSERT_TRUE(transaction.execute("DELETE FROM thing"));
        ASSERT_TRUE(transaction.execute("INSERT INTO thing (n) VALUES (?)", n));
        EXPECT_EQ(transaction.query_value<std::int64_t>("SELECT sum(n) FROM thing").value(), n);
    }
    ASSERT_TRUE(transaction.execute("INSERT INTO thing (n) VALUES (?)", INT64_MAX));
    const auto too_large = transaction.query_value<std::int64_t>("SELECT sum(n) FROM thing");
    EXPECT_EQ(too_large.error().code, ErrorCode::Corrupt);
}

TEST_F(PostgresServer, a_writer_of_another_program_waits_its_turn) {
    const auto other = open(conninfo_, {.schema = name_});
    ASSERT_TRUE(other);
    auto first = begin(Access::Write);
    ASSERT_TRUE(first.execute("INSERT INTO thing (n) VALUES (1)"));
    std::jthread second([&] {
        auto transaction = (*other)->begin(Access::Write);
        ASSERT_TRUE(transaction);
        EXPECT_EQ(transaction->query_value<int>("SELECT count(*) FROM thing").value(), 1);
    });
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    ASSERT_TRUE(std::move(first).commit());
}

} // namespace
} // namespace denkraum::sql::postgres
