// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "domain/guideline/edition/edition.hpp"
#include "domain/guideline/edition/rendering.hpp"

/// An edition as a file of its own in Leichte Sprache or in another language: whoever needs it
/// wants one document in their language, not the last pages of another one.
namespace denkraum::guideline {

/// What renderers must know beside the words.
struct Into {
    RenderingLanguage language = {};
    std::string title_language = {}; ///< the edition's: its title is not rendered
    /// A line of the imprint: what this is, which wording counts, and how much of it there is.
    std::pair<std::string, std::string> note = {};
};

/// The edition's `language` is that of imprint and labels: the rendering's where we have words in
/// it, otherwise the edition's own.
struct Rendition {
    Edition edition = {};
    std::vector<Paragraph> paragraphs = {}; ///< only those that were rendered, with their numbers
    Into into = {};

    /// What its files are called before the ending: "leitlinie-fr".
    [[nodiscard]] std::string stem() const;
};

/// One for each language that at least one paragraph was rendered into.
[[nodiscard]] std::vector<Rendition>
renditions_of(const Edition& edition, const std::vector<Paragraph>& paragraphs);

/// The imprint of a file, with the note of a rendition first.
[[nodiscard]] std::vector<std::pair<std::string, std::string>>
imprint_of(const Edition& edition, std::string_view base_url, const Into* into);

/// The language of the words: "de", "de-simple", "fr".
[[nodiscard]] std::string language_of_words(const Edition& edition, const Into* into);
/// That of the title.
[[nodiscard]] std::string language_of_title(const Edition& edition, const Into* into);

} // namespace denkraum::guideline
