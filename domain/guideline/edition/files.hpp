// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/html/prose_html.hpp"
#include "domain/guideline/edition/edition.hpp"
#include "domain/guideline/edition/rendering.hpp"

/// The files of an edition, made once, before it is published, and served as bytes ever after.
/// What they say besides the words is in the language of the words.
///
///   leitlinie.md    title, imprint as a list, then the text with numbers and kinds
///   leitlinie.json  {"format": "denkraum-edition 1", "key": text, "title": text,
///                    "language": "de" | "en", "edition": number, "date": "2026-11-22",
///                    "based_on": number | null, "legal_state": text, "file_number": text?,
///                    "released_by": [text…],
///                    "hash": "sha256:<hex>", "redacted": true?, "address": text,
///                    "blocks": [block with "eid", "number", "address", and
///                               "renderings": {language: words}?…]}
///                   Read as prose (base/prose/prose_json.hpp) it gives the text whose canonical
///                   hash is "hash"; where it is "redacted", the hash is that of the text before.
///                   verification.hpp computes it again.
///   leitlinie.html  the same as one page that stands alone, for archives
///   leitlinie-<language>.html  such a page for each language that paragraphs are rendered into
///                   (rendering.hpp); what is not, stands there in its own words
namespace denkraum::guideline {

struct File {
    std::string name = {};
    std::string type = {}; ///< media type
    std::string bytes = {};
};

/// The stored file of an image; nothing: it is not known, and its words stand in its place.
using ImageBytes = std::function<std::optional<std::string>(const prose::Image&)>;

/// What files are made with, besides the edition.
struct FileMeans {
    std::string base_url = {}; ///< in front of addresses; empty: they are paths
    ImageBytes images = {};
};

/// For files that are read elsewhere: links to places of this installation have its address in
/// front. Not for what the hash is computed from.
[[nodiscard]] std::vector<Paragraph>
with_whole_links(std::vector<Paragraph> paragraphs, std::string_view base_url);

/// All of them. Requires: `edition.hash` is that of the paragraphs.
[[nodiscard]] std::vector<File> make_files(
    const Edition& edition, const std::vector<Paragraph>& paragraphs, const FileMeans& means = {}
);

/// How a page shows each block: anchor, number, and nothing else yet.
[[nodiscard]] std::vector<html::BlockFace>
faces_of(const std::vector<Paragraph>& paragraphs, std::string_view language);

/// What a page adds to paragraphs in another language.
struct RenderedFace {
    const Edition* linked = nullptr; ///< numbers are links to the paragraphs of this edition
    std::string_view missing = {};   ///< stands at what has not been rendered
    std::string_view text_language = "de";
    html::ImageAddress image_address = {}; ///< of what has not been rendered
};
/// Every paragraph in this language, or in its own words where it has not been rendered. What is
/// binding is called so above either of them.
[[nodiscard]] html::Html rendered_html(
    const std::vector<Paragraph>& paragraphs,
    const RenderingLanguage& language,
    const RenderedFace& face
);
[[nodiscard]] html::Attribute lang_attribute(const RenderingLanguage& language);

/// "Leitlinie KI-Einsatz, 2. Ausgabe, Nr. 3.4"; without a number: the edition itself.
[[nodiscard]] std::string citation_of(const Edition& edition, std::string_view number);

} // namespace denkraum::guideline
