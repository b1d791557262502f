// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>

#include "base/result.hpp"

namespace denkraum::server {

/// Held by the one program that serves or changes the form of a data folder.
class Lock {
public:
    /// Fails: Conflict when another program holds it. On a read-only folder there is no lock and
    /// no danger.
    [[nodiscard]] static Result<Lock> take(const std::filesystem::path& folder);
    Lock(Lock&& other) noexcept;
    Lock& operator=(Lock&& other) noexcept;
    ~Lock();

private:
    explicit Lock(int descriptor) : descriptor_(descriptor) {}
    int descriptor_;
};

} // namespace denkraum::server
