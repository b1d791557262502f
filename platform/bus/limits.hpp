// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>

namespace denkraum::bus {

inline constexpr std::size_t topic_bytes_max = 128;
inline constexpr std::size_t payload_bytes_max = std::size_t{64} << 10;
inline constexpr std::size_t subscriptions_max = 100'000;

} // namespace denkraum::bus
