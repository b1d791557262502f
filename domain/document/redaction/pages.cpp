// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/redaction/pages.hpp"

#include "base/utf8.hpp"

namespace denkraum::document::redaction::pages {
namespace {

using html::cls;
using html::el;
using html::Html;
using html::text;

constexpr std::size_t beginning_bytes_max = 80;

Html paragraph(std::string_view words) {
    return el("p", {cls("kern-body")}, text(words));
}

Html section(std::string_view title, const Html& content) {
    return el(
        "section", {cls("dk-section")}, el("h2", {cls("kern-heading-medium")}, text(title)), content
    );
}

std::string beginning_of(const i18n::Words& say, const prose::Block& block) {
    const std::string words = prose::plain_text(block);
    std::string_view first = utf8::trim(words);
    first = first.substr(0, first.find('\n'));
    if (first.empty()) return say("(leerer Absatz)");
    const std::string_view cut = utf8::truncate(first, beginning_bytes_max);
    return std::string(cut) + (cut.size() < first.size() ? " …" : "");
}

std::string place_of(const i18n::Words& say, const View& view, std::string_view uid) {
    for (const prose::Block& block : view.prose.blocks) {
        if (block.uid == uid) return beginning_of(say, block);
    }
    return say("Der Absatz steht nicht mehr im Entwurf.");
}

Html buttons_of(const i18n::Words& say, const View& view, const Line& line) {
    const std::string action =
        "/dokumente/" + view.document.id.text() + "/entfernungen/" + line.redaction.id.text();
    Html buttons;
    if (line.may_confirm) {
        buttons += html::button_form(
            {.action = action + "/bestaetigen", .csrf_token = view.csrf_token},
            {.label = say("Bestätigen und für immer entfernen")}
        );
    }
    if (line.may_decline) {
        buttons += html::button_form(
            {.action = action + "/ablehnen", .csrf_token = view.csrf_token},
            {.label = say("Nicht entfernen"), .weight = html::Weight::Secondary}
        );
    }
    return buttons.empty() ? buttons : el("div", {cls("dk-actions")}, buttons);
}

std::string sentence_of(const i18n::Words& say, const Redaction& redaction) {
    const std::string asked = say.date(redaction.requested_at);
    const std::string decided = redaction.decided_at ? say.date(*redaction.decided_at) : "";
    switch (redaction.state) {
    case State::Open: return say("Beantragt am {}, wartet auf eine zweite Person.", asked);
    case State::Declined: return say("Beantragt am {}, am {} abgelehnt.", asked, decided);
    case State::Done: break;
    }
    return say("Am {} auf Beschluss zweier Personen entfernt.", decided);
}

Html list_of(const i18n::Words& say, const View& view) {
    if (view.lines.empty()) return {};
    const Html items = html::each(view.lines, [&](const Line& line) {
        return el(
            "li",
            {cls("dk-entry")},
            paragraph(sentence_of(say, line.redaction)),
            paragraph(say("Absatz: {}", place_of(say, view, line.redaction.uid))),
            paragraph(say("Grund: {}", line.redaction.reason)),
            buttons_of(say, view, line)
        );
    });
    return section(say("Anträge und Entfernungen"), el("ul", {cls("dk-entries")}, items));
}

Html form_of(const i18n::Words& say, const View& view) {
    if (!view.may_request) return {};
    std::vector<html::Option> options;
    for (const prose::Block& block : view.prose.blocks)
        options.push_back({block.uid, beginning_of(say, block)});
    const Html fields = join(
        html::select(
            {.name = "uid",
             .label = say("Absatz"),
             .value = view.uid,
             .hint = say("Entfernt wird alles, was in diesem Absatz steht oder je stand."),
             .error = html::error_of(view.errors, "uid")},
            options
        ),
        html::field(
            {.name = "reason",
             .label = say("Grund"),
             .value = view.reason,
             .hint =
                 say("Er wird öffentlich. Nennen Sie, worum es geht, nicht, was dort stand, z. B. "
                     "„Angaben zu einer Person“."),
             .error = html::error_of(view.errors, "reason"),
             .is_required = true,
             .length_max = static_cast<int>(reason_characters_max)}
        ),
        html::submit_button({.label = say("Entfernung beantragen")})
    );
    const std::string action = "/dokumente/" + view.document.id.text() + "/entfernungen";
    return section(
        say("Etwas für immer entfernen lassen"),
        html::form({.action = action, .csrf_token = view.csrf_token}, fields)
    );
}

} // namespace

html::Page redactions(const i18n::Words& say, const View& view) {
    const std::string title = say("Worte für immer entfernen");
    html::Page page{.title = title, .place = "/entwuerfe"};
    const std::string address = "/dokumente/" + view.document.id.text();
    page.breadcrumb = {
        {.address = "/entwuerfe", .label = say("Entwürfe")},
        {.address = address, .label = view.document.title},
        {.label = title, .is_current = true}
    };
    page.body = join(
        html::head({.kind = view.document.title, .title = title}),
        html::error_summary(say, view.errors),
        paragraph(say(
            "Wurden versehentlich persönliche Angaben eingefügt, etwa aus einer Akte? Dann genügt "
            "Löschen nicht: Der Schreibverlauf bewahrt alles auf. Hier beantragen Sie, dass die "
            "Worte auch dort und in allen Ausgaben verschwinden. Eine zweite Person aus einem "
            "anderen Haus oder der Koordination bestätigt es. Das lässt sich nicht zurücknehmen."
        )),
        list_of(say, view),
        form_of(say, view)
    );
    return page;
}

} // namespace denkraum::document::redaction::pages
