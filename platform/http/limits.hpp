// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>

namespace denkraum::http {

/// Request line and header fields together; 431 beyond.
inline constexpr std::size_t header_bytes_max = std::size_t{16} * 1024;
/// Header fields of one request; 431 beyond.
inline constexpr std::size_t header_fields_max = 100;
/// A body on a route that names no bound of its own; 413 beyond.
inline constexpr std::size_t body_bytes_default = std::size_t{256} * 1024;
/// Names and values in a query.
inline constexpr std::size_t query_fields_max = 200;
/// Buckets of a rate limiter; the fullest give way first.
inline constexpr std::size_t rate_buckets_max = 100'000;
/// Bodies smaller than this are not worth compressing.
inline constexpr std::size_t compress_bytes_min = 512;
/// A file of a static folder.
inline constexpr std::size_t static_file_bytes_max = std::size_t{32} * 1024 * 1024;
/// All files of a static folder together: they lie in memory.
inline constexpr std::size_t static_bytes_max = std::size_t{256} * 1024 * 1024;

} // namespace denkraum::http
