// SPDX-License-Identifier: EUPL-1.2
#include <array>
#include <concepts>
#include <thread>

#include "platform/sql/limits.hpp"
#include "platform/sql/migrate.hpp"
#include "platform/sql/sql.hpp"
#include "platform/sql/testing/on_both_databases.hpp"

namespace denkraum::sql {
namespace {

struct ThingTag;
using ThingId = Id<ThingTag>;

ThingId thing_id(std::uint8_t first) {
    ThingId::Raw raw{};
    raw[0] = first;
    return ThingId(raw);
}

// A commit consumes its transaction: `transaction.commit()` without std::move does not compile.
template <class T>
concept CommitsTwice = requires(T& transaction) { transaction.commit(); };
static_assert(!CommitsTwice<Transaction>);
static_assert(std::movable<Transaction> && !std::copyable<Transaction>);

struct Thing {
    ThingId id;
    std::string name;
    std::optional<Instant> at = {};
    std::optional<double> weight = {};
    bool good = false;
    Bytes content = {};
    friend bool operator==(const Thing&, const Thing&) = default;
};

Result<Thing> read_thing(Row row) {
    Columns in(row);
    Thing thing{
        .id = in.next<ThingId>(),
        .name = in.next<std::string>(),
        .at = in.next<std::optional<Instant>>(),
        .weight = in.next<std::optional<double>>(),
        .good = in.next<bool>(),
        .content = in.next<Bytes>(),
    };
    return std::move(in).finish(std::move(thing));
}

constexpr std::string_view select_all =
    "SELECT id, name, at, weight, good, content FROM thing ORDER BY id";

Result<std::int64_t> insert(Transaction& transaction, const Thing& thing) {
    return transaction.execute(
        "INSERT INTO thing (id, name, at, weight, good, content) VALUES (?, ?, ?, ?, ?, ?)",
        thing.id,
        thing.name,
        thing.at,
        thing.weight,
        thing.good,
        thing.content
    );
}

class SqlContract : public OnBothDatabases {
protected:
    void SetUp() override {
        open();
        if (IsSkipped()) return;
        auto transaction = write();
        const auto script = translate(
            "CREATE TABLE thing (id {id} NOT NULL PRIMARY KEY, name {text} NOT NULL UNIQUE,"
            " at {instant}, weight {real}, good {int} NOT NULL CHECK (good IN (0, 1)),"
            " content {bytes} NOT NULL) {by_key};"
            "CREATE TABLE part (thing {id} NOT NULL REFERENCES thing (id), n {int} NOT NULL,"
            " PRIMARY KEY (thing, n)) {by_key};",
            database().kind()
        );
        ASSERT_TRUE(script);
        ASSERT_TRUE(transaction.execute_script(*script));
        ASSERT_TRUE(std::move(transaction).commit());
    }

    Transaction begin(Access access) {
        auto transaction = database().begin(access);
        CHECK(transaction.has_value(), "the test database is free");
        return *std::move(transaction);
    }
    Transaction write() { return begin(Access::Write); }
    Transaction read() { return begin(Access::Read); }

    void insert_and_commit(const Thing& thing) {
        auto transaction = write();
        ASSERT_TRUE(insert(transaction, thing));
        ASSERT_TRUE(std::move(transaction).commit());
    }
    int count() { return read().query_value<int>("SELECT count(*) FROM thing").value(); }
};
DK_ON_BOTH_DATABASES(SqlContract);

TEST_P(SqlContract, gives_back_every_type_as_it_was_put_in) {
    const Thing full{
        .id = thing_id(1),
        .name = "Ärger, 'Zitat' und \U0001F642 ?",
        .at = Instant{-62'135'596'800'000'000},
        .weight = 0.1,
        .good = true,
        .content = {0, 1, 255, 0},
    };
    const Thing empty{
        .id = thing_id(2),
        .name = "",
        .at = std::nullopt,
        .weight = std::nullopt,
        .good = false,
        .content = {},
    };
    insert_and_commit(full);
    insert_and_commit(empty);
    const auto things = read().query_list(read_thing, select_all);
    ASSERT_TRUE(things) << things.error().detail;
    EXPECT_EQ(*things, (std::vector{full, empty}));
}

TEST_P(SqlContract, keeps_the_ends_of_int64) {
    auto transaction = write();
    for (const std::int64_t number : {INT64_MIN, INT64_MAX, std::int64_t{0}}) {
        ASSERT_TRUE(insert(transaction, {.id = thing_id(1), .name = "x", .at = Instant{number}}));
        EXPECT_EQ(transaction.query_value<Instant>("SELECT at FROM thing")->us, number);
        EXPECT_EQ(transaction.execute("DELETE FROM thing WHERE at = ?", number).value(), 1);
    }
}

TEST_P(SqlContract, a_transaction_that_is_dropped_leaves_nothing) {
    {
        auto transaction = write();
        ASSERT_TRUE(insert(transaction, {.id = thing_id(1), .name = "x"}));
    }
    EXPECT_EQ(count(), 0);
}

TEST_P(SqlContract, what_was_committed_is_there_for_another_opening) {
    insert_and_commit({.id = thing_id(1), .name = "x"});
    const auto again = open_again();
    ASSERT_TRUE(again) << again.error().detail;
    auto transaction = (*again)->begin(Access::Read);
    ASSERT_TRUE(transaction);
    EXPECT_EQ(transaction->query_value<int>("SELECT count(*) FROM thing").value(), 1);
}

TEST_P(SqlContract, a_reader_sees_one_moment_and_does_not_wait_for_a_writer) {
    insert_and_commit({.id = thing_id(1), .name = "x"});
    auto reader = read();
    EXPECT_EQ(reader.query_value<int>("SELECT count(*) FROM thing").value(), 1);
    insert_and_commit({.id = thing_id(2), .name = "y"});
    EXPECT_EQ(reader.query_value<int>("SELECT count(*) FROM thing").value(), 1);
    EXPECT_EQ(count(), 2);
}

TEST_P(SqlContract, writers_run_one_after_the_other_and_none_is_lost) {
    insert_and_commit({.id = thing_id(1), .name = "x", .at = Instant{0}});
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back([this] {
            for (int j = 0; j < 10; ++j) {
                auto transaction = write();
                const auto at = transaction.query_value<std::int64_t>("SELECT at FROM thing");
                ASSERT_TRUE(at);
                ASSERT_TRUE(transaction.execute("UPDATE thing SET at = ?", *at + 1));
                ASSERT_TRUE(std::move(transaction).commit());
            }
        });
    }
    threads.clear();
    EXPECT_EQ(read().query_value<std::int64_t>("SELECT at FROM thing").value(), 80);
}

TEST_P(SqlContract, a_violated_constraint_is_a_conflict_and_ends_the_transaction) {
    insert_and_commit({.id = thing_id(1), .name = "x"});
    auto same_id = write();
    EXPECT_EQ(insert(same_id, {.id = thing_id(1), .name = "y"}).error().code, ErrorCode::Conflict);
    EXPECT_EQ(insert(same_id, {.id = thing_id(3), .name = "z"}).error().code, ErrorCode::Conflict);
    EXPECT_EQ(std::move(same_id).commit().error().code, ErrorCode::Conflict);
    {
        auto same_name = write();
        const auto clash = insert(same_name, {.id = thing_id(2), .name = "x"});
        EXPECT_EQ(clash.error().code, ErrorCode::Conflict);
    }
    auto no_parent = write();
    const auto orphan =
        no_parent.execute("INSERT INTO part (thing, n) VALUES (?, ?)", thing_id(9), 1);
    EXPECT_EQ(orphan.error().code, ErrorCode::Conflict);
    EXPECT_EQ(count(), 1);
}

TEST_P(SqlContract, an_expected_clash_changes_no_row_and_the_transaction_goes_on) {
    insert_and_commit({.id = thing_id(1), .name = "x"});
    auto transaction = write();
    const auto changed = transaction.execute(
        "INSERT INTO thing (id, name, good, content) VALUES (?, ?, 0, ?)"
        " ON CONFLICT DO NOTHING",
        thing_id(1),
        "y",
        Bytes{}
    );
    EXPECT_EQ(changed.value(), 0);
    ASSERT_TRUE(insert(transaction, {.id = thing_id(2), .name = "z"}));
    EXPECT_TRUE(std::move(transaction).commit());
    EXPECT_EQ(count(), 2);
}

TEST_P(SqlContract, one_row_is_asked_for_and_none_or_two_are_told_apart) {
    insert_and_commit({.id = thing_id(1), .name = "x"});
    insert_and_commit({.id = thing_id(2), .name = "y"});
    auto transaction = read();
    constexpr std::string_view by_id =
        "SELECT id, name, at, weight, good, content FROM thing WHERE id >= ?";
    EXPECT_EQ(transaction.query_one(read_thing, by_id, thing_id(2))->name, "y");
    const auto none = transaction.query_one(read_thing, by_id, thing_id(3));
    EXPECT_EQ(none.error().code, ErrorCode::NotFound);
    const auto two = transaction.query_one(read_thing, by_id, thing_id(1));
    EXPECT_EQ(two.error().code, ErrorCode::Corrupt);
    EXPECT_EQ(transaction.query_optional(read_thing, by_id, thing_id(3)).value(), std::nullopt);
    EXPECT_EQ(transaction.query_optional(read_thing, by_id, thing_id(2)).value()->name, "y");
}

TEST_P(SqlContract, a_cell_of_another_type_is_corrupt) {
    insert_and_commit({.id = thing_id(1), .name = "x", .at = Instant{300}});
    auto transaction = read();
    const auto rows = transaction.query("SELECT id, name, at, weight FROM thing");
    ASSERT_TRUE(rows) << rows.error().detail;
    const Row row = (*rows)[0];
    EXPECT_EQ(row.get<std::int64_t>(0).error().code, ErrorCode::Corrupt);
    EXPECT_EQ(row.get<ThingId>("name").error().code, ErrorCode::Corrupt);
    EXPECT_EQ(row.get<std::uint8_t>("at").error().code, ErrorCode::Corrupt);
    EXPECT_EQ(row.get<bool>("at").error().code, ErrorCode::Corrupt);
    EXPECT_EQ(row.get<double>("weight").error().code, ErrorCode::Corrupt);
    EXPECT_EQ(row.get<int>("at").value(), 300);
}

TEST_P(SqlContract, text_sorts_by_its_bytes_on_both) {
    for (std::uint8_t i = 1; i <= 4; ++i) {
        const std::array<std::string_view, 4> names{"a", "B", "Ä", "-"};
        insert_and_commit({.id = thing_id(i), .name = std::string(names[i - 1U])});
    }
    auto transaction = read();
    const auto names = transaction.query_list(
        [](Row row) { return row.get<std::string>(0); }, "SELECT name FROM thing ORDER BY name"
    );
    EXPECT_EQ(names.value(), (std::vector<std::string>{"-", "B", "a", "Ä"}));
}

TEST_P(SqlContract, text_that_is_not_utf8_or_holds_nul_is_refused) {
    for (const std::string& bad : {std::string("a\xff"), std::string("a\0b", 3)}) {
        auto transaction = write();
        const auto refused = insert(transaction, {.id = thing_id(1), .name = bad});
        EXPECT_EQ(refused.error().code, ErrorCode::Invalid);
    }
}

TEST_P(SqlContract, lists_and_aggregates_read_as_integers) {
    for (std::uint8_t i = 1; i <= 3; ++i) {
        insert_and_commit({.id = thing_id(i), .name = std::string(i, 'x'), .at = Instant{i}});
    }
    auto transaction = read();
    const ThingId first = thing_id(1);
    const ThingId third = thing_id(3);
    const std::array<Value, 2> ids{to_value(first), to_value(third)};
    const auto rows = transaction.query_values(
        "SELECT sum(at), max(at), count(*), count(*) > 1, 7 FROM thing WHERE id IN ("
            + placeholders(2) + ")",
        ids
    );
    ASSERT_TRUE(rows) << rows.error().detail;
    const Row row = (*rows)[0];
    EXPECT_EQ(row.get<int>(0).value(), 4);
    EXPECT_EQ(row.get<int>(1).value(), 3);
    EXPECT_EQ(row.get<int>(2).value(), 2);
    EXPECT_EQ(row.get<bool>(3).value(), true);
    EXPECT_EQ(row.get<int>(4).value(), 7);
}

TEST_P(SqlContract, a_question_mark_inside_quotes_is_no_placeholder) {
    auto transaction = read();
    const auto text = transaction.query_value<std::string>(
        "SELECT 'it''s ? ' || ? /* ? */ AS \"why?\" -- ?", "here"
    );
    EXPECT_EQ(text.value(), "it's ? here");
}

TEST_P(SqlContract, returning_gives_the_rows_that_were_written) {
    auto transaction = write();
    const auto name = transaction.query_value<std::string>(
        "INSERT INTO thing (id, name, good, content) VALUES (?, ?, 0, ?) RETURNING name",
        thing_id(1),
        "x",
        Bytes{1}
    );
    EXPECT_EQ(name.value(), "x");
    EXPECT_TRUE(std::move(transaction).commit());
    EXPECT_EQ(count(), 1);
}

TEST_P(SqlContract, many_rows_go_in_with_one_statement) {
    auto transaction = write();
    const ThingId id = thing_id(1);
    ASSERT_TRUE(insert(transaction, {.id = id, .name = "x"}));
    std::vector<Value> values;
    for (int i = 0; i < 250; ++i) {
        values.push_back(to_value(id));
        values.push_back(to_value(i));
    }
    const auto before = transaction.statements();
    const auto changed =
        transaction.execute_many("INSERT INTO part (thing, n) VALUES (?, ?)", values, 2);
    ASSERT_TRUE(changed) << changed.error().detail;
    EXPECT_EQ(*changed, 250);
    EXPECT_EQ(transaction.statements() - before, 1U);
    EXPECT_TRUE(std::move(transaction).commit());
    EXPECT_EQ(read().query_value<int>("SELECT count(*) FROM part").value(), 250);
}

TEST_P(SqlContract, many_rows_go_in_together_or_not_at_all) {
    insert_and_commit({.id = thing_id(1), .name = "x"});
    const ThingId id = thing_id(1);
    const std::array<Value, 6> values{
        to_value(id), to_value(1), to_value(id), to_value(1), to_value(id), to_value(2)
    };
    {
        auto transaction = write();
        const auto clash =
            transaction.execute_many("INSERT INTO part (thing, n) VALUES (?, ?)", values, 2);
        EXPECT_EQ(clash.error().code, ErrorCode::Conflict);
        EXPECT_EQ(std::move(transaction).commit().error().code, ErrorCode::Conflict);
    }
    EXPECT_EQ(read().query_value<int>("SELECT count(*) FROM part").value(), 0);
}

TEST_P(SqlContract, counts_the_statements_of_a_transaction_and_of_the_database) {
    const auto before = database().statements();
    auto transaction = read();
    for (int i = 0; i < 3; ++i) {
        EXPECT_TRUE(transaction.query("SELECT count(*) FROM thing WHERE name = ?", "x"));
    }
    EXPECT_EQ(transaction.statements(), 3U);
    EXPECT_EQ(database().statements() - before, 3U);
}

TEST_P(SqlContract, writing_in_a_reading_transaction_is_a_bug) {
    auto transaction = read();
    EXPECT_DEATH((void)transaction.execute("DELETE FROM thing"), "only reads");
    EXPECT_DEATH((void)transaction.query("DELETE FROM thing RETURNING id"), "reading transaction");
}

TEST_P(SqlContract, a_wrong_statement_is_a_bug) {
    auto transaction = write();
    EXPECT_DEATH((void)transaction.query("SELECT nothing FROM thing"), "nothing");
    EXPECT_DEATH((void)transaction.query("SELECT count(*) FROM thing WHERE id = ?"), "placeholder");
}

TEST(Sql, placeholders_are_as_many_as_asked_for) {
    EXPECT_EQ(placeholders(1), "?");
    EXPECT_EQ(placeholders(3), "?, ?, ?");
}

TEST(Sql, only_a_full_disk_and_a_read_only_database_stop_writing) {
    EXPECT_EQ(stopped_because(fail_stopped(Stopped::DiskFull, "x").error()), Stopped::DiskFull);
    EXPECT_EQ(stopped_because(fail_stopped(Stopped::ReadOnly, "x").error()), Stopped::ReadOnly);
    EXPECT_EQ(stopped_because(fail(ErrorCode::Unavailable, "busy").error()), std::nullopt);
    EXPECT_EQ(stopped_because(fail(ErrorCode::Conflict, "disk full: x").error()), std::nullopt);
}

} // namespace
} // namespace denkraum::sql
