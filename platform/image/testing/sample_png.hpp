// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <png.h>

#include "base/bytes.hpp"
#include "base/check.hpp"

/// A picture made in memory, for tests only.
namespace denkraum::image {

inline Bytes sample_png(int width, int height) {
    png_image image = {};
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(width);
    image.height = static_cast<png_uint_32>(height);
    image.format = PNG_FORMAT_RGB;
    Bytes pixels;
    for (std::size_t i = 0; i < PNG_IMAGE_SIZE(image); ++i)
        pixels.push_back(static_cast<std::uint8_t>(i * 7));
    Bytes bytes(PNG_IMAGE_PNG_SIZE_MAX(image));
    png_alloc_size_t size = bytes.size();
    const int is_done =
        png_image_write_to_memory(&image, bytes.data(), &size, 0, pixels.data(), 0, nullptr);
    CHECK(is_done != 0, "a small picture can be written");
    bytes.resize(size);
    return bytes;
}

} // namespace denkraum::image
