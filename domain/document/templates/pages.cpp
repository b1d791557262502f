// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/templates/pages.hpp"

#include "domain/document/limits.hpp"
#include "domain/document/templates/commands.hpp"

namespace denkraum::document::templates::pages {
namespace {

using html::Html;

std::string name_of(const i18n::Words& say, Pattern pattern) {
    switch (pattern) {
    case Pattern::Guideline: return say("Leitlinie: Wertebasis und vier Themen");
    case Pattern::Minutes: return say("Protokoll einer Sitzung");
    case Pattern::Checklist: return say("Prüfliste entlang der sechs Phasen");
    }
    return {};
}

std::vector<html::Option> options_of(const i18n::Words& say, const NewDraft& form) {
    std::vector<html::Option> options{{id_of(Blank{}), say("Leeres Blatt")}};
    for (const Pattern pattern : all_patterns)
        options.push_back({id_of(Beginning(pattern)), name_of(say, pattern)});
    for (const Document& one : form.templates)
        options.push_back({id_of(FromTemplate{one.id}), say("Vorlage: {}", one.title)});
    for (const Document& one : form.others)
        options.push_back({id_of(FromOutline{one.id}), say("Gliederung von: {}", one.title)});
    return options;
}

} // namespace

html::Page new_draft(const i18n::Words& say, const NewDraft& form) {
    const Html fields = html::form(
        {.action = "/entwuerfe/neu", .csrf_token = form.csrf_token},
        html::join(
            html::field(
                {.name = "title",
                 .label = say("Titel"),
                 .value = form.title,
                 .hint = say("So heißt der Entwurf in Listen und auf seiner Seite."),
                 .error = html::error_of(form.errors, "title"),
                 .is_required = true,
                 .length_max = static_cast<int>(title_characters_max)}
            ),
            html::select(
                {.name = "beginn",
                 .label = say("Womit der Entwurf beginnt"),
                 .value = form.beginning,
                 .hint = say("Eine Vorlage bringt ihren Wortlaut mit, eine Gliederung nur "
                             "Überschriften, die Arten der Absätze und die Köpfe der Tabellen.")},
                options_of(say, form)
            ),
            html::submit_button({.label = say("Entwurf anlegen")})
        )
    );
    html::Page page;
    page.title = say("Neuer Entwurf");
    page.place = "/entwuerfe";
    page.breadcrumb = {
        {"/entwuerfe", say("Entwürfe")}, {.label = say("Neuer Entwurf"), .is_current = true}
    };
    page.body = html::join(
        html::head({.title = say("Neuer Entwurf")}), html::error_summary(say, form.errors), fields
    );
    return page;
}

Html offers(const i18n::Words& say, const Offers& view) {
    const DocumentId id = view.document.id;
    const Beginning beginning =
        view.is_template ? Beginning(FromTemplate{id}) : Beginning(FromOutline{id});
    const std::string label = view.is_template ? say("Neuen Entwurf aus dieser Vorlage anlegen")
                                               : say("Neuen Entwurf mit dieser Gliederung anlegen");
    Html all = html::el("li", {}, html::link("/entwuerfe/neu?beginn=" + id_of(beginning), label));
    if (!view.may_mark) return all;
    const std::string action = "/dokumente/" + id.text() + "/vorlage";
    const html::Submit button =
        view.is_template
            ? html::
                  Submit{say("Nicht mehr als Vorlage anbieten"), html::Weight::Tertiary, "an", "0"}
            : html::Submit{say("Allen als Vorlage anbieten"), html::Weight::Tertiary, "an", "1"};
    return all
           + html::el(
               "li",
               {},
               html::button_form({.action = action, .csrf_token = view.csrf_token}, button)
           );
}

} // namespace denkraum::document::templates::pages
