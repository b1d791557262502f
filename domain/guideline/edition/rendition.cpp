// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/edition/rendition.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.hpp"
#include "domain/guideline/edition/imprint.hpp"

namespace denkraum::guideline {
namespace {

/// The first block keeps name and number, the others are its continuation.
std::vector<Paragraph>
rendered(const Paragraph& paragraph, const std::string& words, bool has_labels) {
    std::vector<Paragraph> all;
    for (prose::Block& block : prose_of_rendering(paragraph.block, words).blocks) {
        Paragraph& one = all.emplace_back();
        const bool is_labelled = !kind_label(block.kind, "de").empty();
        if (is_labelled && !has_labels) block.kind = prose::Kind::Paragraph;
        one.block = std::move(block);
        if (all.size() > 1) continue;
        one.block.uid = paragraph.block.uid;
        one.eid = paragraph.eid;
        one.number = paragraph.number;
    }
    return all;
}

/// Without the name of the language, which may run the other way.
std::pair<std::string, std::string>
note_of(std::string_view language, std::size_t done, std::size_t all) {
    if (language == "en") {
        return {
            "Rendering",
            fmt::format(
                "{} of {} paragraphs. The wording of the edition is what counts.", done, all
            )
        };
    }
    return {
        "Übertragung",
        fmt::format("{} von {} Absätzen. Es gilt der Wortlaut der Ausgabe.", done, all)
    };
}

Rendition rendition_of(
    const Edition& edition,
    const std::vector<Paragraph>& paragraphs,
    const RenderingLanguage& language
) {
    Rendition made{.edition = edition};
    const std::string_view labels = language_of_labels(language.id);
    if (!labels.empty()) made.edition.language = labels;
    std::size_t all = 0;
    std::size_t done = 0;
    for (const Paragraph& paragraph : paragraphs) {
        if (utf8::trim(prose::plain_text(paragraph.block)).empty()) continue;
        ++all;
        const auto found = paragraph.renderings.find(std::string(language.id));
        if (found == paragraph.renderings.end()) continue;
        ++done;
        for (Paragraph& one : rendered(paragraph, found->second, !labels.empty()))
            made.paragraphs.push_back(std::move(one));
    }
    made.into = {
        .language = language,
        .title_language = edition.language,
        .note = note_of(made.edition.language, done, all)
    };
    return made;
}

} // namespace

std::string Rendition::stem() const {
    return fmt::format("leitlinie-{}", into.language.id);
}

std::vector<Rendition>
renditions_of(const Edition& edition, const std::vector<Paragraph>& paragraphs) {
    std::vector<Rendition> all;
    for (const RenderingLanguage& language : languages_in(paragraphs, edition.language))
        all.push_back(rendition_of(edition, paragraphs, language));
    return all;
}

std::vector<std::pair<std::string, std::string>>
imprint_of(const Edition& edition, std::string_view base_url, const Into* into) {
    auto lines = imprint_of(edition, base_url);
    if (into != nullptr) lines.insert(lines.begin(), into->note);
    return lines;
}

std::string language_of_words(const Edition& edition, const Into* into) {
    return into == nullptr ? edition.language : std::string(into->language.id);
}

std::string language_of_title(const Edition& edition, const Into* into) {
    return into == nullptr ? edition.language : into->title_language;
}

} // namespace denkraum::guideline
