// SPDX-License-Identifier: EUPL-1.2
#include "platform/sql/append_queue.hpp"

#include <algorithm>
#include <utility>

#include "base/check.hpp"
#include "platform/sql/migrate.hpp"

namespace denkraum::sql {
namespace {

// What a row takes in memory, roughly: an empty one is not free either.
std::size_t size_of(const AppendQueue::Row& row) {
    std::size_t bytes = sizeof(AppendQueue::Row);
    for (const OwnedValue& value : row) {
        bytes += sizeof(OwnedValue);
        if (const auto* text = std::get_if<std::string>(&value)) bytes += text->size();
        if (const auto* blob = std::get_if<Bytes>(&value)) bytes += blob->size();
    }
    return bytes;
}

// The database, not the row, is to blame.
bool stops(const Error& error) {
    return error.code == ErrorCode::Unavailable || error.code == ErrorCode::Corrupt;
}

/// Rows above the usual pace after which there is load, and how many are remembered: some
/// hundredths of a second's.
constexpr std::int64_t load_min = 8;
constexpr std::int64_t load_max = 16;

} // namespace

AppendQueue::AppendQueue(Database& database, std::string statement, Options options)
    : database_(database),
      statement_(std::move(statement)),
      options_(std::move(options)),
      thread_([this] { work(); }) {}

AppendQueue::~AppendQueue() {
    close();
}

Done AppendQueue::append(std::vector<Row> rows, Completed completed) {
    CHECK(!rows.empty() && !rows.front().empty(), "there is something to append");
    CHECK(completed != nullptr, "somebody waits for the result");
    if (rows.size() > options_.batch_rows_max) {
        return fail(ErrorCode::TooLarge, "more rows than one commit takes");
    }
    Request request{.rows = std::move(rows), .completed = std::move(completed)};
    for (const Row& row : request.rows) {
        CHECK(row.size() == request.rows.front().size(), "all rows are equally wide");
        request.bytes += size_of(row);
    }
    const std::lock_guard lock(mutex_);
    if (closing_) return fail(ErrorCode::Unavailable, "the queue is closed");
    if (stopped_) return std::unexpected(*stopped_);
    if (queued_bytes_ + request.bytes > options_.queued_bytes_max) {
        return fail(ErrorCode::Unavailable, "too much is waiting to be written");
    }
    queued_bytes_ += request.bytes;
    queue_.push_back(std::move(request));
    if (std::exchange(is_idle_, false)) changed_.notify_one();
    return {};
}

AppendQueue::State AppendQueue::state() const {
    const std::lock_guard lock(mutex_);
    return stopped_ ? State::Stopped : State::Writing;
}

void AppendQueue::close() {
    {
        const std::lock_guard lock(mutex_);
        closing_ = true;
        changed_.notify_one();
    }
    if (thread_.joinable()) thread_.join();
}

void AppendQueue::work() {
    std::unique_lock lock(mutex_);
    for (;;) {
        if (stopped_) {
            if (closing_) return;
            wait_and_probe(lock);
            continue;
        }
        is_idle_ = queue_.empty();
        changed_.wait(lock, [this] { return !queue_.empty() || closing_; });
        is_idle_ = false;
        if (queue_.empty()) return;
        gather(lock);
        const std::vector<Request> batch = next_batch(lock);
        lock.unlock();
        write_and_finish(batch);
        lock.lock();
    }
}

void AppendQueue::gather(std::unique_lock<std::mutex>& lock) {
    if (load_ < load_min) return;
    changed_.wait_until(lock, commit_begun_ + options_.gather_time, [this] { return closing_; });
}

void AppendQueue::note_load(std::size_t rows, Time now) {
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(now - load_seen_);
    // Longer ago than it takes to forget everything: the product must not overflow.
    const std::int64_t quiet_ms = std::min<std::int64_t>(ms.count(), 1'000);
    const std::int64_t usual = quiet_ms * append_load_rows_per_second / 1'000;
    if (usual > 0) load_seen_ = now;
    load_ = std::max<std::int64_t>(load_ - usual, 0) + static_cast<std::int64_t>(rows);
    load_ = std::min(load_, load_max);
}

std::vector<AppendQueue::Request> AppendQueue::next_batch(std::unique_lock<std::mutex>& lock) {
    CHECK(lock.owns_lock(), "the queue is shared");
    std::vector<Request> batch;
    std::size_t rows = 0;
    while (!queue_.empty() && rows + queue_.front().rows.size() <= options_.batch_rows_max) {
        rows += queue_.front().rows.size();
        queued_bytes_ -= queue_.front().bytes;
        batch.push_back(std::move(queue_.front()));
        queue_.pop_front();
    }
    commit_begun_ = std::chrono::steady_clock::now();
    note_load(rows, commit_begun_);
    return batch;
}

Done AppendQueue::write(std::span<const Request> batch) {
    std::vector<Value> values;
    const std::size_t width = batch.front().rows.front().size();
    for (const Request& request : batch) {
        for (const Row& row : request.rows) {
            CHECK(row.size() == width, "all rows are equally wide");
            for (const OwnedValue& value : row)
                values.push_back(view_of(value));
        }
    }
    DK_TRY(auto transaction, database_.begin(Access::Write));
    DK_TRY(const auto changed, transaction.execute_many(statement_, values, width));
    if (std::cmp_not_equal(changed, values.size() / width)) {
        return fail(ErrorCode::Conflict, "the statement did not take every row");
    }
    DK_DO(std::move(transaction).commit());
    ++commits_;
    return {};
}

void AppendQueue::write_and_finish(const std::vector<Request>& batch) {
    const Done done = write(batch);
    if (!done && stops(done.error())) return stop(done.error(), batch);
    if (done || batch.size() == 1) {
        for (const Request& request : batch)
            request.completed(done);
        return;
    }
    // One request is wrong: the others must not suffer for it.
    for (std::size_t i = 0; i < batch.size(); ++i) {
        const std::span<const Request> alone(&batch[i], 1);
        const Done one = write(alone);
        if (!one && stops(one.error())) {
            return stop(one.error(), {batch.begin() + static_cast<std::ptrdiff_t>(i), batch.end()});
        }
        batch[i].completed(one);
    }
}

void AppendQueue::stop(const Error& why, const std::vector<Request>& failed) {
    std::deque<Request> waiting;
    {
        // Stopped before the callbacks run: who appends from one is refused.
        const std::lock_guard lock(mutex_);
        stopped_ = why;
        waiting.swap(queue_);
        queued_bytes_ = 0;
    }
    tell_watch(State::Stopped, why);
    const Done done = std::unexpected(why);
    for (const Request& request : failed)
        request.completed(done);
    for (const Request& request : waiting)
        request.completed(done);
}

void AppendQueue::wait_and_probe(std::unique_lock<std::mutex>& lock) {
    changed_.wait_for(lock, options_.probe_every, [this] { return closing_; });
    if (closing_) return;
    lock.unlock();
    const Done probed = probe_writing(database_, options_.probe_bytes);
    lock.lock();
    if (!probed) {
        stopped_ = probed.error();
        return;
    }
    stopped_.reset();
    lock.unlock();
    tell_watch(State::Writing, std::nullopt);
    lock.lock();
}

void AppendQueue::tell_watch(State state, const std::optional<Error>& why) const {
    if (options_.watch) options_.watch(state, why);
}

} // namespace denkraum::sql
