// SPDX-License-Identifier: EUPL-1.2
#include "platform/image/image.hpp"

#include <algorithm>
#include <array>

#include "platform/image/jpeg.hpp"
#include "platform/image/limits.hpp"
#include "platform/image/png.hpp"

namespace denkraum::image {
namespace {

/// Pictures by their first bytes, as far as people are likely to send them.
bool is_other_picture(ByteView file) {
    constexpr std::array<std::string_view, 9> beginnings{
        "GIF8",
        std::string_view("II*\0", 4),
        std::string_view("MM\0*", 4),
        "BM",
        "<svg",
        "\xD7\xCD\xC6\x9A",
        std::string_view("\x01\x00\x00\x00", 4),
        std::string_view("\x01\x00\x09\x00", 4),
        "<?xml",
    };
    const std::string_view text = as_text(file);
    const bool is_known = std::ranges::any_of(beginnings, [&](std::string_view beginning) {
        return text.starts_with(beginning);
    });
    const bool is_webp = text.starts_with("RIFF") && text.substr(0, 12).ends_with("WEBP");
    const bool is_heic = text.size() >= 12 && text.substr(4, 4) == "ftyp";
    return is_known || is_webp || is_heic;
}

} // namespace

std::string_view media_type(Type type) {
    switch (type) {
    case Type::Png: return "image/png";
    case Type::Jpeg: return "image/jpeg";
    }
    return {};
}

std::expected<Picture, Refusal> renewed(ByteView file) {
    if (file.empty()) return std::unexpected(Refusal::Empty);
    if (file.size() > file_bytes_max) return std::unexpected(Refusal::FileTooLarge);
    if (is_png(file)) return renewed_png(file);
    if (is_jpeg(file)) return renewed_jpeg(file);
    return std::unexpected(is_other_picture(file) ? Refusal::NotTaken : Refusal::Unknown);
}

} // namespace denkraum::image
