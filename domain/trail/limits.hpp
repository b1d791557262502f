// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>

namespace denkraum::trail {

inline constexpr std::size_t action_bytes_max = 64;
inline constexpr std::size_t subject_kind_bytes_max = 64;
inline constexpr std::size_t payload_bytes_max = std::size_t{64} << 10;

/// Entries shown at once on a page.
inline constexpr std::int64_t page_entries_max = 200;

/// Entries read at once by verify().
inline constexpr std::int64_t batch_entries = 1'000;

} // namespace denkraum::trail
