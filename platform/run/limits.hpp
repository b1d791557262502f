// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>

namespace denkraum::run {

/// More event loops than this is a mistake in a configuration file.
inline constexpr std::size_t loops_max = 256;
/// More worker threads than this is a mistake in a configuration file.
inline constexpr std::size_t worker_threads_max = 1024;
/// Bytes read from a child's pipe at once.
inline constexpr std::size_t pipe_bytes_max = 64 * 1024;

} // namespace denkraum::run
