// SPDX-License-Identifier: EUPL-1.2
#include "apps/server/lock.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <utility>

namespace denkraum::server {

Result<Lock> Lock::take(const std::filesystem::path& folder) {
    const auto file = folder / "lock";
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0) return Lock(-1);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0) return Lock(descriptor);
    ::close(descriptor);
    return fail(
        ErrorCode::Conflict,
        fmt::format(
            "Ein anderes Denkraum benutzt den Ordner {} schon. Beenden Sie es zuerst, oder "
            "nehmen Sie mit --data einen anderen Ordner.",
            folder.string()
        )
    );
}

Lock::Lock(Lock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

Lock& Lock::operator=(Lock&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
}

Lock::~Lock() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

} // namespace denkraum::server
