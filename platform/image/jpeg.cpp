// SPDX-License-Identifier: EUPL-1.2
#include "platform/image/jpeg.hpp"

#include <turbojpeg.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "platform/image/limits.hpp"
#include "platform/image/pixels.hpp"

namespace denkraum::image {
namespace {

constexpr std::string_view exif_mark{"Exif\0\0", 6};

struct Header {
    Size size = {};
    int orientation = 1;
};

bool is_frame(std::uint32_t marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

/// What stands before the pixels. Sides of 0 stand for a frame that is not there.
std::expected<Header, Refusal> header_of(ByteView file) {
    Header header;
    std::size_t at = 2;
    for (int i = 0; i < parts_max; ++i) {
        while (big_number(file, at, 2) == 0xFFFF)
            ++at;
        const std::uint32_t marker = big_number(file, at, 2).value_or(0);
        const std::size_t length = big_number(file, at + 2, 2).value_or(0);
        if (marker < 0xFF00 || length < 2 || file.size() - at < length + 2) break;
        const ByteView data = file.subspan(at + 4, length - 2);
        if (marker == 0xFFDA) return header;
        if (is_frame(marker & 0xFFU)) {
            const std::uint32_t height = big_number(data, 1, 2).value_or(0);
            const std::uint32_t width = big_number(data, 3, 2).value_or(0);
            if (width == 0 || height == 0) return std::unexpected(Refusal::Damaged);
            if (!is_within_bounds(width, height)) return std::unexpected(Refusal::TooManyPixels);
            header.size = {static_cast<int>(width), static_cast<int>(height)};
        }
        if (marker == 0xFFE1 && as_text(data).starts_with(exif_mark)) {
            header.orientation = orientation_in(data.subspan(exif_mark.size()));
        }
        at += length + 2;
    }
    return std::unexpected(Refusal::Damaged);
}

struct CloseHandle {
    void operator()(void* handle) const { tjDestroy(handle); }
};
using Handle = std::unique_ptr<void, CloseHandle>;

struct FreeBuffer {
    void operator()(unsigned char* bytes) const { tjFree(bytes); }
};
using Buffer = std::unique_ptr<unsigned char, FreeBuffer>;

/// Printers' colours as they lie in JPEG, that is inverted, become the screen's.
Pixels screen_colours(const Pixels& ink) {
    Pixels pixels{.size = ink.size, .pixel_bytes = 3};
    pixels.bytes.reserve(ink.bytes.size() / 4 * 3);
    for (std::size_t i = 0; i + 3 < ink.bytes.size(); i += 4) {
        const unsigned black = ink.bytes[i + 3];
        for (std::size_t colour = 0; colour < 3; ++colour) {
            const unsigned light = ink.bytes[i + colour];
            pixels.bytes.push_back(static_cast<std::uint8_t>(light * black / 255));
        }
    }
    return pixels;
}

std::expected<Pixels, Refusal> decoded(ByteView file, Size size) {
    const Handle handle(tjInitDecompress());
    int width = 0;
    int height = 0;
    int sampling = 0;
    int colours = 0;
    const auto length = static_cast<unsigned long>(file.size());
    const int header = tjDecompressHeader3(
        handle.get(), file.data(), length, &width, &height, &sampling, &colours
    );
    if (header != 0 || Size{width, height} != size) return std::unexpected(Refusal::Damaged);
    const bool is_ink = colours == TJCS_CMYK || colours == TJCS_YCCK;
    const int format = colours == TJCS_GRAY ? TJPF_GRAY : is_ink ? TJPF_CMYK : TJPF_RGB;
    Pixels pixels{.size = size, .pixel_bytes = static_cast<std::size_t>(tjPixelSize[format])};
    pixels.bytes.resize(
        static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * pixels.pixel_bytes
    );
    const int is_failed = tjDecompress2(
        handle.get(),
        file.data(),
        length,
        pixels.bytes.data(),
        width,
        0,
        height,
        format,
        TJFLAG_STOPONWARNING | TJFLAG_LIMITSCANS | TJFLAG_ACCURATEDCT
    );
    if (is_failed != 0) return std::unexpected(Refusal::Damaged);
    return is_ink ? screen_colours(pixels) : std::move(pixels);
}

std::expected<Picture, Refusal> encoded(const Pixels& pixels) {
    const Handle handle(tjInitCompress());
    const bool is_gray = pixels.pixel_bytes == 1;
    unsigned char* written = nullptr;
    unsigned long length = 0;
    const int is_failed = tjCompress2(
        handle.get(),
        pixels.bytes.data(),
        pixels.size.width,
        0,
        pixels.size.height,
        is_gray ? TJPF_GRAY : TJPF_RGB,
        &written,
        &length,
        is_gray ? TJSAMP_GRAY : TJSAMP_420,
        jpeg_quality,
        TJFLAG_ACCURATEDCT
    );
    const Buffer buffer(written);
    if (is_failed != 0) return std::unexpected(Refusal::Damaged);
    if (length > result_bytes_max) return std::unexpected(Refusal::ResultTooLarge);
    const ByteView bytes{buffer.get(), length};
    return Picture{
        .type = Type::Jpeg, .size = pixels.size, .bytes = Bytes(bytes.begin(), bytes.end())
    };
}

} // namespace

bool is_jpeg(ByteView file) {
    return as_text(file).starts_with("\xFF\xD8\xFF");
}

std::expected<Picture, Refusal> renewed_jpeg(ByteView file) {
    const auto header = header_of(file);
    if (!header) return std::unexpected(header.error());
    if (header->size == Size{}) return std::unexpected(Refusal::Damaged);
    auto pixels = decoded(file, header->size);
    if (!pixels) return std::unexpected(pixels.error());
    return encoded(turned(std::move(*pixels), header->orientation));
}

} // namespace denkraum::image
