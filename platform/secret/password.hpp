// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "platform/secret/limits.hpp"
#include "platform/secret/secret.hpp"

namespace denkraum::secret {

/// What one hash costs. The default takes about 0.1 s and 64 MiB; tests take the cheapest.
struct PasswordCost {
    std::size_t memory_bytes = std::size_t{64} << 20;
    unsigned passes = 2;
    /// How many run at once: the memory is taken for each.
    std::size_t at_once_max = 2;
    std::chrono::milliseconds wait_max = password_wait_max;
};
inline constexpr PasswordCost cheap_password_cost{.memory_bytes = 8192, .passes = 1};

/// Hashes and checks passwords with argon2id, a bounded number at once: a flood of logins waits
/// instead of taking all memory. Blocks its thread; used from any thread.
class Passwords {
public:
    explicit Passwords(const PasswordCost& cost) : cost_(cost) {}

    /// The string to store: algorithm, cost, salt and hash.
    /// Fails: TooLarge over password_bytes_max; Unavailable when its turn does not come in time.
    [[nodiscard]] Result<std::string> hash(const SecretText& password);

    /// Whether the password is the one that was hashed. Fails: like hash(); Corrupt if `stored` is
    /// no such string.
    [[nodiscard]] Result<bool> verify(std::string_view stored, const SecretText& password);

    /// As slow as verify(), for a login name that does not exist: the time must not tell.
    [[nodiscard]] Done pretend_to_verify(const SecretText& password);

    /// True if `stored` was made at another cost and should be hashed anew at the next login.
    [[nodiscard]] bool is_outdated(std::string_view stored) const;

private:
    class Turn;
    const PasswordCost cost_;
    std::mutex mutex_;
    std::condition_variable freed_;
    std::size_t running_ = 0;
};

} // namespace denkraum::secret
