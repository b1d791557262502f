// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/reading/parts.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/check.hpp"
#include "base/json/json.hpp"
#include "base/utf8.hpp"
#include "domain/document/comparison/aspect_words.hpp"
#include "domain/guideline/edition/numbering.hpp"

namespace denkraum::guideline::pages {
namespace {

using html::cls;
using html::el;
using html::Html;
using html::text;

std::string fate_word(const i18n::Words& say, const ChangeLine& line) {
    switch (line.fate) {
    case diff::Fate::Added: return say("Neu");
    case diff::Fate::Removed: return say("Entfallen");
    case diff::Fate::Kept: return say("Verschoben");
    case diff::Fate::Changed: return line.moved ? say("Verschoben und geändert") : say("Geändert");
    case diff::Fate::Split: return say("Geteilt");
    case diff::Fate::Joined: return say("Zusammengefasst");
    }
    CHECK(false, "every fate has a word");
}

std::string sentence_of(const i18n::Words& say, const queries::HistoryLine& line) {
    const std::string edition = edition_name(say, line.edition);
    if (line.action == "guideline.created") return say("Leitlinie begonnen");
    if (line.action == "guideline.published") return say("{} freigegeben", edition);
    if (line.action == "guideline.edition_imported") return say("{} übernommen", edition);
    if (line.action == "guideline.reasons_given") return say("Gründe für Änderungen angegeben");
    if (line.action == "guideline.file_number_set") return say("Aktenzeichen geändert");
    if (line.action == "guideline.release_requested") {
        return say("{} zur Freigabe vorgelegt", edition);
    }
    if (line.action == "guideline.release_declined") return say("Freigabe abgelehnt: {}", edition);
    if (line.action == "guideline.release_withdrawn") {
        return say("Vorlage zurückgezogen: {}", edition);
    }
    return {};
}

bool is_public(const queries::HistoryLine& line) {
    constexpr std::array<std::string_view, 2> shown{
        "guideline.published", "guideline.edition_imported"
    };
    return std::find(shown.begin(), shown.end(), line.action) != shown.end();
}

} // namespace

std::string excerpt(std::string_view words, std::size_t bytes_max) {
    const std::string_view trimmed = utf8::trim(words);
    if (trimmed.size() <= bytes_max) return std::string(trimmed);
    const std::string_view cut = utf8::truncate(trimmed, bytes_max);
    return std::string(cut.substr(0, cut.rfind(' '))) + " …";
}

std::string edition_name(const i18n::Words& say, int number) {
    return say("{}. Ausgabe", number);
}

std::string dated_edition(const i18n::Words& say, const Edition& edition) {
    return say("{}. Ausgabe vom {}", edition.number, say.date(edition.date));
}

Html state_of(const i18n::Words& say, bool is_superseded) {
    return is_superseded ? html::badge(html::Tone::Warning, say("Ersetzt"))
                         : html::badge(html::Tone::Success, say("Veröffentlicht"));
}

std::string guideline_address(std::string_view key) {
    return "/leitlinien/" + std::string(key);
}

html::Attribute lang_of(const i18n::Words& say, std::string_view language) {
    return html::attr_if(language != say.code(), "lang", language);
}

html::Attributes
citing(const i18n::Words& say, std::string_view base_url, html::Attributes attributes) {
    json::object props;
    props["base"] = base_url;
    props["copied"] = say("Kopiert");
    attributes.push_back(html::attr("data-island", "cite"));
    attributes.push_back(html::attr("data-props", json::write(props)));
    return attributes;
}

namespace {

/// For the ear: of which paragraph it is.
Html heard_number(const i18n::Words& say, const Paragraph& paragraph) {
    return el(
        "span", {cls("kern-sr-only")}, text(" " + say("Nr. {}", shown_number(paragraph.number)))
    );
}

} // namespace

Html cite_link(
    const i18n::Words& say,
    const Edition& edition,
    const Paragraph& paragraph,
    std::string_view anchor
) {
    const std::string address = short_address_of(edition, paragraph.number) + std::string(anchor);
    return el(
        "a",
        {cls("dk-para__action"),
         html::attr("data-cite", citation_of(edition, paragraph.number)),
         html::href(address)},
        text(say("Zitieren")),
        heard_number(say, paragraph)
    );
}

Html origin_link(const i18n::Words& say, const Paragraph& paragraph) {
    return el(
        "a",
        {cls("dk-para__action"), html::href(lasting_address_of(paragraph.block.uid) + "/entstehung")
        },
        text(say("Warum steht das hier?")),
        heard_number(say, paragraph)
    );
}

Html paragraph_of_words(std::string_view words) {
    return el("p", {cls("kern-body")}, text(words));
}

Html heading(std::string_view words, std::string_view anchor) {
    return el(
        "h2",
        {cls("kern-heading-medium"), html::attr_if(!anchor.empty(), "id", anchor)},
        text(words)
    );
}

std::vector<html::Link>
trail_to(const i18n::Words& say, const Guideline& guideline, std::vector<html::Link> further) {
    std::vector<html::Link> trail{
        {.address = "/leitlinien", .label = say("Leitlinien")},
        {.address = guideline_address(guideline.key), .label = guideline.title}
    };
    for (html::Link& link : further)
        trail.push_back(std::move(link));
    trail.back().is_current = true;
    return trail;
}

std::string what_of(const i18n::Words& say, const ChangeLine& line) {
    namespace comparing = document::comparison;
    std::string out = fate_word(say, line);
    const char* between = ": ";
    const comparing::Kinds kinds{line.kind_before, line.kind};
    for (const std::string& words : comparing::aspect_words(say, line.aspects, kinds)) {
        out += between + words;
        between = ", ";
    }
    return out;
}

std::string place_of(const i18n::Words& say, const ChangeLine& line) {
    if (line.number.empty() && line.number_before.empty()) return say("Überschrift");
    if (line.number.empty()) return say("bisher Nr. {}", line.number_before);
    if (line.number_before.empty() || line.number_before == line.number) {
        return say("Nr. {}", line.number);
    }
    return say("Nr. {}, bisher {}", line.number, line.number_before);
}

Html change_list(const i18n::Words& say, const std::vector<ChangeLine>& lines, Places places) {
    if (lines.empty()) return paragraph_of_words(say("Am Wortlaut hat sich nichts geändert."));
    const Html items = html::each(lines, [&](const ChangeLine& line) {
        const bool is_link = places == Places::Links && line.fate != diff::Fate::Removed;
        const std::string name = place_of(say, line);
        const Html place = is_link ? html::link(lasting_address_of(line.uid()), name) : text(name);
        return el(
            "li",
            {},
            el("strong", {}, text(what_of(say, line))),
            text(", "),
            place,
            text(": "),
            el("span",
               {cls("dk-excerpt")},
               text(excerpt(line.after.empty() ? line.before : line.after))),
            reason_of(say, line.reason)
        );
    });
    return el("ul", {cls("kern-list dk-changes")}, items);
}

Html reason_of(const i18n::Words& say, std::string_view reason) {
    if (reason.empty()) return {};
    return el("p", {cls("kern-body dk-changes__reason")}, text(say("Grund: {}", reason)));
}

Html history(
    const i18n::Words& say, const std::vector<queries::HistoryLine>& lines, bool is_member
) {
    const Html items = html::each(lines, [&](const queries::HistoryLine& line) {
        const std::string sentence = sentence_of(say, line);
        if (sentence.empty() || (!is_member && !is_public(line))) return Html();
        const std::string who = line.authority.empty() ? "" : ", " + line.authority;
        return el("li", {}, text(say.date(line.at) + ": " + sentence + who));
    });
    return items.empty() ? items : el("ol", {cls("kern-list dk-history")}, items);
}

html::Html homeless(const i18n::Words& say, const std::vector<std::string>& words) {
    if (words.empty()) return {};
    const html::Html items = html::each(words, [](const std::string& one) {
        return el("li", {}, el("pre", {cls("dk-kept__words")}, text(one)));
    });
    return html::alert(
        html::Tone::Warning,
        say("Die Stelle, für die Sie das geschrieben haben, gibt es nicht mehr."),
        html::join(
            paragraph_of_words(
                say("Kopieren Sie, was Sie behalten möchten, und speichern Sie dann noch einmal.")
            ),
            el("ul", {cls("kern-list")}, items)
        )
    );
}

} // namespace denkraum::guideline::pages
