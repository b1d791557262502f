// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <sys/types.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "platform/run/child.hpp"

/// The two halves of run_child: a folder that vanishes, and the fork. Private to platform/run.
namespace denkraum::run {

/// A file descriptor that closes itself.
class Descriptor {
public:
    Descriptor() = default;
    explicit Descriptor(int fd) : fd_(fd) {}
    Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        if (this != &other) {
            close();
            fd_ = std::exchange(other.fd_, -1);
        }
        return *this;
    }
    ~Descriptor() { close(); }

    [[nodiscard]] int get() const { return fd_; }
    [[nodiscard]] bool is_open() const { return fd_ >= 0; }
    void close() {
        if (fd_ >= 0) ::close(fd_);
        fd_ = -1;
    }

private:
    int fd_ = -1;
};

/// A new empty folder, removed with everything in it.
class TemporaryFolder {
public:
    /// Fails: Unavailable when the machine's folder for temporary files cannot be written.
    static Result<TemporaryFolder> make();
    TemporaryFolder(TemporaryFolder&& other) noexcept
        : path_(std::exchange(other.path_, std::filesystem::path())) {}
    TemporaryFolder& operator=(TemporaryFolder&&) = delete;
    ~TemporaryFolder();

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    [[nodiscard]] Done put(const ChildFile& file) const;
    /// Reads the files that exist; never follows a link the child made.
    /// Fails: TooLarge for a file beyond the bound.
    [[nodiscard]] Result<std::vector<ChildFile>>
    take(const std::vector<std::string>& names, std::size_t bytes_max) const;

private:
    explicit TemporaryFolder(std::filesystem::path path) : path_(std::move(path)) {}
    std::filesystem::path path_;
};

/// A started child and our ends of its pipes. Whatever is still running of its process group is
/// killed, and the child reaped, by the destructor.
class ChildProcess {
public:
    /// Fails: as run_child.
    static Result<ChildProcess> start(const ChildOrder& order, const std::filesystem::path& folder);

    ChildProcess(ChildProcess&& other) noexcept;
    ChildProcess& operator=(ChildProcess&&) = delete;
    ~ChildProcess();

    [[nodiscard]] int out() const { return out_.get(); }
    [[nodiscard]] int err() const { return err_.get(); }
    /// Becomes readable when the child ends; -1 where the kernel has no such thing.
    [[nodiscard]] int ended() const { return ended_.get(); }

    /// Whether the child has ended; afterwards wait_status() tells how.
    [[nodiscard]] bool has_ended();
    [[nodiscard]] int wait_status() const { return wait_status_; }

private:
    ChildProcess() = default;
    pid_t pid_ = -1;
    bool is_reaped_ = false;
    int wait_status_ = 0;
    Descriptor out_;
    Descriptor err_;
    Descriptor ended_;
};

} // namespace denkraum::run
