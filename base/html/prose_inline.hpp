// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/html/html.hpp"
#include "base/prose/atoms.hpp"
#include "base/prose/prose.hpp"

namespace denkraum::html {

/// Where a stored image is served; empty: the alternative text stands in its place.
using ImageAddress = std::function<std::string(const prose::Image&)>;

/// The words of blocks with their marks, and what must be listed behind the text: notes as they
/// come, and each explained term once. One for a whole text, since the numbers run on.
class Inlines {
public:
    /// `language` is that of the text: "de" or "en".
    Inlines(std::string_view language, ImageAddress image_address)
        : language_(language), image_address_(std::move(image_address)) {}

    [[nodiscard]] Html html(const std::vector<prose::Inline>& content);

    /// Sections with notes and terms, linked back to where they stand; nothing where there are
    /// none.
    [[nodiscard]] Html end_matter(int heading_level) const;

private:
    struct Term {
        std::string word;
        std::string meaning;
    };
    Html run(const prose::Inline& run);
    Html atom(const prose::Inline& run);
    Html image(const prose::Image& image) const;
    Html note(const prose::Note& note);
    Html term(const prose::Inline& run, const Attributes& further, const Html& words);
    Html term_mark(const prose::Inline& run);
    [[nodiscard]] bool is_english() const { return language_ == "en"; }

    std::string language_;
    ImageAddress image_address_;
    std::vector<std::string> notes_;
    std::vector<Term> terms_;
    std::map<std::string, std::size_t> term_numbers_; ///< by word and meaning
};

[[nodiscard]] Html heading_element(int level, const Attributes& attributes, const Html& children);

} // namespace denkraum::html
