// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "platform/image/image.hpp"

namespace denkraum::image {

[[nodiscard]] bool is_png(ByteView file);

/// Grammar of the file; all numbers most significant byte first:
///
///   png   := signature IHDR *chunk IEND
///   chunk := length type data checksum   ; 4 bytes, 4 letters, `length` bytes, 4 bytes
///   IHDR  := width height depth colours … ; 4 bytes each, then 1 byte each
///
/// Only IHDR, PLTE, tRNS, gAMA, cHRM, sRGB, IDAT and IEND are handed to libpng.
/// Requires: is_png(file), no larger than `file_bytes_max`.
[[nodiscard]] std::expected<Picture, Refusal> renewed_png(ByteView file);

} // namespace denkraum::image
