// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstddef>

namespace denkraum::mail {

/// RFC 5321: a path has at most 256 characters with its angle brackets.
inline constexpr std::size_t address_bytes_max = 254;
inline constexpr std::size_t subject_bytes_max = 500;
inline constexpr std::size_t name_bytes_max = 200;
inline constexpr std::size_t text_bytes_max = std::size_t{256} << 10;

inline constexpr std::chrono::milliseconds connect_wait_max{10'000};
inline constexpr std::chrono::milliseconds send_wait_max{30'000};

} // namespace denkraum::mail
