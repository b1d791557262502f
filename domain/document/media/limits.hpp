// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace denkraum::document::media {

/// What one member may add, counted as stored.
inline constexpr std::int64_t member_bytes_max = std::int64_t{200} << 20;
inline constexpr std::chrono::hours member_period{24};
/// In one document, so that it can be exported.
inline constexpr std::int64_t document_images_max = 500;
/// So many at once, then one each time this has passed.
inline constexpr std::size_t uploads_burst = 20;
inline constexpr std::chrono::seconds upload_every{3};
/// Room for the form around the file.
inline constexpr std::size_t form_bytes = std::size_t{64} << 10U;

} // namespace denkraum::document::media
