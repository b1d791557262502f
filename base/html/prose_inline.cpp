// SPDX-License-Identifier: EUPL-1.2
#include "base/html/prose_inline.hpp"

#include <algorithm>

namespace denkraum::html {
namespace {

constexpr int html_heading_max = 6;

/// Text with forced breaks.
Html broken_text(std::string_view words) {
    Html out;
    for (std::size_t at = 0;;) {
        const std::size_t end = words.find('\n', at);
        out += text(words.substr(at, end - at));
        if (end == std::string_view::npos) return out;
        out += el("br", {}) + text("\n");
        at = end + 1;
    }
}

std::string numbered(std::string_view name, std::size_t number) {
    return std::string(name) + std::to_string(number);
}

} // namespace

Html heading_element(int level, const Attributes& attributes, const Html& children) {
    switch (std::clamp(level, 1, html_heading_max)) {
    case 1: return element("h1", attributes, children);
    case 2: return element("h2", attributes, children);
    case 3: return element("h3", attributes, children);
    case 4: return element("h4", attributes, children);
    case 5: return element("h5", attributes, children);
    default: return element("h6", attributes, children);
    }
}

Html Inlines::html(const std::vector<prose::Inline>& content) {
    Html out;
    for (const prose::Inline& one : content)
        out += run(one);
    return out;
}

Html Inlines::run(const prose::Inline& run) {
    if (!run.atom.empty()) return atom(run);
    Html out = broken_text(run.text);
    if (run.marks.code) out = el("code", {}, out);
    if (run.marks.em) out = el("em", {}, out);
    if (run.marks.strong) out = el("strong", {}, out);
    const std::string address = run.marks.link.empty() ? "#" : safe_address(run.marks.link);
    const bool is_link = address != "#";
    if (is_link) {
        out = el("a", {cls("kern-link"), attr("href", address), attr("rel", "nofollow")}, out);
    }
    if (run.marks.term.empty()) return out;
    return is_link ? out + term_mark(run) : term(run, {}, out);
}

Html Inlines::atom(const prose::Inline& run) {
    if (const auto shown = prose::image_of(run)) return image(*shown);
    if (const auto said = prose::note_of(run)) return note(*said);
    return {};
}

Html Inlines::image(const prose::Image& image) const {
    const std::string address = image_address_ ? image_address_(image) : std::string();
    if (address.empty()) {
        const std::string_view lead = is_english() ? "Image: " : "Bild: ";
        return el(
            "span", {cls("dk-image-words")}, text("[" + std::string(lead) + image.alternative + "]")
        );
    }
    return el(
        "img",
        {cls("dk-image"),
         attr("src", address),
         attr("alt", image.alternative),
         attr("width", std::to_string(image.width)),
         attr("height", std::to_string(image.height)),
         attr("loading", "lazy")}
    );
}

Html Inlines::note(const prose::Note& note) {
    notes_.push_back(note.words);
    const std::string number = std::to_string(notes_.size());
    return el(
        "sup",
        {cls("dk-note-mark")},
        el("a",
           {id("anmerkung-" + number + "-stelle"),
            attr("href", "#anmerkung-" + number),
            attr("aria-label", (is_english() ? "Note " : "Anmerkung ") + number)},
           text(number))
    );
}

/// Behind words that lead elsewhere already: there is no link within a link.
Html Inlines::term_mark(const prose::Inline& run) {
    const std::string label = (is_english() ? "What it means: " : "Was das heißt: ") + run.text;
    return el("sup", {cls("dk-note-mark")}, term(run, {attr("aria-label", label)}, text("?")));
}

Html Inlines::term(const prose::Inline& run, const Attributes& further, const Html& words) {
    const std::string key = run.text + '\0' + run.marks.term;
    const auto [found, is_new] = term_numbers_.try_emplace(key, terms_.size() + 1);
    if (is_new) terms_.push_back({run.text, run.marks.term});
    Attributes attributes{
        cls("dk-term"),
        attr("href", numbered("#begriff-", found->second)),
        attr("title", run.marks.term)
    };
    if (is_new) attributes.push_back(id(numbered("begriff-", found->second) + "-stelle"));
    attributes.insert(attributes.end(), further.begin(), further.end());
    return element("a", attributes, words);
}

Html Inlines::end_matter(int heading_level) const {
    const auto back = [&](const std::string& place) {
        const std::string_view label = is_english() ? "Back to the text" : "Zurück zum Text";
        return el(
            "a",
            {cls("dk-end__back"), attr("href", "#" + place), attr("aria-label", label)},
            text("↩")
        );
    };
    const auto section = [&](std::string_view title, const Html& list) {
        return el(
            "section",
            {cls("dk-end")},
            heading_element(heading_level, {cls("dk-prose__heading")}, text(title)) + list
        );
    };
    Html out;
    if (!notes_.empty()) {
        Html items;
        for (std::size_t i = 0; i < notes_.size(); ++i) {
            const std::string name = numbered("anmerkung-", i + 1);
            items +=
                el("li", {id(name)}, broken_text(notes_[i]) + text(" ") + back(name + "-stelle"));
        }
        out += section(is_english() ? "Notes" : "Anmerkungen", el("ol", {}, items));
    }
    if (!terms_.empty()) {
        Html items;
        for (std::size_t i = 0; i < terms_.size(); ++i) {
            const std::string name = numbered("begriff-", i + 1);
            items += el("dt", {id(name)}, text(terms_[i].word));
            items +=
                el("dd", {}, broken_text(terms_[i].meaning) + text(" ") + back(name + "-stelle"));
        }
        out += section(is_english() ? "Terms" : "Begriffe", el("dl", {}, items));
    }
    return out;
}

} // namespace denkraum::html
