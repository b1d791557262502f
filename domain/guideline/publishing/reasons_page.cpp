// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "domain/guideline/limits.hpp"
#include "domain/guideline/publishing/pages.hpp"
#include "domain/guideline/reading/parts.hpp"
#include "domain/guideline/shown_words.hpp"

namespace denkraum::guideline::pages {
namespace {

using html::attr;
using html::cls;
using html::el;
using html::Html;
using html::text;

/// Of either wording, so that both can be told apart.
constexpr std::size_t wording_bytes_max = 600;

std::string field_of(const ChangeLine& line) {
    return "g-" + line.uid();
}

Html wording(std::string_view label, const std::string& words) {
    if (words.empty()) return {};
    return el(
        "p",
        {cls("kern-body")},
        el("strong", {}, text(label)),
        text(": "),
        el("span", {cls("dk-excerpt")}, text(excerpt(words, wording_bytes_max)))
    );
}

Html line_fields(const i18n::Words& say, const ChangeLine& line, const ReasonsForm& form) {
    const auto typed = form.typed.find(line.uid());
    const std::string place = place_of(say, line);
    const std::string field = field_of(line);
    const std::string label = say("Grund für die Änderung an {}", place);
    return el(
        "section",
        {cls("dk-entry")},
        el("h2", {cls("kern-heading-small")}, text(place + ": " + what_of(say, line))),
        wording(say("Bisher"), line.before),
        wording(say("Neu"), line.before == line.after ? std::string() : line.after),
        html::text_area(
            {.name = field,
             .label = label,
             .value = typed == form.typed.end() ? line.reason : typed->second,
             .error = html::error_of(form.errors, field),
             .length_max = static_cast<int>(change_reason_characters_max)},
            2
        ),
        form.overtaken.contains(line.uid())
            ? wording(
                  say("Inzwischen gespeichert"),
                  line.reason.empty() ? say("Der Grund wurde entfernt.") : line.reason
              )
            : Html(),
        el("input",
           {attr("type", "hidden"),
            attr("name", "m-" + line.uid()),
            attr("value", mark_of(line.reason))})
    );
}

/// Where there are more changes than a form should have.
Html part_links(const i18n::Words& say, const queries::Candidate& candidate, std::size_t part) {
    const std::size_t all = candidate.changes.size();
    if (all <= change_reasons_at_once_max) return {};
    Html items;
    for (std::size_t begin = 0; begin < all; begin += change_reasons_at_once_max) {
        const std::size_t at = begin / change_reasons_at_once_max;
        const std::size_t end = std::min(begin + change_reasons_at_once_max, all);
        const std::string words = say("Änderungen {} bis {}", begin + 1, end);
        const Html item = at == part
                              ? el("strong", {attr("aria-current", "true")}, text(words))
                              : html::link(reasons_address(candidate.guideline.key, at), words);
        items += el("li", {}, item);
    }
    return el(
        "nav", {attr("aria-label", say("Teile der Liste"))}, el("ul", {cls("kern-list")}, items)
    );
}

Html form_of(const i18n::Words& say, const queries::Candidate& candidate, const ReasonsForm& form) {
    const auto& lines = candidate.changes;
    const std::size_t begin = std::min(form.part * change_reasons_at_once_max, lines.size());
    const std::size_t end = std::min(begin + change_reasons_at_once_max, lines.size());
    Html fields;
    for (std::size_t i = begin; i < end; ++i)
        fields += line_fields(say, lines[i], form);
    fields += html::submit_button({.label = say("Gründe speichern")});
    return html::form(
        {.action = reasons_address(candidate.guideline.key, form.part),
         .csrf_token = form.csrf_token,
         .label = say("Gründe der Änderungen")},
        fields
    );
}

} // namespace

std::string reasons_address(std::string_view key, std::size_t part) {
    std::string address = guideline_address(key) + "/veroeffentlichen/gruende";
    if (part > 0) address += "?teil=" + std::to_string(part + 1);
    return address;
}

html::Page
change_reasons(const i18n::Words& say, const queries::DraftView& view, const ReasonsForm& form) {
    const queries::Candidate& candidate = view.candidate;
    const std::string title = say("Gründe der Änderungen");
    const std::string back = guideline_address(candidate.guideline.key) + "/veroeffentlichen";
    html::Page page{.title = title + ": " + candidate.guideline.title, .place = "/leitlinien"};
    page.breadcrumb = trail_to(
        say,
        candidate.guideline,
        {{.address = back, .label = say("Veröffentlichen")},
         {.address = reasons_address(candidate.guideline.key), .label = title}}
    );
    Html body;
    if (view.open) {
        body = html::alert(
            html::Tone::Info,
            say("Ein Entwurf wartet schon auf seine Freigabe."),
            paragraph_of_words(
                say("So lange bleiben auch die Gründe, wie sie sind. Wer sie ändern möchte, "
                    "zieht die Vorlage zuerst zurück.")
            )
        );
        body += change_list(say, candidate.changes, Places::Words);
    } else if (candidate.changes.empty()) {
        body = paragraph_of_words(
            candidate.newest ? say("Am Wortlaut hat sich nichts geändert.")
                             : say("Die erste Ausgabe ändert nichts: Es gibt keine davor.")
        );
    } else {
        body = join(part_links(say, candidate, form.part), form_of(say, candidate, form));
    }
    page.body = join(
        html::head(
            {.kind = candidate.guideline.title,
             .title = title,
             .subtitle =
                 say("Wer die neue Ausgabe liest, fragt, warum etwas anders ist. Die Gründe "
                     "stehen öffentlich bei den Änderungen und in der Änderungstabelle."),
             .actions = html::link_button(back, say("Zurück zur Veröffentlichung"))}
        ),
        html::error_summary(say, form.errors),
        homeless(say, form.homeless),
        body
    );
    return page;
}

} // namespace denkraum::guideline::pages
