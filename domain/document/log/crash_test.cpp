// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <latch>
#include <random>

#include "base/instant.hpp"
#include "domain/document/log/update_log.hpp"
#include "domain/document/log/verification.hpp"
#include "engine/crdt/edit.hpp"
#include "platform/sql/append_queue.hpp"
#include "platform/sql/migrate.hpp"
#include "platform/sql/sqlite/sqlite.hpp"
#include "platform/sql/testing/faulty_disk.hpp"
#include "platform/sql/testing/on_both_databases.hpp"
#include "platform/sql/testing/quick_look.hpp"

/// What the log still knows after the disk has failed it. DENKRAUM_FAULT_ROUNDS asks for more.
namespace denkraum::document {
namespace {

using namespace std::chrono_literals;

class SteadyRandomness final : public Randomness {
public:
    void fill(std::span<std::uint8_t> out) override {
        for (auto& byte : out)
            byte = static_cast<std::uint8_t>(engine_());
    }

private:
    std::mt19937 engine_{1};
};

int rounds(int usual) {
    const char* wanted = std::getenv("DENKRAUM_FAULT_ROUNDS");
    return wanted == nullptr ? usual : std::atoi(wanted);
}

/// SQLite looks at every byte of a damaged commit. The whole verification of all records, which
/// takes some ten times as long, looks at every byte when more is asked for; else at so many that
/// every place of a sector and every field of a frame's head has its turn (37 is prime).
std::size_t byte_step() {
    return std::getenv("DENKRAUM_FAULT_ROUNDS") == nullptr ? 37 : 1;
}

/// A log, somebody who types into it, and what they were promised.
class CrashTest : public testing::Test {
protected:
    void open() {
        auto opened = sql::sqlite::open(file());
        ASSERT_TRUE(opened.has_value()) << opened.error().detail;
        database_ = *std::move(opened);
    }
    void begin() {
        open();
        const auto migrations = sql::read_migrations("migrations/log");
        ASSERT_TRUE(migrations.has_value()) << migrations.error().detail;
        ASSERT_TRUE(sql::migrate(*database_, *migrations, SystemClock()).has_value());
    }
    void start_queue() {
        queue_.emplace(
            *database_,
            std::string(update_log::insert_statement),
            sql::AppendQueue::Options{.probe_every = 20ms, .probe_bytes = 100}
        );
    }
    void stop() {
        queue_.reset();
        database_.reset();
    }
    /// The next keystroke. Its promise is noted when it comes.
    bool type() {
        crdt::Edit edit(doc_, 7);
        EXPECT_TRUE(edit.insert_text("t", crdt::Index{doc_.length("t")}, "x").has_value());
        const Record record{
            .document = document_, .seq = seq_ + 1, .at = {seq_ + 1}, .update = edit.finish()
        };
        const Seal made = seal(chain_, record, randomness_);
        std::vector<sql::AppendQueue::Row> rows;
        rows.push_back(update_log::row_of(record, made));
        const auto taken =
            queue_->append(std::move(rows), [this, seq = record.seq](const Done& done) {
                done ? promise(seq) : fail_one();
            });
        if (!taken) return false;
        seq_ = record.seq;
        chain_ = made.chain;
        return true;
    }
    void promise(Seq seq) {
        promised_ = seq;
        ++decided_;
    }
    void fail_one() {
        ++failed_;
        ++decided_;
    }
    void wait_decided(std::int64_t count) const {
        for (int i = 0; i < 20'000 && decided_ < count; ++i)
            std::this_thread::sleep_for(1ms);
        ASSERT_GE(decided_, count);
    }
    /// What is in the log, sound or not. Takes up from there.
    update_log::Report look() {
        auto log = database_->begin(sql::Access::Read);
        EXPECT_TRUE(log.has_value()) << log.error().detail;
        auto report = update_log::inspect(*log, document_);
        EXPECT_TRUE(report.has_value()) << report.error().detail;
        return report.value_or(update_log::Report{.fault_count = 99});
    }
    void take_up(const update_log::Report& report) {
        auto log = database_->begin(sql::Access::Read);
        auto loaded = update_log::load(*log, document_);
        ASSERT_TRUE(loaded.has_value());
        doc_ = std::move(loaded->doc);
        seq_ = report.newest;
        chain_ = report.head;
    }
    [[nodiscard]] std::filesystem::path file() const { return folder_.path() / "log.db"; }

    sql::TemporaryFolder folder_;
    sql::FaultyDisk disk_; ///< outlives the database
    SteadyRandomness randomness_;
    std::mt19937 random_{5};
    DocumentId document_ = DocumentId::make({1'700'000'000'000'000}, randomness_);
    crdt::Doc doc_;
    Seq seq_ = 0;
    secret::Digest chain_{};
    std::atomic<Seq> promised_ = 0;
    std::atomic<std::int64_t> failed_ = 0;
    std::atomic<std::int64_t> decided_ = 0;
    std::unique_ptr<sql::Database> database_;
    std::optional<sql::AppendQueue> queue_;
};

TEST_F(CrashTest, what_was_promised_survives_a_power_cut_at_any_write) {
    begin();
    for (int round = 0; round < rounds(20); ++round) {
        start_queue();
        disk_.cut_after(static_cast<std::int64_t>(random_() % 120));
        for (int i = 0; i < 200 && !disk_.is_cut(); ++i) {
            if (!type()) break;
            if (random_() % 3 == 0) std::this_thread::sleep_for(1ms);
        }
        stop();
        disk_.come_back(random_);
        open();
        const auto report = look();
        EXPECT_EQ(report.fault_count, 0) << "round " << round;
        ASSERT_GE(report.newest, promised_) << "round " << round;
        take_up(report);
    }
    EXPECT_GT(promised_, rounds(20));
}

TEST_F(CrashTest, flushes_that_were_lost_leave_a_sound_beginning) {
    begin();
    start_queue();
    for (int i = 0; i < 20; ++i)
        ASSERT_TRUE(type());
    wait_decided(20);
    const Seq safe = promised_;
    for (int round = 0; round < rounds(20); ++round) {
        disk_.lose_flushes(true);
        disk_.cut_after(static_cast<std::int64_t>(random_() % 60));
        for (int i = 0; i < 100 && !disk_.is_cut() && type(); ++i)
            if (random_() % 3 == 0) std::this_thread::sleep_for(1ms);
        stop();
        disk_.come_back(random_);
        disk_.lose_flushes(false);
        open();
        const auto report = look();
        // Such a disk breaks promises, but what it kept is a text and its whole history.
        EXPECT_EQ(report.fault_count, 0) << "round " << round;
        EXPECT_GE(report.newest, safe);
        take_up(report);
        start_queue();
    }
}

TEST_F(CrashTest, a_disk_that_fills_up_at_any_write_of_an_append_promises_nothing) {
    begin();
    start_queue();
    ASSERT_TRUE(type());
    wait_decided(1);
    for (std::int64_t write = 0; write < 12; ++write) {
        const Seq before = promised_;
        const auto failed_before = failed_.load();
        disk_.fill_after(write);
        ASSERT_TRUE(type());
        wait_decided(before + failed_before + 1);
        disk_.free();
        const bool was_promised = failed_ == failed_before;
        EXPECT_TRUE(was_promised || promised_ == before);
        for (int i = 0; i < 2000 && queue_->state() != sql::AppendQueue::State::Writing; ++i)
            std::this_thread::sleep_for(1ms);
        const auto report = look();
        EXPECT_EQ(report.fault_count, 0) << "write " << write;
        EXPECT_EQ(report.newest, promised_) << "write " << write;
        take_up(report);
        // What was not promised is brought again, as editors do.
        ASSERT_TRUE(type()) << "write " << write;
        wait_decided(before + failed_ + 1 + (was_promised ? 1 : 0));
        EXPECT_EQ(look().newest, seq_);
    }
    EXPECT_GT(failed_, 0) << "some write of an append met the full disk";
}

TEST_F(CrashTest, a_flush_that_fails_promises_nothing) {
    begin();
    start_queue();
    ASSERT_TRUE(type());
    wait_decided(1);
    disk_.fail_flushes(true);
    ASSERT_TRUE(type());
    wait_decided(2);
    EXPECT_EQ(promised_, 1);
    EXPECT_EQ(failed_, 1);
    disk_.fail_flushes(false);
    stop();
    open();
    EXPECT_EQ(look().fault_count, 0);
}

TEST_F(CrashTest, on_a_slow_disk_promises_come_late_and_many_share_a_flush) {
    begin();
    start_queue();
    disk_.slow_flushes(100ms);
    const auto begun = std::chrono::steady_clock::now();
    const auto flushes_before = disk_.flushes();
    for (int i = 0; i < 300; ++i)
        ASSERT_TRUE(type());
    EXPECT_EQ(promised_, 0) << "nothing was flushed yet";
    wait_decided(300);
    EXPECT_GE(std::chrono::steady_clock::now() - begun, 100ms);
    EXPECT_LE(disk_.flushes() - flushes_before, 10) << "not one flush for each";
    EXPECT_EQ(failed_, 0);
}

/// A file's bytes, to be changed.
std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}
void set_bytes(const std::filesystem::path& file, std::string_view bytes) {
    // A new file: some file systems flush one that is emptied and written again.
    std::filesystem::remove(file);
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

/// A copy of the files as they are while the program runs, and how long the log of changes was
/// before the last commit.
class TornLog : public CrashTest {
protected:
    void SetUp() override {
        begin();
        start_queue();
        for (int i = 1; i <= 30; ++i) {
            before_ = bytes_of(wal()).size();
            ASSERT_TRUE(type());
            wait_decided(i);
        }
        // Copies are looked at by the thousand: none of them has to last.
        disk_.lose_flushes(true);
        main_ = bytes_of(file());
        log_ = bytes_of(wal());
        ASSERT_GT(log_.size(), before_);
    }
    [[nodiscard]] std::filesystem::path wal() const { return file().string() + "-wal"; }

    /// How many records are left when the log of changes is this; -1: something is wrong.
    Seq left_after(std::string_view log) {
        const auto copy = folder_.path() / "copy.db";
        set_bytes(copy, main_);
        set_bytes(copy.string() + "-wal", log);
        std::filesystem::remove(copy.string() + "-shm");
        const auto database = sql::sqlite::open(copy, {.readers = 1});
        if (!database) return -1;
        auto reading = (*database)->begin(sql::Access::Read);
        if (!reading) return -1;
        const auto report = update_log::inspect(*reading, document_);
        return report && report->fault_count == 0 ? report->newest : -1;
    }

    /// The files for quick looks: damaged in place.
    void lay_out() {
        set_bytes(quick_, main_);
        set_bytes(quick_.string() + "-wal", log_);
        ASSERT_EQ(quick_records(), 30);
    }
    /// How many records SQLite finds there, the newest being the last of them.
    [[nodiscard]] Seq quick_records() const {
        const std::string query = "SELECT CASE WHEN count(*) = max(seq) THEN max(seq) ELSE -2 END"
                                  " FROM document_update";
        return sql::quick_look(quick_, query);
    }
    void set_byte(std::size_t at, char byte) const {
        std::fstream log(quick_.string() + "-wal", std::ios::in | std::ios::out | std::ios::binary);
        log.seekp(static_cast<std::streamoff>(at));
        log.put(byte);
        ASSERT_TRUE(log.flush());
    }

    const std::filesystem::path quick_ = folder_.path() / "quick.db";
    std::size_t before_ = 0;
    std::string main_;
    std::string log_;
};

TEST_F(TornLog, cut_at_any_byte_of_its_last_commit_the_log_ends_with_the_one_before) {
    lay_out();
    for (std::size_t end = log_.size() - 1; end >= before_; --end) {
        std::filesystem::resize_file(quick_.string() + "-wal", end);
        ASSERT_EQ(quick_records(), 29) << "cut at " << end;
    }
    ASSERT_EQ(left_after(log_), 30);
    for (std::size_t end = before_; end < log_.size(); end += byte_step())
        ASSERT_EQ(left_after(std::string_view(log_).substr(0, end)), 29) << "cut at " << end;
}

TEST_F(TornLog, torn_at_any_byte_of_its_last_commit_the_log_ends_with_the_one_before) {
    lay_out();
    for (std::size_t at = before_; at < log_.size(); ++at) {
        set_byte(at, static_cast<char>(log_[at] ^ 0x55));
        ASSERT_EQ(quick_records(), 29) << "torn at " << at;
        set_byte(at, log_[at]);
    }
    ASSERT_EQ(quick_records(), 30) << "it is whole again";
    for (std::size_t at = before_; at < log_.size(); at += byte_step()) {
        std::string torn = log_;
        torn[at] = static_cast<char>(torn[at] ^ 0x55);
        ASSERT_EQ(left_after(torn), 29) << "torn at " << at;
    }
}

TEST_F(TornLog, a_commit_of_which_only_the_end_arrived_is_none) {
    for (std::size_t at = before_ + 24; at < log_.size(); at += 16 * byte_step()) {
        std::string holed = log_;
        std::fill(
            holed.begin() + static_cast<std::ptrdiff_t>(before_),
            holed.begin() + static_cast<std::ptrdiff_t>(at),
            '\0'
        );
        ASSERT_EQ(left_after(holed), 29) << "missing up to " << at;
    }
}

} // namespace
} // namespace denkraum::document
