// SPDX-License-Identifier: EUPL-1.2
#include "platform/image/pixels.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "platform/image/limits.hpp"

namespace denkraum::image {
namespace {

constexpr std::uint32_t orientation_tag = 0x0112;
constexpr std::uint32_t short_type = 3;
constexpr std::size_t entry_bytes = 12;

class Tiff {
public:
    explicit Tiff(ByteView bytes) : bytes_(bytes) {}

    [[nodiscard]] bool has_header() {
        const std::string_view text =
            as_text(bytes_.first(std::min<std::size_t>(4, bytes_.size())));
        is_little_ = text == std::string_view("II*\0", 4);
        return is_little_ || text == std::string_view("MM\0*", 4);
    }

    [[nodiscard]] std::optional<std::uint32_t> number(std::size_t at, std::size_t count) const {
        if (!is_little_) return big_number(bytes_, at, count);
        if (at > bytes_.size() || bytes_.size() - at < count) return std::nullopt;
        std::uint32_t value = 0;
        for (std::size_t i = count; i > 0; --i)
            value = (value << 8U) | bytes_[at + i - 1];
        return value;
    }

private:
    ByteView bytes_;
    bool is_little_ = false;
};

} // namespace

std::optional<std::uint32_t> big_number(ByteView bytes, std::size_t at, std::size_t count) {
    if (at > bytes.size() || bytes.size() - at < count) return std::nullopt;
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < count; ++i)
        value = (value << 8U) | bytes[at + i];
    return value;
}

bool is_within_bounds(std::int64_t width, std::int64_t height) {
    const bool has_sides = width > 0 && height > 0 && width <= side_max && height <= side_max;
    return has_sides && width * height <= pixels_max;
}

int orientation_in(ByteView exif) {
    Tiff tiff(exif);
    if (!tiff.has_header()) return 1;
    const std::size_t directory = tiff.number(4, 4).value_or(0);
    const std::size_t count = tiff.number(directory, 2).value_or(0);
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t entry = directory + 2 + i * entry_bytes;
        const auto tag = tiff.number(entry, 2);
        if (!tag) return 1;
        if (*tag != orientation_tag) continue;
        if (tiff.number(entry + 2, 2) != short_type) return 1;
        const std::uint32_t value = tiff.number(entry + 8, 2).value_or(1);
        return value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
    }
    return 1;
}

Pixels turned(Pixels pixels, int orientation) {
    CHECK(orientation >= 1 && orientation <= 8, "EXIF knows eight orientations");
    if (orientation == 1) return pixels;
    const auto width = static_cast<std::size_t>(pixels.size.width);
    const auto height = static_cast<std::size_t>(pixels.size.height);
    const bool is_swapped = orientation >= 5;
    const bool from_right =
        orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    const bool from_bottom =
        orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    Pixels result{.size = pixels.size, .pixel_bytes = pixels.pixel_bytes};
    if (is_swapped) std::swap(result.size.width, result.size.height);
    result.bytes.resize(pixels.bytes.size());
    const std::size_t columns = is_swapped ? height : width;
    const std::size_t rows = is_swapped ? width : height;
    auto out = result.bytes.begin();
    for (std::size_t row = 0; row < rows; ++row) {
        for (std::size_t column = 0; column < columns; ++column) {
            std::size_t x = is_swapped ? row : column;
            std::size_t y = is_swapped ? column : row;
            if (from_right) x = width - 1 - x;
            if (from_bottom) y = height - 1 - y;
            const auto* pixel = &pixels.bytes[(y * width + x) * pixels.pixel_bytes];
            out = std::copy_n(pixel, pixels.pixel_bytes, out);
        }
    }
    return result;
}

} // namespace denkraum::image
