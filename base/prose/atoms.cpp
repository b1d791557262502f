// SPDX-License-Identifier: EUPL-1.2
#include "base/prose/atoms.hpp"

#include <algorithm>

#include "base/json/json.hpp"

namespace denkraum::prose {
namespace {

constexpr std::size_t hash_digits = 64;

/// The atom's JSON where it is an object of this type.
std::optional<json::object> atom_of(const Inline& run, std::string_view type) {
    if (run.atom.empty()) return std::nullopt;
    auto parsed = json::parse(run.atom);
    if (!parsed || !parsed->is_object()) return std::nullopt;
    json::object& object = parsed->get_object();
    if (json::text_or(object, "t") != type) return std::nullopt;
    return std::move(object);
}

bool is_hash(std::string_view text) {
    return text.size() == hash_digits && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

bool is_side(std::int64_t pixels) {
    return pixels > 0 && pixels <= image_side_max;
}

} // namespace

std::optional<Image> image_of(const Inline& run) {
    const auto from = atom_of(run, "image");
    if (!from) return std::nullopt;
    const std::int64_t width = json::integer_or(*from, "width");
    const std::int64_t height = json::integer_or(*from, "height");
    Image image{
        .hash = std::string(json::text_or(*from, "hash")),
        .type = std::string(json::text_or(*from, "type")),
        .alternative = std::string(json::text_or(*from, "alt"))
    };
    const bool is_known_type = image.type == "image/png" || image.type == "image/jpeg";
    if (!is_hash(image.hash) || !is_known_type || !is_side(width) || !is_side(height)
        || image.alternative.empty() || image.alternative.size() > alternative_text_bytes_max) {
        return std::nullopt;
    }
    image.width = static_cast<int>(width);
    image.height = static_cast<int>(height);
    const json::value* undescribed = from->if_contains("undescribed");
    image.is_undescribed =
        undescribed != nullptr && undescribed->is_bool() && undescribed->get_bool();
    return image;
}

std::optional<Note> note_of(const Inline& run) {
    const auto from = atom_of(run, "note");
    if (!from) return std::nullopt;
    Note note{.words = std::string(json::text_or(*from, "text"))};
    if (note.words.empty() || note.words.size() > note_bytes_max) return std::nullopt;
    return note;
}

Inline inline_of(const Image& image) {
    json::object out;
    out["t"] = "image";
    out["hash"] = image.hash;
    out["type"] = image.type;
    out["width"] = image.width;
    out["height"] = image.height;
    out["alt"] = image.alternative;
    if (image.is_undescribed) out["undescribed"] = true;
    return {.atom = json::write(out)};
}

Inline inline_of(const Note& note) {
    json::object out;
    out["t"] = "note";
    out["text"] = note.words;
    return {.atom = json::write(out)};
}

} // namespace denkraum::prose
