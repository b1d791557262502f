// SPDX-License-Identifier: EUPL-1.2
#include "platform/run/child_process.hpp"

#include <fcntl.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <system_error>

namespace denkraum::run {
namespace {

/// Everything the child needs, made before the fork: after it, in a process that had threads,
/// only async-signal-safe calls are allowed, hence no allocation.
struct Prepared {
    std::string program;
    std::vector<char*> argv;
    std::vector<std::string> environment_text;
    std::vector<char*> environment;
    std::string folder;
    std::string uid_map;
    std::string gid_map;
    ChildLimits limits;
    pid_t parent = 0;
    int in = -1;
    int out = -1;
    int err = -1;
    int report = -1; ///< told errno when the program cannot be started
};

std::unexpected<Error> machine_failure(const char* what) {
    return fail(ErrorCode::Unavailable, std::string(what) + ": " + std::strerror(errno));
}

void set_limit(__rlimit_resource which, rlim_t soft, rlim_t hard) {
    const rlimit limit{.rlim_cur = soft, .rlim_max = hard};
    ::setrlimit(which, &limit);
}

void write_once(const char* path, const char* text, std::size_t size) {
    const int fd = ::open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0) return;
    [[maybe_unused]] const ssize_t written = ::write(fd, text, size);
    ::close(fd);
}

/// An empty network where the kernel allows it: with a user namespace of its own, which also
/// takes away root's powers, or as root without one. Where neither is allowed the child runs on.
void leave_network(const Prepared& child) {
    if (::unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0) {
        write_once("/proc/self/setgroups", "deny", 4);
        write_once("/proc/self/uid_map", child.uid_map.data(), child.uid_map.size());
        write_once("/proc/self/gid_map", child.gid_map.data(), child.gid_map.size());
    } else {
        [[maybe_unused]] const int without_user_namespace = ::unshare(CLONE_NEWNET);
    }
}

void reset_signals() {
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    for (const int number : {SIGPIPE, SIGCHLD, SIGINT, SIGTERM, SIGHUP, SIGXFSZ}) {
        ::signal(number, SIG_DFL);
    }
}

[[noreturn]] void become(const Prepared& child) {
    ::setsid();
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != child.parent) ::_exit(127); // the server ended before the line above
    reset_signals();
    if (::dup2(child.in, 0) == 0 && ::dup2(child.out, 1) == 1 && ::dup2(child.err, 2) == 2
        && ::close_range(3, ~0U, CLOSE_RANGE_CLOEXEC) == 0 && ::chdir(child.folder.c_str()) == 0) {
        leave_network(child);
        const auto cpu = static_cast<rlim_t>(child.limits.cpu.count());
        set_limit(RLIMIT_CPU, cpu, cpu + 2);
        set_limit(RLIMIT_CORE, 0, 0);
        set_limit(RLIMIT_FSIZE, child.limits.file_bytes_max, child.limits.file_bytes_max);
        set_limit(RLIMIT_NOFILE, 256, 256);
        if (child.limits.memory_bytes_max > 0) {
            set_limit(RLIMIT_AS, child.limits.memory_bytes_max, child.limits.memory_bytes_max);
        }
        if (child.limits.data_bytes_max > 0) {
            set_limit(RLIMIT_DATA, child.limits.data_bytes_max, child.limits.data_bytes_max);
        }
        ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
        ::execve(child.program.c_str(), child.argv.data(), child.environment.data());
    }
    const int reason = errno;
    [[maybe_unused]] const ssize_t told = ::write(child.report, &reason, sizeof reason);
    ::_exit(127);
}

/// The program's path, as a shell would find it. Empty when there is none.
std::string find_program(const std::string& name) {
    const auto is_program = [](const std::string& path) {
        struct stat status{};
        return ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode)
               && ::access(path.c_str(), X_OK) == 0;
    };
    if (name.find('/') != std::string::npos) return is_program(name) ? name : std::string();
    const char* variable = std::getenv("PATH");
    std::string_view rest = variable != nullptr ? variable : "/usr/local/bin:/usr/bin:/bin";
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(':'), rest.size());
        std::string candidate = std::string(rest.substr(0, end)) + "/" + name;
        if (candidate.front() == '/' && is_program(candidate)) return candidate;
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return {};
}

/// The same file under a number above the standard streams, so that no dup2 in the child can
/// overwrite it: this process may itself have been started with closed standard streams.
Result<Descriptor> lift(Descriptor file) {
    Descriptor lifted(::fcntl(file.get(), F_DUPFD_CLOEXEC, 10));
    if (!lifted.is_open()) return machine_failure("duplicating a descriptor");
    return lifted;
}

Result<std::array<Descriptor, 2>> make_pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return machine_failure("pipe2");
    Descriptor reader(ends[0]);
    DK_TRY(Descriptor writer, lift(Descriptor(ends[1])));
    return std::array{std::move(reader), std::move(writer)};
}

/// The input as an unnamed file in memory: the child may seek in it, and nobody has to feed it.
Result<Descriptor> make_input(ByteView input) {
    Descriptor file(::memfd_create("input", MFD_CLOEXEC));
    if (!file.is_open()) return machine_failure("memfd_create");
    while (!input.empty()) {
        const ssize_t written = ::write(file.get(), input.data(), input.size());
        if (written < 0) return machine_failure("writing a child's input");
        input = input.subspan(static_cast<std::size_t>(written));
    }
    if (::lseek(file.get(), 0, SEEK_SET) != 0) return machine_failure("lseek");
    return lift(std::move(file));
}

void prepare_environment(const ChildOrder& order, Prepared& child) {
    child.environment_text = order.environment; // first: what comes first counts
    child.environment_text.push_back("PATH=/usr/local/bin:/usr/bin:/bin");
    child.environment_text.push_back("LANG=C.UTF-8");
    child.environment_text.push_back("HOME=" + child.folder);
    child.environment_text.push_back("TMPDIR=" + child.folder);
    for (std::string& variable : child.environment_text) {
        child.environment.push_back(variable.data());
    }
    child.environment.push_back(nullptr);
}

std::string identity_map(unsigned id) {
    return std::to_string(id) + " " + std::to_string(id) + " 1";
}

/// Requires: `arguments` outlives the result, which points into it.
Prepared prepare(
    const ChildOrder& order,
    const std::string& program,
    const std::filesystem::path& folder,
    std::vector<std::string>& arguments
) {
    Prepared child;
    child.program = program;
    child.folder = folder;
    for (std::string& argument : arguments)
        child.argv.push_back(argument.data());
    child.argv.push_back(nullptr);
    prepare_environment(order, child);
    child.uid_map = identity_map(::geteuid());
    child.gid_map = identity_map(::getegid());
    child.limits = order.limits;
    child.parent = ::getpid();
    return child;
}

} // namespace

bool has_program(const std::string& name) {
    return !find_program(name).empty();
}

Result<ChildProcess>
ChildProcess::start(const ChildOrder& order, const std::filesystem::path& folder) {
    if (order.argv.empty()) return fail(ErrorCode::Invalid, "a child needs a program");
    const std::string program = find_program(order.argv.front());
    if (program.empty()) return fail(ErrorCode::NotFound, "no program " + order.argv.front());
    std::vector<std::string> arguments = order.argv;
    Prepared child = prepare(order, program, folder, arguments);

    DK_TRY(const auto input, make_input(order.input));
    DK_TRY(auto out, make_pipe());
    DK_TRY(auto err, make_pipe());
    DK_TRY(auto report, make_pipe());
    child.in = input.get();
    child.out = out[1].get();
    child.err = err[1].get();
    child.report = report[1].get();

    ChildProcess process;
    process.pid_ = ::fork();
    if (process.pid_ == 0) become(child);
    if (process.pid_ < 0) return machine_failure("fork");
    process.ended_ = Descriptor(static_cast<int>(::syscall(SYS_pidfd_open, process.pid_, 0)));
    process.out_ = std::move(out[0]);
    process.err_ = std::move(err[0]);
    report[1].close(); // or the read below would wait for ourselves
    int reason = 0;
    if (::read(report[0].get(), &reason, sizeof reason) == sizeof reason) {
        errno = reason;
        return machine_failure("starting a program");
    }
    return process;
}

ChildProcess::ChildProcess(ChildProcess&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)),
      is_reaped_(other.is_reaped_),
      wait_status_(other.wait_status_),
      out_(std::move(other.out_)),
      err_(std::move(other.err_)),
      ended_(std::move(other.ended_)) {}

ChildProcess::~ChildProcess() {
    if (pid_ <= 0) return;
    ::kill(-pid_, SIGKILL); // also what the child left behind in its group
    if (is_reaped_) return;
    ::kill(pid_, SIGKILL); // it may not have come as far as setsid()
    while (::waitpid(pid_, &wait_status_, 0) < 0 && errno == EINTR) {
    }
}

bool ChildProcess::has_ended() {
    if (is_reaped_) return true;
    // The group is killed before the child is reaped, as long as its number cannot be anybody
    // else's.
    siginfo_t ended{};
    if (::waitid(P_PID, static_cast<id_t>(pid_), &ended, WEXITED | WNOHANG | WNOWAIT) != 0) {
        return false;
    }
    if (ended.si_pid == 0) return false;
    ::kill(-pid_, SIGKILL);
    is_reaped_ = ::waitpid(pid_, &wait_status_, 0) == pid_;
    return is_reaped_;
}

Result<TemporaryFolder> TemporaryFolder::make() {
    std::error_code error;
    const auto parent = std::filesystem::temp_directory_path(error);
    if (error) return fail(ErrorCode::Unavailable, "no folder for temporary files");
    std::string name = (parent / "denkraum-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) return machine_failure("mkdtemp");
    return TemporaryFolder(std::filesystem::path(name));
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored; // what a child made unremovable stays behind
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

Done TemporaryFolder::put(const ChildFile& file) const {
    const Descriptor target(::open(
        (path_ / file.name).c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600
    ));
    if (!target.is_open()) return machine_failure("making a child's file");
    ByteView rest = file.bytes;
    while (!rest.empty()) {
        const ssize_t written = ::write(target.get(), rest.data(), rest.size());
        if (written < 0) return machine_failure("writing a child's file");
        rest = rest.subspan(static_cast<std::size_t>(written));
    }
    return {};
}

Result<std::vector<ChildFile>>
TemporaryFolder::take(const std::vector<std::string>& names, std::size_t bytes_max) const {
    std::vector<ChildFile> files;
    for (const std::string& name : names) {
        // A child's file may be a link or a FIFO: the first is not followed, the second is not
        // waited for.
        const Descriptor source(
            ::open((path_ / name).c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        );
        struct stat status{};
        if (!source.is_open() || ::fstat(source.get(), &status) != 0) continue;
        if (!S_ISREG(status.st_mode)) continue;
        const auto size = static_cast<std::size_t>(status.st_size);
        if (size > bytes_max) return fail(ErrorCode::TooLarge, "a child's file: " + name);
        Bytes bytes(size);
        std::size_t at = 0;
        while (at < size) {
            const ssize_t got = ::read(source.get(), bytes.data() + at, size - at);
            if (got <= 0) break;
            at += static_cast<std::size_t>(got);
        }
        bytes.resize(at);
        files.push_back({.name = name, .bytes = std::move(bytes)});
    }
    return files;
}

} // namespace denkraum::run
