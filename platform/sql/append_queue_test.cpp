// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <array>
#include <future>
#include <latch>

#include "base/check.hpp"
#include "platform/sql/append_queue.hpp"
#include "platform/sql/migrate.hpp"
#include "platform/sql/testing/on_both_databases.hpp"

namespace denkraum::sql {
namespace {

using namespace std::chrono_literals;

class AppendQueueTest : public OnBothDatabases {
protected:
    void SetUp() override {
        open();
        if (IsSkipped()) return;
        const std::array migrations{Migration{
            .number = 1,
            .name = "update",
            .text = "CREATE TABLE update_log (document {int} NOT NULL, seq {int} NOT NULL,"
                    " content {bytes} NOT NULL, PRIMARY KEY (document, seq)) {by_key};",
        }};
        ASSERT_TRUE(migrate(database(), migrations, SystemClock()));
    }

    AppendQueue::Options options() const {
        AppendQueue::Options options;
        options.probe_every = 5ms;
        return options;
    }
    static AppendQueue::Row row(int document, int seq, std::size_t bytes = 120) {
        return {std::int64_t{document}, std::int64_t{seq}, Bytes(bytes, 7)};
    }
    static Done append_and_wait(AppendQueue& queue, AppendQueue::Row row) {
        std::promise<Done> promise;
        auto result = promise.get_future();
        std::vector<AppendQueue::Row> rows;
        rows.push_back(std::move(row));
        DK_DO(queue.append(std::move(rows), [&](const Done& done) { promise.set_value(done); }));
        return result.get();
    }
    int count() {
        auto transaction = database().begin(Access::Read);
        CHECK(transaction.has_value(), "the test database is free");
        return transaction->query_value<int>("SELECT count(*) FROM update_log").value();
    }

    static constexpr const char* insert_ =
        "INSERT INTO update_log (document, seq, content) VALUES (?, ?, ?)";
};
DK_ON_BOTH_DATABASES(AppendQueueTest);

TEST_P(AppendQueueTest, what_was_called_back_can_be_read_by_others) {
    AppendQueue queue(database(), insert_, options());
    for (int seq = 1; seq <= 5; ++seq) {
        ASSERT_TRUE(append_and_wait(queue, row(1, seq)));
        EXPECT_EQ(count(), seq);
    }
}

TEST_P(AppendQueueTest, many_writers_share_few_commits_and_nothing_is_lost) {
    constexpr int writers = 16;
    constexpr int each = 50;
    AppendQueue queue(database(), insert_, options());
    {
        std::vector<std::jthread> threads;
        for (int document = 0; document < writers; ++document) {
            threads.emplace_back([&queue, document] {
                for (int seq = 0; seq < each; ++seq) {
                    ASSERT_TRUE(append_and_wait(queue, row(document, seq)));
                }
            });
        }
    }
    EXPECT_EQ(count(), writers * each);
    EXPECT_LT(queue.commits(), static_cast<std::uint64_t>(writers * each / 2));
}

TEST_P(AppendQueueTest, a_row_that_comes_alone_waits_for_no_other) {
    auto patient = options();
    patient.gather_time = 60s;
    AppendQueue queue(database(), insert_, std::move(patient));
    const auto begun = std::chrono::steady_clock::now();
    for (int seq = 1; seq <= 20; ++seq) {
        ASSERT_TRUE(append_and_wait(queue, row(1, seq)));
        std::this_thread::sleep_for(5ms);
    }
    EXPECT_LT(std::chrono::steady_clock::now() - begun, 30s);
}

TEST_P(AppendQueueTest, under_load_commits_are_no_closer_than_the_time_to_gather) {
    auto gathering = options();
    gathering.gather_time = 40ms;
    const auto begun = std::chrono::steady_clock::now();
    std::atomic<int> decided = 0;
    AppendQueue queue(database(), insert_, std::move(gathering));
    for (int seq = 1; seq <= 400; ++seq) {
        ASSERT_TRUE(queue.append({row(1, seq)}, [&](const Done& done) {
            EXPECT_TRUE(done);
            ++decided;
        }));
        if (seq % 2 == 0) std::this_thread::sleep_for(1ms);
    }
    queue.close();
    const auto elapsed = std::chrono::steady_clock::now() - begun;
    EXPECT_EQ(decided, 400);
    // The first ones see no load yet.
    EXPECT_LE(queue.commits(), static_cast<std::uint64_t>(elapsed / 40ms) + 10);
}

TEST_P(AppendQueueTest, calls_back_in_the_order_of_appending) {
    std::vector<int> order;
    {
        AppendQueue queue(database(), insert_, options());
        for (int seq = 0; seq < 200; ++seq) {
            ASSERT_TRUE(queue.append({row(1, seq)}, [&order, seq](const Done& done) {
                EXPECT_TRUE(done);
                order.push_back(seq);
            }));
        }
    }
    ASSERT_EQ(order.size(), 200U);
    EXPECT_TRUE(std::ranges::is_sorted(order));
}

TEST_P(AppendQueueTest, closing_writes_what_waits) {
    std::atomic<int> called = 0;
    AppendQueue queue(database(), insert_, options());
    for (int seq = 0; seq < 20; ++seq) {
        ASSERT_TRUE(queue.append({row(1, seq)}, [&](const Done& done) { called += done ? 1 : 0; }));
    }
    queue.close();
    EXPECT_EQ(called, 20);
    EXPECT_EQ(count(), 20);
    EXPECT_EQ(append_and_wait(queue, row(2, 1)).error().code, ErrorCode::Unavailable);
}

TEST_P(AppendQueueTest, rows_of_one_call_are_written_together_or_not_at_all) {
    AppendQueue queue(database(), insert_, options());
    std::promise<ErrorCode> result;
    ASSERT_TRUE(queue.append({row(1, 1), row(1, 2), row(1, 1)}, [&](const Done& done) {
        result.set_value(done.error().code);
    }));
    EXPECT_EQ(result.get_future().get(), ErrorCode::Conflict);
    EXPECT_EQ(count(), 0);
}

TEST_P(AppendQueueTest, a_wrong_row_fails_alone) {
    AppendQueue queue(database(), insert_, options());
    ASSERT_TRUE(append_and_wait(queue, row(1, 1)));
    // Held back by a writer, so that all of them land in one batch.
    auto held = database().begin(Access::Write);
    ASSERT_TRUE(held);
    std::atomic<int> good = 0;
    std::atomic<int> conflicts = 0;
    std::latch done(6);
    for (const int seq : {2, 3, 1, 4, 1, 5}) {
        ASSERT_TRUE(queue.append({row(1, seq)}, [&](const Done& written) {
            if (written) ++good;
            if (!written && written.error().code == ErrorCode::Conflict) ++conflicts;
            done.count_down();
        }));
    }
    ASSERT_TRUE(std::move(*held).commit());
    done.wait();
    EXPECT_EQ(good, 4);
    EXPECT_EQ(conflicts, 2);
    EXPECT_EQ(count(), 5);
    EXPECT_EQ(queue.state(), AppendQueue::State::Writing);
}

TEST_P(AppendQueueTest, a_row_that_the_statement_does_not_take_is_a_conflict) {
    AppendQueue queue(
        database(),
        "INSERT INTO update_log (document, seq, content)"
        " SELECT document, seq, content FROM (SELECT CAST(? AS BIGINT) AS document,"
        " CAST(? AS BIGINT) AS seq, ? AS content) AS one WHERE seq = 1 OR EXISTS"
        " (SELECT 1 FROM update_log AS before"
        " WHERE before.document = one.document AND before.seq = one.seq - 1)",
        options()
    );
    EXPECT_TRUE(append_and_wait(queue, row(1, 1)));
    EXPECT_TRUE(append_and_wait(queue, row(1, 2)));
    EXPECT_EQ(append_and_wait(queue, row(1, 4)).error().code, ErrorCode::Conflict);
    EXPECT_TRUE(append_and_wait(queue, row(1, 3)));
    EXPECT_EQ(count(), 3);
}

TEST_P(AppendQueueTest, a_full_queue_refuses_at_once) {
    auto held = database().begin(Access::Write);
    ASSERT_TRUE(held);
    AppendQueue::Options small = options();
    small.queued_bytes_max = 10'000;
    std::atomic<int> accepted = 0;
    std::atomic<int> written = 0;
    {
        AppendQueue queue(database(), insert_, small);
        Done last;
        for (int seq = 0; seq < 100 && last; ++seq) {
            last = queue.append({row(1, seq, 1000)}, [&](const Done& done) {
                written += done ? 1 : 0;
            });
            if (last) ++accepted;
        }
        ASSERT_FALSE(last);
        EXPECT_EQ(last.error().code, ErrorCode::Unavailable);
        EXPECT_EQ(stopped_because(last.error()), std::nullopt);
        EXPECT_EQ(
            queue.append(std::vector(2000, row(2, 1)), [](const Done&) {}).error().code,
            ErrorCode::TooLarge
        );
        ASSERT_TRUE(std::move(*held).commit());
    }
    EXPECT_EQ(written, accepted);
    EXPECT_EQ(count(), accepted);
}

// SQLite can be made "full" from inside; a real full disk is tried in sqlite/full_disk_test.cpp.
TEST_P(AppendQueueTest, a_full_disk_stops_writing_and_it_resumes_by_itself) {
    if (GetParam() == Kind::Postgres) GTEST_SKIP() << "skipped: only SQLite has max_page_count";
    const auto limit_pages = [&](const std::string& pages) {
        auto transaction = database().begin(Access::Write);
        ASSERT_TRUE(transaction);
        ASSERT_TRUE(transaction->execute_script("PRAGMA max_page_count=" + pages));
        ASSERT_TRUE(std::move(*transaction).commit());
    };
    std::promise<std::optional<Stopped>> stopped;
    std::promise<void> resumed;
    AppendQueue::Options watched = options();
    watched.watch = [&](AppendQueue::State state, const std::optional<Error>& why) {
        if (state == AppendQueue::State::Stopped) stopped.set_value(stopped_because(*why));
        if (state == AppendQueue::State::Writing) resumed.set_value();
    };
    AppendQueue queue(database(), insert_, watched);
    ASSERT_TRUE(append_and_wait(queue, row(1, 1)));
    limit_pages("8");
    const Done full = append_and_wait(queue, row(1, 2, 100'000));
    ASSERT_FALSE(full);
    EXPECT_EQ(stopped_because(full.error()), Stopped::DiskFull);
    EXPECT_EQ(stopped.get_future().get(), Stopped::DiskFull);
    EXPECT_EQ(queue.state(), AppendQueue::State::Stopped);
    const Done refused = append_and_wait(queue, row(1, 2));
    EXPECT_EQ(stopped_because(refused.error()), Stopped::DiskFull);
    EXPECT_EQ(count(), 1) << "reading goes on";
    limit_pages("100000");
    resumed.get_future().wait();
    EXPECT_TRUE(append_and_wait(queue, row(1, 2)));
    EXPECT_EQ(count(), 2);
}

} // namespace
} // namespace denkraum::sql
