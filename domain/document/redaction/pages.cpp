// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/redaction/pages.hpp"

#include <algorithm>

#include "base/utf8.hpp"

namespace denkraum::document::redaction::pages {
namespace {

using html::attr;
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

std::string beginning_of(const i18n::Words& say, std::string_view words) {
    std::string_view first = utf8::trim(words);
    first = first.substr(0, first.find('\n'));
    if (first.empty()) return say("(leerer Absatz)");
    const std::string_view cut = utf8::truncate(first, beginning_bytes_max);
    return std::string(cut) + (cut.size() < first.size() ? " …" : "");
}

std::string today_of(const i18n::Words& say, const View& view, std::string_view uid) {
    const auto& blocks = view.prose.blocks;
    const auto found = std::ranges::find(blocks, uid, &prose::Block::uid);
    return found == blocks.end() ? "" : beginning_of(say, prose::plain_text(*found));
}

/// What it said, and where that stands now.
std::string label_of(const i18n::Words& say, const View& view, const GoneBlock& gone) {
    const std::string said = beginning_of(say, gone.words);
    std::string into;
    for (const std::string& uid : gone.joined_into) {
        if (into.empty()) into = today_of(say, view, uid);
    }
    if (into.empty()) return say("Nicht mehr im Entwurf: {}", said);
    return say("Nicht mehr im Entwurf: {} (zusammengeführt mit: {})", said, into);
}

std::string place_of(const i18n::Words& say, const View& view, std::string_view uid) {
    if (std::string today = today_of(say, view, uid); !today.empty()) return today;
    const auto gone = std::ranges::find(view.gone, uid, &GoneBlock::uid);
    if (gone != view.gone.end()) return label_of(say, view, *gone);
    return say("Der Absatz steht nicht mehr im Entwurf.");
}

Html places_of(const i18n::Words& say, const View& view, const Redaction& redaction) {
    Html places = paragraph(say("Absatz: {}", place_of(say, view, redaction.uid)));
    for (const std::string& uid : redaction.joined)
        places += paragraph(say("Mit ihm zusammengeführt: {}", place_of(say, view, uid)));
    return places;
}

/// Goes along with the confirmation: nothing else is taken away.
Html shown_to(const Line& line) {
    std::string uids;
    for (const std::string& uid : line.redaction.joined)
        uids += (uids.empty() ? "" : " ") + uid;
    return el("input", {attr("type", "hidden"), attr("name", "shown"), attr("value", uids)});
}

Html buttons_of(const i18n::Words& say, const View& view, const Line& line) {
    const std::string action =
        "/dokumente/" + view.document.id.text() + "/entfernungen/" + line.redaction.id.text();
    Html buttons;
    Html explained;
    if (line.may_confirm) {
        explained = paragraph(say(
            "Mit der Bestätigung werden alle Ausgaben, in denen der Absatz steht, neu erstellt. "
            "Das kann eine Minute dauern. Ist alles fertig, öffnet sich diese Seite wieder."
        ));
        buttons += html::form(
            {.action = action + "/bestaetigen", .csrf_token = view.csrf_token},
            shown_to(line)
                + html::submit_button({.label = say("Bestätigen und für immer entfernen")})
        );
    }
    if (line.may_decline) {
        buttons += html::button_form(
            {.action = action + "/ablehnen", .csrf_token = view.csrf_token},
            {.label = say("Nicht entfernen"), .weight = html::Weight::Secondary}
        );
    }
    if (buttons.empty()) return buttons;
    return explained + el("div", {cls("dk-actions")}, buttons);
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
            places_of(say, view, line.redaction),
            paragraph(say("Grund: {}", line.redaction.reason)),
            buttons_of(say, view, line)
        );
    });
    return section(say("Anträge und Entfernungen"), el("ul", {cls("dk-entries")}, items));
}

std::vector<html::Option> options_of(const i18n::Words& say, const View& view) {
    std::vector<html::Option> options;
    for (const prose::Block& block : view.prose.blocks)
        options.push_back({block.uid, beginning_of(say, prose::plain_text(block))});
    for (const GoneBlock& gone : view.gone)
        options.push_back({gone.uid, label_of(say, view, gone)});
    return options;
}

std::string hint_of(const i18n::Words& say, const View& view) {
    std::string hint = say(
        "Entfernt wird alles, was in diesem Absatz steht oder je stand, und was mit ihm "
        "zusammengeführt wurde. Wurde ein Absatz geteilt, stellen Sie für jeden Teil einen Antrag: "
        "Ältere Ausgaben haben die Worte im ersten."
    );
    if (!view.gone.empty())
        hint += " " + say("Absätze, die nicht mehr im Entwurf stehen, kommen am Ende der Liste.");
    if (view.has_more_gone)
        hint += " " + say("Gezeigt sind die {} zuletzt gelöschten.", gone_blocks_shown_max);
    return hint;
}

Html form_of(const i18n::Words& say, const View& view) {
    if (!view.may_request) return {};
    const Html fields = join(
        html::select(
            {.name = "uid",
             .label = say("Absatz"),
             .value = view.uid,
             .hint = hint_of(say, view),
             .error = html::error_of(view.errors, "uid")},
            options_of(say, view)
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
        html::when(
            view.has_more_joined,
            [&] {
                return html::alert(
                    html::Tone::Warning,
                    say("Inzwischen sind weitere Absätze mit diesem zusammengeführt worden."),
                    paragraph(
                        say("Entfernt wurde noch nichts. Bitte sehen Sie sich noch einmal an, "
                            "was alles entfernt wird, und bestätigen Sie es dann.")
                    )
                );
            }
        ),
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
