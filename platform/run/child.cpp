// SPDX-License-Identifier: EUPL-1.2
#include "platform/run/child.hpp"

#include <poll.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <string_view>

#include "platform/run/child_process.hpp"
#include "platform/run/limits.hpp"

namespace denkraum::run {
namespace {

using SteadyClock = std::chrono::steady_clock;

/// A pipe being read up to a bound.
struct Stream {
    int fd;
    std::size_t bytes_max;
    Bytes bytes = {};
    bool is_open = true;
    bool is_over = false; ///< more came than the bound allows; the rest is not kept

    /// Reads what is there. Requires: poll() said so, or the writer has ended.
    void read_some() {
        std::array<std::uint8_t, pipe_bytes_max> buffer; // NOLINT: filled by read
        const ssize_t got = ::read(fd, buffer.data(), buffer.size());
        if (got <= 0) {
            is_open = got < 0 && (errno == EINTR || errno == EAGAIN);
            return;
        }
        const std::size_t room = bytes_max - bytes.size();
        const std::size_t kept = std::min(room, static_cast<std::size_t>(got));
        bytes.insert(bytes.end(), buffer.begin(), buffer.begin() + static_cast<ssize_t>(kept));
        is_over = is_over || static_cast<std::size_t>(got) > room;
    }
};

bool is_readable(int fd) {
    pollfd one{.fd = fd, .events = POLLIN, .revents = 0};
    return ::poll(&one, 1, 0) == 1;
}

/// Reads both streams until the child has ended; says what ended it early.
Done watch(ChildProcess& process, const ChildOrder& order, Stream& out, Stream& err) {
    const auto deadline = SteadyClock::now() + order.limits.wall;
    for (;;) {
        if (order.cancelled != nullptr && order.cancelled->load()) {
            return fail(ErrorCode::Conflict, "cancelled");
        }
        if (SteadyClock::now() >= deadline) {
            return fail(ErrorCode::Unavailable, order.argv.front() + " ran out of time");
        }
        // Without a pidfd the end of the child is only seen by looking again and again.
        const int wait_ms = process.ended() >= 0 ? 50 : 5;
        std::array<pollfd, 3> polled{{
            {.fd = out.is_open ? out.fd : -1, .events = POLLIN, .revents = 0},
            {.fd = err.is_open ? err.fd : -1, .events = POLLIN, .revents = 0},
            {.fd = process.ended(), .events = POLLIN, .revents = 0},
        }};
        ::poll(polled.data(), polled.size(), wait_ms);
        if (polled[0].revents != 0) out.read_some();
        if (polled[1].revents != 0) err.read_some();
        if (out.is_over) {
            return fail(ErrorCode::TooLarge, order.argv.front() + " wrote too much");
        }
        if (process.has_ended()) break;
    }
    // Its group is dead by now: what lies in the pipes is all there will be.
    while (out.is_open && !out.is_over && is_readable(out.fd))
        out.read_some();
    while (err.is_open && !err.is_over && is_readable(err.fd))
        err.read_some();
    if (out.is_over) return fail(ErrorCode::TooLarge, order.argv.front() + " wrote too much");
    return {};
}

Result<int> exit_code_of(int wait_status, const std::string& program) {
    if (!WIFSIGNALED(wait_status)) return WEXITSTATUS(wait_status);
    const int signal = WTERMSIG(wait_status);
    if (signal == SIGXCPU) return fail(ErrorCode::Unavailable, program + " ran out of CPU time");
    if (signal == SIGXFSZ) return fail(ErrorCode::TooLarge, program + " wrote too large a file");
    return 128 + signal;
}

bool is_plain_name(std::string_view name) {
    return !name.empty() && name != "." && name != ".." && name.find('/') == std::string_view::npos
           && name.find('\0') == std::string_view::npos;
}

Done check_names(const ChildOrder& order) {
    const bool puts_plain =
        std::ranges::all_of(order.files, [](const auto& file) { return is_plain_name(file.name); });
    if (puts_plain && std::ranges::all_of(order.wanted, is_plain_name)) return {};
    return fail(ErrorCode::Invalid, "a child's files lie directly in its folder");
}

} // namespace

Result<ChildOutput> run_child(const ChildOrder& order) {
    DK_DO(check_names(order));
    DK_TRY(const auto folder, TemporaryFolder::make());
    for (const ChildFile& file : order.files)
        DK_DO(folder.put(file));
    DK_TRY(auto process, ChildProcess::start(order, folder.path()));
    Stream out{.fd = process.out(), .bytes_max = order.limits.stdout_bytes_max};
    Stream err{.fd = process.err(), .bytes_max = order.limits.stderr_bytes_max};
    DK_DO(watch(process, order, out, err));
    DK_TRY(const int exit_code, exit_code_of(process.wait_status(), order.argv.front()));
    DK_TRY(auto files, folder.take(order.wanted, order.limits.file_bytes_max));
    return ChildOutput{
        .exit_code = exit_code,
        .out = std::move(out.bytes),
        .err = std::string(as_text(err.bytes)),
        .files = std::move(files),
    };
}

} // namespace denkraum::run
