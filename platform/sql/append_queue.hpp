// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "base/result.hpp"
#include "platform/sql/limits.hpp"
#include "platform/sql/sql.hpp"

namespace denkraum::sql {

/// Group commit: many callers append rows with one statement, one thread writes whatever has
/// gathered since its last commit as one transaction, and each caller is called back once its rows
/// are on the disk. Nobody waits for another's fsync, and a busy log needs few of them: under load,
/// and only then, a commit waits for what comes within gather_time.
///
/// When the database refuses (disk full, read-only, gone), all rows that wait are reported as
/// failed and not kept: their owners have them, and no later row is written before an earlier one.
/// The queue then refuses new rows, and tries from time to time whether writing is possible again.
/// A row that is wrong by itself (Conflict) fails alone. When a connection is lost during a commit,
/// rows may be durable that were reported as failed: look them up before appending them again.
class AppendQueue {
public:
    using Row = std::vector<OwnedValue>;
    /// Called on the queue's thread, in the order of appending: hop to your own strand, and do not
    /// wait. Success means durable.
    using Completed = std::function<void(const Done&)>;

    enum class State { Writing, Stopped };
    /// Called on the queue's thread when the state changes; `why` is empty when writing resumes.
    using Watch = std::function<void(State state, const std::optional<Error>& why)>;

    struct Options {
        std::size_t queued_bytes_max = queued_bytes_default;
        std::size_t batch_rows_max = append_batch_rows_default;
        std::chrono::milliseconds gather_time = append_gather_time_default;
        std::chrono::milliseconds probe_every = append_probe_every_default;
        /// Written to see whether the disk takes data again; about the size of a large row.
        std::size_t probe_bytes = append_probe_bytes_default;
        Watch watch = {};
    };

    /// `statement` is an INSERT whose placeholders a row fills. It must take each row: one that
    /// changes nothing is a Conflict, so that `INSERT … SELECT … WHERE EXISTS (the row before)`
    /// keeps a sequence without gaps even after a row of it failed. The database must be migrated
    /// (the probe uses a table of the migrations), is not written by others in long transactions,
    /// and outlives the queue.
    AppendQueue(Database& database, std::string statement, Options options);
    AppendQueue(const AppendQueue&) = delete;
    AppendQueue& operator=(const AppendQueue&) = delete;
    /// As close().
    ~AppendQueue();

    /// Rows of one call are committed together. Requires: at least one row, all equally wide, the
    /// same width in every call. After an error `completed` is never called.
    /// Fails: Unavailable while writing is stopped (see stopped_because), when the queue is full,
    /// or after close(); TooLarge for more than batch_rows_max rows.
    [[nodiscard]] Done append(std::vector<Row> rows, Completed completed);

    [[nodiscard]] State state() const;

    /// Commits what is queued, calls back, and ends the thread.
    void close();

    /// Transactions committed so far.
    [[nodiscard]] std::uint64_t commits() const { return commits_; }

private:
    struct Request {
        std::vector<Row> rows;
        std::size_t bytes = 0;
        Completed completed;
    };

    using Time = std::chrono::steady_clock::time_point;

    void work();
    /// Requires: the lock. Under load: waits for more.
    void gather(std::unique_lock<std::mutex>& lock);
    void note_load(std::size_t rows, Time now);
    [[nodiscard]] std::vector<Request> next_batch(std::unique_lock<std::mutex>& lock);
    [[nodiscard]] Done write(std::span<const Request> batch);
    void write_and_finish(const std::vector<Request>& batch);
    void stop(const Error& why, const std::vector<Request>& failed);
    void wait_and_probe(std::unique_lock<std::mutex>& lock);
    void tell_watch(State state, const std::optional<Error>& why) const;

    Database& database_;
    const std::string statement_;
    const Options options_;

    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Request> queue_;
    std::size_t queued_bytes_ = 0;
    std::optional<Error> stopped_;
    bool closing_ = false;
    bool is_idle_ = false; ///< the thread waits for the first row

    /// Rows that came, less what may come in a second; above its mark there is load. The thread's.
    std::int64_t load_ = 0;
    Time load_seen_ = {};
    Time commit_begun_ = {};

    std::atomic<std::uint64_t> commits_ = 0;
    std::thread thread_;
};

} // namespace denkraum::sql
