// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstddef>

namespace denkraum::convert {

/// A regulation of 60,000 words takes 3 s and 430 MB; a hostile file gets no more than this.
inline constexpr std::chrono::milliseconds wall_max{120'000};
inline constexpr std::chrono::seconds cpu_max{90};
inline constexpr std::size_t memory_bytes_max = std::size_t{2} << 30U;
inline constexpr std::size_t output_bytes_max = std::size_t{128} << 20U;

} // namespace denkraum::convert
