// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <expected>
#include <string_view>

#include "base/bytes.hpp"

/// Uploaded pictures, decoded and written anew.
namespace denkraum::image {

enum class Type { Png, Jpeg };

/// "image/png" or "image/jpeg"
[[nodiscard]] std::string_view media_type(Type type);

/// Why a picture is not taken.
enum class Refusal {
    Empty,
    FileTooLarge, ///< above `file_bytes_max`
    Unknown,      ///< no picture, or of a kind nobody knows
    NotTaken,     ///< a picture of another kind: GIF, WebP, TIFF, BMP, HEIC, AVIF, SVG, WMF, EMF
    TooManyPixels,
    Damaged,        ///< ends early, contradicts itself, fails its checksums
    ResultTooLarge, ///< above `result_bytes_max` once written anew
};

struct Size {
    int width = 0;
    int height = 0;

    friend bool operator==(const Size&, const Size&) = default;
};

struct Picture {
    Type type = Type::Png;
    Size size = {};
    Bytes bytes = {};
};

/// The same picture with nothing but its pixels: metadata are dropped, EXIF's orientation is
/// applied, transparency is kept. The same bytes give the same result.
[[nodiscard]] std::expected<Picture, Refusal> renewed(ByteView file);

} // namespace denkraum::image
