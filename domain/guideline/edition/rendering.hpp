// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "domain/guideline/edition/edition.hpp"

/// Übertragung: what a paragraph says in Leichte Sprache or in another language, by uid. It was
/// made from certain words; where the text says others by now, it is out of date.
namespace denkraum::guideline {

struct RenderingLanguage {
    std::string_view id = {};     ///< in addresses and in lang=: "de-simple", "fr"
    std::string_view name = {};   ///< in itself: "Leichte Sprache", "Français"
    std::string_view locale = {}; ///< as office files want it: "fr-FR"
    std::string_view of = {};     ///< a simple form of this language; empty: a translation
    bool is_right_to_left = false;
};

/// Those into which a text of this language can be rendered.
[[nodiscard]] std::vector<RenderingLanguage> rendering_languages(std::string_view of_text);
/// Nothing for an id that is none.
[[nodiscard]] const RenderingLanguage* rendering_language(std::string_view id);

/// In which language kinds and the like can be named beside words in this one ("de" for
/// "de-simple"); empty: in none that we have words in.
[[nodiscard]] std::string_view language_of_labels(std::string_view language);

/// The hash of the words that a rendering is made from: text and notes, without marks.
[[nodiscard]] secret::Digest source_of(const prose::Block& block);

struct Rendering {
    std::string language = {};
    std::string uid = {};
    secret::Digest source = {};
    std::string words = {}; ///< lines; "- " begins an item, an empty line a paragraph
    Instant at = {};

    friend bool operator==(const Rendering&, const Rendering&) = default;
};

/// A rendering as blocks: the first one has the kind and the level of the block it renders.
[[nodiscard]] prose::Prose prose_of_rendering(const prose::Block& block, std::string_view words);

/// Gives every paragraph the renderings made from just these words. The newest one counts.
void attach(std::vector<Paragraph>& paragraphs, std::span<const Rendering> renderings);

/// The languages that at least one paragraph has, in their order in the list above.
[[nodiscard]] std::vector<RenderingLanguage>
languages_in(const std::vector<Paragraph>& paragraphs, std::string_view of_text);

} // namespace denkraum::guideline
