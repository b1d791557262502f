// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>
#include <png.h>
#include <turbojpeg.h>
#include <zlib.h>

#include <array>
#include <random>

#include "platform/image/image.hpp"
#include "platform/image/limits.hpp"
#include "platform/image/pixels.hpp"

namespace denkraum::image {
namespace {

constexpr std::array<std::uint8_t, 4> red{230, 20, 20, 255};
constexpr std::array<std::uint8_t, 4> blue{20, 20, 230, 255};

/// The left half red, the right half blue.
Pixels two_halves(int width, int height, std::size_t pixel_bytes) {
    Pixels pixels{.size = {width, height}, .pixel_bytes = pixel_bytes};
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const auto& colour = x < width / 2 ? red : blue;
            for (std::size_t i = 0; i < pixel_bytes; ++i)
                pixels.bytes.push_back(colour[i]);
        }
    }
    return pixels;
}

Bytes png_of(const Pixels& pixels) {
    png_image image = {};
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(pixels.size.width);
    image.height = static_cast<png_uint_32>(pixels.size.height);
    image.format = pixels.pixel_bytes == 4 ? PNG_FORMAT_RGBA : PNG_FORMAT_RGB;
    Bytes bytes(1U << 20U);
    png_alloc_size_t size = bytes.size();
    EXPECT_NE(
        png_image_write_to_memory(&image, bytes.data(), &size, 0, pixels.bytes.data(), 0, nullptr),
        0
    );
    bytes.resize(size);
    return bytes;
}

Bytes jpeg_of(const Pixels& pixels, int flags = 0) {
    const tjhandle handle = tjInitCompress();
    unsigned char* out = nullptr;
    unsigned long size = 0;
    const int failed = tjCompress2(
        handle,
        pixels.bytes.data(),
        pixels.size.width,
        0,
        pixels.size.height,
        pixels.pixel_bytes == 1 ? TJPF_GRAY : TJPF_RGB,
        &out,
        &size,
        pixels.pixel_bytes == 1 ? TJSAMP_GRAY : TJSAMP_444,
        95,
        flags
    );
    EXPECT_EQ(failed, 0);
    Bytes bytes(out, out + size);
    tjFree(out);
    tjDestroy(handle);
    return bytes;
}

std::array<int, 3> pixel_of(const Picture& picture, int x, int y) {
    Bytes rgb(static_cast<std::size_t>(picture.size.width * picture.size.height) * 3);
    if (picture.type == Type::Png) {
        png_image image = {};
        image.version = PNG_IMAGE_VERSION;
        png_image_begin_read_from_memory(&image, picture.bytes.data(), picture.bytes.size());
        image.format = PNG_FORMAT_RGB;
        const png_color black{};
        png_image_finish_read(&image, &black, rgb.data(), 0, nullptr);
    } else {
        const tjhandle handle = tjInitDecompress();
        tjDecompress2(
            handle,
            picture.bytes.data(),
            static_cast<unsigned long>(picture.bytes.size()),
            rgb.data(),
            0,
            0,
            0,
            TJPF_RGB,
            0
        );
        tjDestroy(handle);
    }
    const auto at = static_cast<std::size_t>(y * picture.size.width + x) * 3;
    return {rgb[at], rgb[at + 1], rgb[at + 2]};
}

bool is_red(std::array<int, 3> pixel) {
    return pixel[0] > 180 && pixel[2] < 80;
}

bool is_blue(std::array<int, 3> pixel) {
    return pixel[2] > 180 && pixel[0] < 80;
}

void put_number(Bytes& bytes, std::uint32_t value) {
    for (const unsigned shift : {24U, 16U, 8U, 0U})
        bytes.push_back(static_cast<std::uint8_t>(value >> shift));
}

Bytes chunk(std::string_view type, const Bytes& data) {
    Bytes inside(type.begin(), type.end());
    inside.insert(inside.end(), data.begin(), data.end());
    Bytes bytes;
    put_number(bytes, static_cast<std::uint32_t>(data.size()));
    bytes.insert(bytes.end(), inside.begin(), inside.end());
    const uLong sum = crc32(0, inside.data(), static_cast<uInt>(inside.size()));
    put_number(bytes, static_cast<std::uint32_t>(sum));
    return bytes;
}

/// Behind IHDR, which takes 8 bytes of signature and 25 of its own.
Bytes with_chunk(Bytes png, const Bytes& more) {
    png.insert(png.begin() + 33, more.begin(), more.end());
    return png;
}

Bytes exif_with(int orientation) {
    const std::string_view begin("MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01", 18);
    Bytes exif(begin.begin(), begin.end());
    exif.push_back(0);
    exif.push_back(static_cast<std::uint8_t>(orientation));
    exif.insert(exif.end(), 6, 0);
    return exif;
}

Bytes with_exif(Bytes jpeg, int orientation, std::string_view secret = {}) {
    Bytes segment{0xFF, 0xE1, 0, 0};
    const std::string_view mark("Exif\0\0", 6);
    segment.insert(segment.end(), mark.begin(), mark.end());
    const Bytes exif = exif_with(orientation);
    segment.insert(segment.end(), exif.begin(), exif.end());
    segment.insert(segment.end(), secret.begin(), secret.end());
    segment[3] = static_cast<std::uint8_t>(segment.size() - 2);
    jpeg.insert(jpeg.begin() + 2, segment.begin(), segment.end());
    return jpeg;
}

TEST(Renewed, a_png_stays_one_with_its_pixels_and_transparency) {
    Pixels pixels = two_halves(40, 20, 4);
    pixels.bytes[3] = 0;
    const auto picture = renewed(png_of(pixels));
    ASSERT_TRUE(picture.has_value());
    EXPECT_EQ(picture->type, Type::Png);
    EXPECT_EQ(picture->size, (Size{40, 20}));
    EXPECT_TRUE(is_red(pixel_of(*picture, 1, 1)));
    EXPECT_TRUE(is_blue(pixel_of(*picture, 39, 19)));
    EXPECT_EQ(pixel_of(*picture, 0, 0), (std::array<int, 3>{0, 0, 0})) << "seen on black";
}

TEST(Renewed, a_jpeg_stays_one_and_gray_stays_gray) {
    const auto picture = renewed(jpeg_of(two_halves(64, 32, 3)));
    ASSERT_TRUE(picture.has_value());
    EXPECT_EQ(picture->type, Type::Jpeg);
    EXPECT_TRUE(is_red(pixel_of(*picture, 4, 4)));
    EXPECT_TRUE(is_blue(pixel_of(*picture, 60, 28)));
    const auto gray = renewed(jpeg_of(two_halves(64, 32, 1)));
    ASSERT_TRUE(gray.has_value());
    const auto pixel = pixel_of(*gray, 4, 4);
    EXPECT_EQ(pixel[0], pixel[2]);
}

TEST(Renewed, a_palette_is_kept) {
    Bytes palette{255, 0, 0, 0, 0, 255};
    Bytes header;
    put_number(header, 2);
    put_number(header, 1);
    for (const std::uint8_t byte : std::array<std::uint8_t, 5>{8, 3, 0, 0, 0})
        header.push_back(byte);
    const Bytes row{0, 0, 1};
    Bytes packed(64);
    uLongf size = packed.size();
    ASSERT_EQ(compress(packed.data(), &size, row.data(), row.size()), Z_OK);
    packed.resize(size);
    const std::string_view signature = "\x89PNG\r\n\x1a\n";
    Bytes png(signature.begin(), signature.end());
    for (const Bytes& part :
         {chunk("IHDR", header), chunk("PLTE", palette), chunk("IDAT", packed), chunk("IEND", {})})
        png.insert(png.end(), part.begin(), part.end());
    const auto picture = renewed(png);
    ASSERT_TRUE(picture.has_value());
    EXPECT_TRUE(is_red(pixel_of(*picture, 0, 0)));
    EXPECT_TRUE(is_blue(pixel_of(*picture, 1, 0)));
    EXPECT_NE(as_text(picture->bytes).find("PLTE"), std::string_view::npos);
}

TEST(Renewed, nothing_but_pixels_arrives) {
    const std::string_view secret = "52.5200N 13.4050E";
    const auto png = renewed(
        with_chunk(png_of(two_halves(8, 8, 3)), chunk("tEXt", Bytes(secret.begin(), secret.end())))
    );
    ASSERT_TRUE(png.has_value());
    EXPECT_EQ(as_text(png->bytes).find(secret), std::string_view::npos);
    Bytes source = with_exif(jpeg_of(two_halves(8, 8, 3)), 1, secret);
    source.insert(source.end(), secret.begin(), secret.end());
    const auto jpeg = renewed(source);
    ASSERT_TRUE(jpeg.has_value());
    EXPECT_EQ(as_text(jpeg->bytes).find(secret), std::string_view::npos);
    EXPECT_EQ(as_text(jpeg->bytes).find("Exif"), std::string_view::npos);
}

TEST(Renewed, a_turned_camera_shows_the_picture_upright) {
    // 6: the row at the top is the right-hand side. What was left (red) is then at the top.
    const auto turned_right = renewed(with_exif(jpeg_of(two_halves(64, 32, 3)), 6));
    ASSERT_TRUE(turned_right.has_value());
    EXPECT_EQ(turned_right->size, (Size{32, 64}));
    EXPECT_TRUE(is_red(pixel_of(*turned_right, 16, 4)));
    EXPECT_TRUE(is_blue(pixel_of(*turned_right, 16, 60)));
    const auto upside_down = renewed(with_exif(jpeg_of(two_halves(64, 32, 3)), 3));
    ASSERT_TRUE(upside_down.has_value());
    EXPECT_TRUE(is_blue(pixel_of(*upside_down, 4, 4)));
    const auto png =
        renewed(with_chunk(png_of(two_halves(64, 32, 3)), chunk("eXIf", exif_with(8))));
    ASSERT_TRUE(png.has_value());
    EXPECT_EQ(png->size, (Size{32, 64}));
    EXPECT_TRUE(is_blue(pixel_of(*png, 16, 4)));
}

TEST(Turned, every_orientation_puts_the_first_pixel_where_exif_says) {
    // 3 × 2 pixels with the values 0 … 5; the corners as they are seen, clockwise from top left.
    const std::array<std::array<std::uint8_t, 4>, 8> corners{
        {{0, 2, 5, 3},
         {2, 0, 3, 5},
         {5, 3, 0, 2},
         {3, 5, 2, 0},
         {0, 3, 5, 2},
         {3, 0, 2, 5},
         {5, 2, 0, 3},
         {2, 5, 3, 0}}
    };
    for (int orientation = 1; orientation <= 8; ++orientation) {
        const Pixels seen = turned({.size = {3, 2}, .bytes = {0, 1, 2, 3, 4, 5}}, orientation);
        const auto width = static_cast<std::size_t>(seen.size.width);
        const std::array<std::uint8_t, 4> found{
            seen.bytes[0], seen.bytes[width - 1], seen.bytes[5], seen.bytes[6 - width]
        };
        EXPECT_EQ(found, corners.at(static_cast<std::size_t>(orientation - 1))) << orientation;
    }
}

TEST(Renewed, what_ends_early_is_refused) {
    const Bytes png = png_of(two_halves(60, 60, 3));
    const Bytes jpeg = jpeg_of(two_halves(60, 60, 3));
    for (const Bytes& whole : {png, jpeg}) {
        for (std::size_t size = 20; size + 2 < whole.size(); size += 7) {
            EXPECT_FALSE(renewed(ByteView(whole).first(size)).has_value()) << size;
        }
    }
    EXPECT_EQ(renewed(ByteView(png).first(png.size() - 1)).error(), Refusal::Damaged);
}

TEST(Renewed, a_bomb_is_known_by_its_header) {
    Bytes png = png_of(two_halves(8, 8, 3));
    for (const std::size_t at : {16U, 20U}) { // width and height: 8000 × 8000
        png[at + 2] = 0x1F;
        png[at + 3] = 0x40;
    }
    EXPECT_EQ(renewed(png).error(), Refusal::TooManyPixels);
    Bytes jpeg = jpeg_of(two_halves(8, 8, 3));
    const std::size_t frame = as_text(jpeg).find("\xFF\xC0");
    jpeg[frame + 5] = 0xFF;
    EXPECT_EQ(renewed(jpeg).error(), Refusal::TooManyPixels);
}

TEST(Renewed, changed_bytes_never_crash) {
    const Bytes png = png_of(two_halves(60, 60, 4));
    const Bytes jpeg = with_exif(jpeg_of(two_halves(60, 60, 3), TJFLAG_PROGRESSIVE), 6);
    std::mt19937 random(3);
    int taken = 0;
    for (int round = 0; round < 2000; ++round) {
        Bytes changed = round % 2 == 0 ? png : jpeg;
        for (int i = 0; i < 3; ++i)
            changed[random() % changed.size()] = static_cast<std::uint8_t>(random());
        taken += renewed(changed).has_value() ? 1 : 0;
    }
    EXPECT_LT(taken, 1500);
}

TEST(Renewed, other_kinds_are_refused_by_name) {
    EXPECT_EQ(renewed({}).error(), Refusal::Empty);
    EXPECT_EQ(renewed(as_bytes("GIF89a...")).error(), Refusal::NotTaken);
    EXPECT_EQ(renewed(as_bytes("RIFF....WEBPVP8 ")).error(), Refusal::NotTaken);
    EXPECT_EQ(renewed(as_bytes("<svg onload='x'/>")).error(), Refusal::NotTaken);
    EXPECT_EQ(renewed(as_bytes("Sehr geehrte")).error(), Refusal::Unknown);
    EXPECT_EQ(renewed(Bytes(file_bytes_max + 1)).error(), Refusal::FileTooLarge);
}

} // namespace
} // namespace denkraum::image
