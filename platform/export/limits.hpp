// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstddef>

namespace denkraum::exports {

/// A hundred pages take 2 s and 500 MB of writable memory; a hostile text gets no more than this.
inline constexpr std::chrono::milliseconds pdf_wall_max{120'000};
inline constexpr std::chrono::seconds pdf_cpu_max{90};
inline constexpr std::size_t pdf_data_bytes_max = std::size_t{3} << 30U;
inline constexpr std::size_t pdf_bytes_max = std::size_t{128} << 20U;

inline constexpr std::size_t message_bytes_max = 500;
/// Signs without a font that are told of.
inline constexpr std::size_t unknown_signs_max = 20;

/// Of one stream when a PDF is looked at, unpacked.
inline constexpr std::size_t stream_bytes_max = std::size_t{64} << 20U;
/// Of everything in a ZIP that is read, unpacked.
inline constexpr std::size_t unzipped_bytes_max = std::size_t{512} << 20U;
inline constexpr std::size_t unzipped_files_max = 1000;

} // namespace denkraum::exports
