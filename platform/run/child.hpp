// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"

/// Other people's programs (pandoc, Typst under node) on other people's files, kept in bounds:
/// an empty folder of their own, an empty environment, no inherited file, no network where the
/// kernel lets us take it away, and limits on time, memory and output. When one is exceeded or
/// the work is cancelled, the whole process group is killed.
namespace denkraum::run {

/// Set from any thread to end a child early; outlives the call it is given to.
using CancelFlag = std::atomic<bool>;

struct ChildLimits {
    std::chrono::milliseconds wall{30'000};
    std::chrono::seconds cpu{30};
    /// Address space (RLIMIT_AS); 0 means no limit: node reserves far more than it uses.
    std::size_t memory_bytes_max = std::size_t{2} * 1024 * 1024 * 1024;
    /// Memory the child can write to (RLIMIT_DATA), which also bounds node; 0 means no limit.
    std::size_t data_bytes_max = 0;
    std::size_t stdout_bytes_max = std::size_t{64} * 1024 * 1024;
    std::size_t stderr_bytes_max = std::size_t{64} * 1024;
    /// Largest single file the child may write into its folder.
    std::size_t file_bytes_max = std::size_t{256} * 1024 * 1024;
};

/// A file put into the child's folder before it starts, or taken from it after it ended.
struct ChildFile {
    std::string name; ///< a plain name, without '/'
    Bytes bytes;
};

struct ChildOrder {
    /// The program (looked up in PATH of this process unless it contains '/') and its arguments.
    std::vector<std::string> argv;
    ByteView input = {};
    std::vector<ChildFile> files = {};
    /// Names of files to be read from the folder after the child ended; missing ones are left out.
    std::vector<std::string> wanted = {};
    /// "NAME=value"; everything else is gone, except a plain PATH, LANG=C.UTF-8 and HOME and
    /// TMPDIR, which are the child's folder.
    std::vector<std::string> environment = {};
    ChildLimits limits = {};
    const CancelFlag* cancelled = nullptr;
};

struct ChildOutput {
    int exit_code = 0; ///< as a shell gives it: 128 + number when a signal ended it
    Bytes out;
    std::string err; ///< the beginning, when the child wrote more than stderr_bytes_max
    std::vector<ChildFile> files;
};

/// Runs the program to its end and blocks until then: call it on a worker. An exit code other
/// than 0 is not a failure of this function.
///
/// Fails: NotFound when there is no such program; TooLarge when it wrote more than allowed;
/// Conflict when it was cancelled; Unavailable when it ran out of its time, or when the machine
/// could not start it; Invalid for an empty argv or a file name with '/'.
[[nodiscard]] Result<ChildOutput> run_child(const ChildOrder& order);

/// Whether run_child would find this program.
[[nodiscard]] bool has_program(const std::string& name);

} // namespace denkraum::run
