// SPDX-License-Identifier: EUPL-1.2
#include "platform/image/png.hpp"

#include <png.h>

#include <algorithm>
#include <array>
#include <utility>

#include "platform/image/limits.hpp"
#include "platform/image/pixels.hpp"

namespace denkraum::image {
namespace {

constexpr std::string_view signature = "\x89PNG\r\n\x1a\n";
constexpr std::size_t chunk_frame_bytes = 12; ///< length, type, checksum
constexpr std::size_t header_bytes = 13;

/// The file without what is not pixels or their colours.
struct Essence {
    Bytes bytes = {};
    int orientation = 1;
};

bool is_essential(std::string_view type) {
    constexpr std::array<std::string_view, 8> types{
        "IHDR", "PLTE", "tRNS", "gAMA", "cHRM", "sRGB", "IDAT", "IEND"
    };
    return std::ranges::find(types, type) != types.end();
}

std::expected<Essence, Refusal> essence_of(ByteView file) {
    Essence essence;
    essence.bytes.reserve(file.size());
    essence.bytes.assign(file.begin(), file.begin() + signature.size());
    file = file.subspan(signature.size());
    for (int i = 0; i < parts_max; ++i) {
        const std::size_t length = big_number(file, 0, 4).value_or(0);
        if (file.size() < chunk_frame_bytes || length > file.size() - chunk_frame_bytes) break;
        const ByteView chunk = file.first(length + chunk_frame_bytes);
        const std::string_view type = as_text(chunk.subspan(4, 4));
        const ByteView data = chunk.subspan(8, length);
        if ((i == 0) != (type == "IHDR")) return std::unexpected(Refusal::Damaged);
        if (i == 0) {
            if (length != header_bytes) return std::unexpected(Refusal::Damaged);
            const bool fits = is_within_bounds(*big_number(data, 0, 4), *big_number(data, 4, 4));
            if (!fits) return std::unexpected(Refusal::TooManyPixels);
        }
        if (type == "eXIf") essence.orientation = orientation_in(data);
        if (is_essential(type))
            essence.bytes.insert(essence.bytes.end(), chunk.begin(), chunk.end());
        if (type == "IEND") return essence;
        file = file.subspan(chunk.size());
    }
    return std::unexpected(Refusal::Damaged);
}

/// libpng's description of a picture, and what it has to be told to give up.
struct Control {
    png_image image = {};

    Control() { image.version = PNG_IMAGE_VERSION; }
    Control(const Control&) = delete;
    Control& operator=(const Control&) = delete;
    ~Control() { png_image_free(&image); }
};

struct Decoded {
    Pixels pixels = {};
    Bytes colours = {}; ///< of a picture with a palette
    png_uint_32 format = 0;
    png_uint_32 colour_count = 0;
};

std::expected<Decoded, Refusal> decoded(ByteView bytes) {
    Control control;
    png_image& image = control.image;
    if (png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()) == 0) {
        return std::unexpected(Refusal::Damaged);
    }
    if (!is_within_bounds(image.width, image.height)) {
        return std::unexpected(Refusal::TooManyPixels);
    }
    constexpr png_uint_32 kept =
        PNG_FORMAT_FLAG_ALPHA | PNG_FORMAT_FLAG_COLOR | PNG_FORMAT_FLAG_COLORMAP;
    image.format &= kept; // 16 bits become 8: screens show no more
    Decoded result{.format = image.format, .colour_count = image.colormap_entries};
    result.pixels.size = {static_cast<int>(image.width), static_cast<int>(image.height)};
    result.pixels.pixel_bytes = PNG_IMAGE_PIXEL_SIZE(image.format);
    result.pixels.bytes.resize(PNG_IMAGE_SIZE(image));
    result.colours.resize(PNG_IMAGE_COLORMAP_SIZE(image));
    const int is_done = png_image_finish_read(
        &image, nullptr, result.pixels.bytes.data(), 0, result.colours.data()
    );
    if (is_done == 0) return std::unexpected(Refusal::Damaged);
    result.colour_count = image.colormap_entries;
    return result;
}

std::expected<Picture, Refusal> encoded(const Decoded& picture) {
    Control control;
    png_image& image = control.image;
    image.width = static_cast<png_uint_32>(picture.pixels.size.width);
    image.height = static_cast<png_uint_32>(picture.pixels.size.height);
    image.format = picture.format;
    image.colormap_entries = picture.colour_count;
    png_alloc_size_t size =
        std::min<png_alloc_size_t>(PNG_IMAGE_PNG_SIZE_MAX(image), result_bytes_max);
    Picture result{.type = Type::Png, .size = picture.pixels.size, .bytes = Bytes(size)};
    const int is_done = png_image_write_to_memory(
        &image,
        result.bytes.data(),
        &size,
        0,
        picture.pixels.bytes.data(),
        0,
        picture.colours.empty() ? nullptr : picture.colours.data()
    );
    if (is_done == 0) return std::unexpected(Refusal::ResultTooLarge);
    result.bytes.resize(size);
    result.bytes.shrink_to_fit();
    return result;
}

} // namespace

bool is_png(ByteView file) {
    return as_text(file).starts_with(signature);
}

std::expected<Picture, Refusal> renewed_png(ByteView file) {
    auto essence = essence_of(file);
    if (!essence) return std::unexpected(essence.error());
    auto picture = decoded(essence->bytes);
    if (!picture) return std::unexpected(picture.error());
    picture->pixels = turned(std::move(picture->pixels), essence->orientation);
    return encoded(*picture);
}

} // namespace denkraum::image
