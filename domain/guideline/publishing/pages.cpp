// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/publishing/pages.hpp"

#include <algorithm>
#include <utility>

#include "base/check.hpp"
#include "base/html/prose_html.hpp"
#include "domain/document/media/media.hpp"
#include "domain/guideline/edition/files.hpp"
#include "domain/guideline/limits.hpp"
#include "domain/guideline/reading/parts.hpp"

namespace denkraum::guideline::pages {
namespace {

using html::attr;
using html::cls;
using html::el;
using html::Html;
using html::text;
using queries::Candidate;

Html hidden(html::Name name, std::string_view value) {
    return el("input", {attr("type", "hidden"), attr("name", name.view()), attr("value", value)});
}

std::string joined(const std::vector<std::string>& words) {
    std::string all;
    for (const std::string& word : words)
        all += (all.empty() ? "" : ", ") + word;
    return all;
}

/// What stands against publishing, or should be known before; empty when there is nothing.
Html findings_alert(const i18n::Words& say, const Candidate& candidate) {
    const Findings& findings = candidate.findings;
    if (findings.has_no_words) {
        return html::alert(
            html::Tone::Danger,
            say("Der Entwurf ist noch leer."),
            paragraph_of_words(say("Schreiben Sie zuerst den Text, dann können Sie ihn vorlegen."))
        );
    }
    if (findings.is_unchanged) {
        return html::alert(
            html::Tone::Danger,
            say("Der Entwurf sagt genau dasselbe wie die {}. Ausgabe.", candidate.newest->number),
            paragraph_of_words(say("Eine neue Ausgabe gibt es erst, wenn sich der Text ändert."))
        );
    }
    if (!findings.undescribed_numbers.empty()) {
        return html::alert(
            html::Tone::Danger,
            say("Bilder ohne Beschreibung: Nr. {}", joined(findings.undescribed_numbers)),
            paragraph_of_words(
                say("Wer ein Bild nicht sieht, braucht Worte dafür. Öffnen Sie es im Entwurf und "
                    "beschreiben Sie, was es zeigt; dann können Sie ihn vorlegen.")
            )
        );
    }
    Html items;
    const auto add = [&](const std::string& sentence) { items += el("li", {}, text(sentence)); };
    if (!findings.empty_numbers.empty()) {
        add(say("Leere Absätze: Nr. {}", joined(findings.empty_numbers)));
    }
    if (findings.headings_without_words > 0) {
        add(say.plural(
            "{} Überschrift ohne Worte",
            "{} Überschriften ohne Worte",
            findings.headings_without_words
        ));
    }
    if (findings.skipped_levels > 0) {
        add(say.plural(
            "{} Überschrift überspringt eine Ebene",
            "{} Überschriften überspringen eine Ebene",
            findings.skipped_levels
        ));
    }
    if (items.empty()) return {};
    return html::alert(
        html::Tone::Warning,
        say("Bitte sehen Sie vor der Veröffentlichung noch einmal hin."),
        el("ul", {cls("kern-list")}, items)
    );
}

std::vector<html::Pair> facts_of(const i18n::Words& say, const Candidate& candidate) {
    std::vector<html::Pair> pairs{
        {say("Wird zur"), text(edition_name(say, candidate.number))},
        {say("Umfang"),
         text(say.plural("{} Absatz", "{} Absätze", static_cast<long>(candidate.paragraphs)))}
    };
    if (candidate.newest) {
        pairs.push_back(
            {say("Beruht auf"),
             html::link(address_of(*candidate.newest), dated_edition(say, *candidate.newest))}
        );
    }
    pairs.push_back(
        {say("Prüfsumme (SHA-256)"), el("code", {cls("dk-hash")}, text(to_hex(candidate.hash)))}
    );
    return pairs;
}

/// Everything a person should see before publishing: what changed, then the whole text.
Html what_would_be_published(const i18n::Words& say, const Candidate& candidate) {
    Html out;
    if (candidate.newest) {
        const auto count = static_cast<long>(candidate.changes.size());
        out += heading(say.plural(
            "{} Änderung gegenüber der geltenden Ausgabe",
            "{} Änderungen gegenüber der geltenden Ausgabe",
            count
        ));
        out += change_list(say, candidate.changes, Places::Words);
    }
    out += heading(say("Der Text, wie er veröffentlicht wird"));
    const auto paragraphs = paragraphs_of(candidate.prose);
    if (!paragraphs) {
        return out
               + html::alert(
                   html::Tone::Danger,
                   say("Zwei Absätze tragen dieselbe Kennung. Teilen Sie einen davon im "
                       "Entwurf neu, dann bekommt er eine eigene.")
               );
    }
    const std::string& language = candidate.guideline.language;
    const auto faces = faces_of(*paragraphs, language);
    const auto label = [&](prose::Kind kind) { return kind_label(kind, language); };
    return out
           + el(
               "div",
               {cls("dk-reading__text"), lang_of(say, language)},
               html::prose_html(
                   candidate.prose,
                   {.faces = faces,
                    .label = label,
                    .language = language,
                    .image_address = document::media::addresses()}
               )
           );
}

html::Page page_of(
    const i18n::Words& say, const Guideline& guideline, std::string title, std::string address
) {
    html::Page page{.title = title + ": " + guideline.title};
    page.place = "/leitlinien";
    page.breadcrumb =
        trail_to(say, guideline, {{.address = std::move(address), .label = std::move(title)}});
    return page;
}

Html request_form(const i18n::Words& say, const queries::DraftView& view, const RequestForm& form) {
    const std::string action =
        guideline_address(view.candidate.guideline.key) + "/veroeffentlichen";
    const Html fields = join(
        hidden("gesehen", to_hex(view.candidate.hash)),
        html::field({
            .name = "date",
            .label = say("Datum der Ausgabe"),
            .value = form.date,
            .hint = say("Es steht auf der Ausgabe und überall, wo sie aufgeführt ist."),
            .error = html::error_of(form.errors, "date"),
            .type = "date",
            .is_required = true,
        }),
        html::text_area({
            .name = "legal_state",
            .label = say("Rechtsstand"),
            .value = form.legal_state,
            .hint = say("Für welches Recht ist der Text geschrieben? Zum Beispiel: Stand November "
                        "2026, nach der KI-Verordnung in der Fassung vom 27. Juli 2026."),
            .error = html::error_of(form.errors, "legal_state"),
            .length_max = static_cast<int>(legal_state_characters_max),
        }),
        html::field({
            .name = "file_number",
            .label = say("Aktenzeichen"),
            .value = form.file_number,
            .hint = say("Freiwillig. Es steht auf der Ausgabe und in jeder ihrer Dateien."),
            .error = html::error_of(form.errors, "file_number"),
            .length_max = static_cast<int>(file_number_characters_max),
        }),
        html::submit_button({.label = say("Zur Freigabe vorlegen")})
    );
    return html::form({.action = action, .csrf_token = form.csrf_token}, fields);
}

/// Where the guideline itself is filed; its editions may have numbers of their own.
Html file_number_form(const i18n::Words& say, const Guideline& guideline, const RequestForm& form) {
    const Html fields = join(
        html::field({
            .name = "guideline_number",
            .label = say("Aktenzeichen der Leitlinie"),
            .value = form.guideline_number,
            .hint = say("Freiwillig. Es steht am Entwurf, bei der Leitlinie und in der Liste; jede "
                        "neue Ausgabe beginnt damit."),
            .error = html::error_of(form.errors, "guideline_number"),
            .length_max = static_cast<int>(file_number_characters_max),
        }),
        html::submit_button(
            {.label = say("Aktenzeichen speichern"), .weight = html::Weight::Secondary}
        )
    );
    return html::form(
        {.action = guideline_address(guideline.key) + "/aktenzeichen",
         .csrf_token = form.csrf_token,
         .label = say("Aktenzeichen der Leitlinie")},
        fields
    );
}

/// How many changes have a reason, and the way to give them; before anything is laid before
/// anybody.
Html reasons_step(const i18n::Words& say, const Candidate& candidate) {
    if (candidate.changes.empty()) return {};
    const auto given = std::ranges::count_if(candidate.changes, [](const ChangeLine& line) {
        return !line.reason.empty();
    });
    return join(
        paragraph_of_words(
            say("Bei {} von {} Änderungen steht ein Grund. Er erscheint öffentlich in der Tabelle "
                "der Änderungen.",
                given,
                candidate.changes.size())
        ),
        el("p",
           {cls("kern-body")},
           html::link_button(reasons_address(candidate.guideline.key), say("Gründe angeben")))
    );
}

std::string state_word(const i18n::Words& say, RequestState state) {
    switch (state) {
    case RequestState::Open: return say("Wartet auf Freigabe");
    case RequestState::Published: return say("Veröffentlicht");
    case RequestState::Declined: return say("Abgelehnt");
    case RequestState::Withdrawn: return say("Zurückgezogen");
    }
    CHECK(false, "every state has a word");
}

html::Tone tone_of(RequestState state) {
    switch (state) {
    case RequestState::Open: return html::Tone::Info;
    case RequestState::Published: return html::Tone::Success;
    case RequestState::Declined:
    case RequestState::Withdrawn: return html::Tone::Warning;
    }
    CHECK(false, "every state has a tone");
}

/// Which files the edition will lack on this server.
Html missing_alert(const i18n::Words& say, const std::vector<MissingFile>& missing) {
    if (missing.empty()) return {};
    const Html items = html::each(missing, [](const MissingFile& file) {
        return el("li", {}, text(file.name), text(": "), text(file.why));
    });
    return html::alert(
        html::Tone::Warning,
        say("Diese Dateien können auf diesem Server nicht entstehen"),
        join(
            paragraph_of_words(
                say("Die Ausgabe erscheint dann ohne sie. Sollen sie dabei sein, bitten Sie die "
                    "Administration, das Genannte zu installieren, und geben Sie danach frei.")
            ),
            el("ul", {cls("kern-list"), attr("lang", "en")}, items)
        )
    );
}

Html decision_forms(
    const i18n::Words& say, const queries::RequestView& view, const DecisionForm& form
) {
    const std::string address = "/freigaben/" + view.request.id.text();
    const Html refuse = html::form(
        {.action = address + "/ablehnen", .csrf_token = form.csrf_token, .label = say("Ablehnen")},
        join(
            html::text_area({
                .name = "reason",
                .label = say("Begründung"),
                .value = form.reason,
                .hint = say("Wer den Entwurf vorgelegt hat, liest sie und kann ihn ändern."),
                .error = html::error_of(form.errors, "reason"),
                .is_required = true,
                .length_max = static_cast<int>(reason_characters_max),
            }),
            html::submit_button({.label = say("Ablehnen"), .weight = html::Weight::Secondary})
        )
    );
    return join(
        missing_alert(say, form.missing),
        paragraph_of_words(
            say("Mit der Freigabe wird dieser Text als {}. Ausgabe veröffentlicht. "
                "Alle können ihn lesen und zitieren, und er bleibt unverändert.",
                view.candidate.number)
        ),
        paragraph_of_words(
            say("Dabei werden gleich alle Dateien der Ausgabe erstellt. Bei einem langen Text kann "
                "das eine Minute dauern. Ist alles fertig, öffnet sich die neue Ausgabe.")
        ),
        html::button_form(
            {.action = address + "/freigeben", .csrf_token = form.csrf_token},
            {.label = say("Freigeben und veröffentlichen")}
        ),
        html::accordion(say("Lieber ablehnen"), refuse)
    );
}

/// What this reader can do with the request, or why not.
Html what_now(const i18n::Words& say, const queries::RequestView& view, const DecisionForm& form) {
    Html out;
    if (view.may_release) {
        out += decision_forms(say, view, form);
    } else if (view.could_if_taking_part) {
        out += html::alert(
            html::Tone::Info,
            say("Ihre Behörde nimmt zurzeit nicht am Netzwerk teil."),
            paragraph_of_words(
                say("Freigeben können Personen aus Behörden, die teilnehmen, und die Koordination. "
                    "Sobald Ihre Behörde teilnimmt, können Sie es auch.")
            )
        );
    } else if (view.request.state == RequestState::Open) {
        out += html::alert(
            html::Tone::Info,
            say("Eine Person aus einer anderen Behörde oder aus der Koordination gibt frei."),
            paragraph_of_words(
                say("So sehen immer zwei Häuser hin, bevor etwas veröffentlicht wird.")
            )
        );
    }
    if (view.may_withdraw) {
        out += html::button_form(
            {.action = "/freigaben/" + view.request.id.text() + "/zurueckziehen",
             .csrf_token = form.csrf_token},
            {.label = say("Vorlage zurückziehen"), .weight = html::Weight::Tertiary}
        );
    }
    return out;
}

} // namespace

html::Page new_guideline(const i18n::Words& say, const NewForm& form) {
    const std::string title = say("Neue Leitlinie");
    html::Page page{.title = title};
    page.place = "/leitlinien";
    page.breadcrumb = {
        {.address = "/leitlinien", .label = say("Leitlinien")},
        {.address = "/leitlinien/neu", .label = title, .is_current = true}
    };
    std::vector<html::Option> documents{{"", say("Mit einem leeren Entwurf")}};
    for (const document::Document& document : form.documents)
        documents.push_back({document.id.text(), document.title});
    const Html fields = join(
        html::field({
            .name = "title",
            .label = say("Titel"),
            .value = form.title,
            .hint =
                say("So heißt die Leitlinie in jedem Zitat, zum Beispiel: Leitlinie KI-Einsatz."),
            .error = html::error_of(form.errors, "title"),
            .is_required = true,
            .length_max = static_cast<int>(title_characters_max),
        }),
        html::field({
            .name = "key",
            .label = say("Wort in der Adresse"),
            .value = form.key,
            .hint = say("Kleine Buchstaben, Ziffern und Bindestriche, zum Beispiel: ki-einsatz. Es "
                        "bleibt für immer. Leer: Wir bilden es aus dem Titel."),
            .error = html::error_of(form.errors, "key"),
            .length_max = static_cast<int>(key_bytes_max),
        }),
        html::select(
            {.name = "draft",
             .label = say("Womit beginnt der Entwurf?"),
             .value = form.draft,
             .error = html::error_of(form.errors, "draft")},
            documents
        ),
        html::select(
            {.name = "language", .label = say("Sprache des Textes"), .value = form.language},
            {{"de", say("Deutsch")}, {"en", say("Englisch")}}
        ),
        html::submit_button({.label = say("Leitlinie beginnen")})
    );
    page.body = join(
        html::head(
            {.title = title,
             .subtitle = say("Sie beginnt als Entwurf, an dem alle Mitglieder schreiben können.")}
        ),
        html::error_summary(say, form.errors),
        html::form({.action = "/leitlinien/neu", .csrf_token = form.csrf_token}, fields)
    );
    return page;
}

html::Page
request_release(const i18n::Words& say, const queries::DraftView& view, const RequestForm& form) {
    const Candidate& candidate = view.candidate;
    const std::string address = guideline_address(candidate.guideline.key) + "/veroeffentlichen";
    html::Page page = page_of(say, candidate.guideline, say("Veröffentlichen"), address);
    Html step;
    if (view.open) {
        step = html::alert(
            html::Tone::Info,
            say("Ein Entwurf wartet schon auf seine Freigabe."),
            el("p",
               {cls("kern-body")},
               html::link("/freigaben/" + view.open->id.text(), say("Zur Freigabe")))
        );
    } else if (candidate.findings.may_publish()) {
        step = reasons_step(say, candidate) + request_form(say, view, form);
    }
    page.body = join(
        html::head(
            {.kind = candidate.guideline.title,
             .title = say("Neue Ausgabe veröffentlichen"),
             .subtitle =
                 say("Der Entwurf wird in diesem Stand festgehalten. Eine zweite Person aus "
                     "einer anderen Behörde oder aus der Koordination gibt ihn frei."),
             .actions = html::link_button(
                 guideline_address(candidate.guideline.key) + "/entwurf", say("Zum Entwurf")
             )}
        ),
        html::error_summary(say, form.errors),
        findings_alert(say, candidate),
        html::description_list(facts_of(say, candidate)),
        step,
        file_number_form(say, candidate.guideline, form),
        what_would_be_published(say, candidate)
    );
    return page;
}

html::Page
release(const i18n::Words& say, const queries::RequestView& view, const DecisionForm& form) {
    const Candidate& candidate = view.candidate;
    const ReleaseRequest& request = view.request;
    html::Page page =
        page_of(say, candidate.guideline, say("Freigabe"), "/freigaben/" + request.id.text());
    auto facts = facts_of(say, candidate);
    facts.insert(facts.begin() + 1, {say("Datum der Ausgabe"), text(say.date(request.date))});
    facts.insert(facts.begin() + 2, {say("Rechtsstand"), text(request.legal_state)});
    if (!request.file_number.empty()) {
        facts.push_back({say("Aktenzeichen"), text(request.file_number)});
    }
    facts.push_back(
        {say("Vorgelegt"),
         text(say("{} von {}", say.date_and_time(request.requested_at), view.requested_by))}
    );
    if (request.decided_at) {
        facts.push_back(
            {say("Entschieden"),
             text(say("{} von {}", say.date_and_time(*request.decided_at), view.decided_by))}
        );
    }
    if (!request.reason.empty()) facts.push_back({say("Begründung"), text(request.reason)});
    const Html went_on = html::when(view.draft_went_on, [&] {
        return html::alert(
            html::Tone::Info,
            say("Am Entwurf wurde seitdem weitergeschrieben."),
            paragraph_of_words(say("Veröffentlicht wird der Text, der hier steht."))
        );
    });
    const bool is_open = request.state == RequestState::Open;
    page.body = join(
        html::head(
            {.kind = candidate.guideline.title,
             .title = say("Freigabe der {}. Ausgabe", request.number),
             .state = html::badge(tone_of(request.state), state_word(say, request.state))}
        ),
        html::error_summary(say, form.errors),
        html::when(is_open, [&] { return findings_alert(say, candidate); }),
        went_on,
        html::description_list(facts),
        what_now(say, view, form),
        what_would_be_published(say, candidate)
    );
    return page;
}

} // namespace denkraum::guideline::pages
