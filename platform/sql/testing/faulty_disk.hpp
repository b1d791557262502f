// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <random>

namespace denkraum::sql {

/// A disk for SQLite that fails as disks do: full in the middle of a write, a flush that fails,
/// takes its time or is lost, and a power cut that keeps what was flushed and, of what was not,
/// any sectors at all. While it stands it is the disk of every database that is opened.
/// A file's name counts as durable from its making on.
class FaultyDisk {
public:
    FaultyDisk();
    FaultyDisk(const FaultyDisk&) = delete;
    FaultyDisk& operator=(const FaultyDisk&) = delete;
    ~FaultyDisk();

    /// After so many more writes the disk takes nothing, until free().
    void fill_after(std::int64_t writes);
    void free();
    /// After so many more writes nothing happens on the disk any more: the power is gone.
    void cut_after(std::int64_t writes);
    void fail_flushes(bool fails);
    /// Flushes say that they are done, and do nothing.
    void lose_flushes(bool loses);
    void slow_flushes(std::chrono::milliseconds time);

    /// So many writes and flushes there were.
    [[nodiscard]] std::int64_t writes() const;
    [[nodiscard]] std::int64_t flushes() const;
    [[nodiscard]] bool is_cut() const;

    /// The power is back: the files hold what survived. Requires: their databases are closed.
    void come_back(std::mt19937& random);

    struct State;

private:
    std::unique_ptr<State> state_;
};

} // namespace denkraum::sql
