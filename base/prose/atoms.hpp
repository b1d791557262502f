// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>

#include "base/prose/prose.hpp"

/// The things in a line that are not text. Each is an immutable JSON object in the CRDT; to change
/// one is to put another in its place.
///
///   image := {"t": "image", "hash": 64 hex digits, "type": "image/png" | "image/jpeg",
///             "width": pixels, "height": pixels, "alt": text, "undescribed": true?}
///   note  := {"t": "note", "text": text}
///
/// The hash is the SHA-256 of the stored file, which is kept once however often it is shown. The
/// alternative text says what the image says; it is never empty. An import cannot write one: it
/// puts a sentence in its place and says so, until somebody has described the image. A note
/// explains a place in the text: a footnote on paper, a note to unfold on a page.
namespace denkraum::prose {

constexpr int image_side_max = 8192; ///< pixels
constexpr std::size_t alternative_text_bytes_max = 2000;
constexpr std::size_t note_bytes_max = 4000;

struct Image {
    std::string hash = {}; ///< lower-case hex
    std::string type = {};
    int width = 0;
    int height = 0;
    std::string alternative = {};
    bool is_undescribed = false; ///< the alternative text only stands in for one

    friend bool operator==(const Image&, const Image&) = default;
};

struct Note {
    std::string words = {};

    friend bool operator==(const Note&, const Note&) = default;
};

/// Nothing where the run is text, another atom, or one that does not keep the grammar above.
[[nodiscard]] std::optional<Image> image_of(const Inline& run);
[[nodiscard]] std::optional<Note> note_of(const Inline& run);

[[nodiscard]] Inline inline_of(const Image& image);
[[nodiscard]] Inline inline_of(const Note& note);

} // namespace denkraum::prose
