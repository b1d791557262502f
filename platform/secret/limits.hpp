// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstddef>

namespace denkraum::secret {

/// A longer password would only cost us time.
inline constexpr std::size_t password_bytes_max = 1024;

/// A stored hash string of argon2id is shorter.
inline constexpr std::size_t password_hash_bytes_max = 128;

/// How long a login waits for its turn to be hashed.
inline constexpr std::chrono::milliseconds password_wait_max{5'000};

} // namespace denkraum::secret
