// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>

#include "base/bytes.hpp"
#include "platform/image/image.hpp"

namespace denkraum::image {

/// Rows from the top, without gaps between them.
struct Pixels {
    Size size = {};
    std::size_t pixel_bytes = 1;
    Bytes bytes = {};
};

/// How the rows of a camera's picture are to be seen; the numbers are EXIF's.
///
///   exif  := ("II*" NUL / "MM" NUL "*") offset … ; byte order, then where the directory is
///   directory := count *entry
///   entry := tag type count value                 ; 2, 2, 4 and 4 bytes; orientation is tag 0x0112
///
/// 1 (as it is) for anything else.
[[nodiscard]] int orientation_in(ByteView exif);

/// Requires: 1 ≤ orientation ≤ 8.
[[nodiscard]] Pixels turned(Pixels pixels, int orientation);

/// True when both sides and their product are within the bounds.
[[nodiscard]] bool is_within_bounds(std::int64_t width, std::int64_t height);

/// A number of `count` bytes, most significant first; nothing behind the end.
[[nodiscard]] std::optional<std::uint32_t>
big_number(ByteView bytes, std::size_t at, std::size_t count);

} // namespace denkraum::image
