// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "platform/image/image.hpp"

namespace denkraum::image {

[[nodiscard]] bool is_jpeg(ByteView file);

/// Grammar of the file as far as it is read here; the rest is libjpeg-turbo's:
///
///   jpeg    := FF D8 *segment FF DA scans FF D9
///   segment := FF marker length data      ; length of 2 bytes counts itself
///   frame   := marker C0…CF except C4, C8, CC: data = bits height width …
///   exif    := marker E1: data = "Exif" NUL NUL tiff
///
/// Requires: is_jpeg(file), no larger than `file_bytes_max`.
[[nodiscard]] std::expected<Picture, Refusal> renewed_jpeg(ByteView file);

} // namespace denkraum::image
