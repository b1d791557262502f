// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>

namespace denkraum::image {

inline constexpr std::size_t file_bytes_max = std::size_t{10} << 20U;
inline constexpr int side_max = 8192; ///< pixels
/// 100 MB while it is being decoded.
inline constexpr std::int64_t pixels_max = 25'000'000;
/// What is written anew can be larger than what was read.
inline constexpr std::size_t result_bytes_max = std::size_t{16} << 20U;
inline constexpr int jpeg_quality = 88;
/// Chunks of a PNG, segments of a JPEG before its pixels.
inline constexpr int parts_max = 20'000;

} // namespace denkraum::image
