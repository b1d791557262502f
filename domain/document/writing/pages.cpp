// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/writing/pages.hpp"

#include "domain/document/limits.hpp"
#include "domain/document/writing/reading_page.hpp"

namespace denkraum::document::writing::pages {
namespace {

using html::el;
using html::Html;

html::Page
page_of(const i18n::Words& say, std::string title, std::vector<html::Link> trail, Html body) {
    html::Page page;
    page.title = title;
    page.place = "/entwuerfe";
    if (!trail.empty()) page.breadcrumb.push_back({"/entwuerfe", say("Entwürfe")});
    for (html::Link& step : trail)
        page.breadcrumb.push_back(std::move(step));
    page.body = std::move(body);
    return page;
}

std::string address_of(const Document& document, std::string_view rest = {}) {
    return "/dokumente/" + document.id.text() + std::string(rest);
}

Html title_field(const i18n::Words& say, const TitleForm& form) {
    return html::field(
        {.name = "title",
         .label = say("Titel"),
         .value = form.title,
         .hint = say("So heißt der Entwurf in Listen und auf seiner Seite."),
         .error = html::error_of(form.errors, "title"),
         .is_required = true,
         .length_max = static_cast<int>(title_characters_max)}
    );
}

/// Where a member says that kept words are done with.
std::string done_address(const Document& document, const Kept& kept) {
    return address_of(document, "/nicht-uebernommen/") + kept.id.text();
}

json::value again_props(const EditorPage& page) {
    if (page.again == nullptr) return nullptr;
    json::object kept;
    kept["words"] = page.again->words;
    kept["uid"] = page.again->uid;
    kept["doneUrl"] = done_address(page.document, *page.again);
    return kept;
}

json::value editor_props(const i18n::Words& say, const EditorPage& page) {
    json::object texts;
    for (const auto& [key, german] : page.texts)
        texts[key] = say(german);
    const std::string id = page.document.id.text();
    json::object member;
    member["name"] = page.viewer.name;
    member["authority"] = page.viewer.authority_name;
    json::object props;
    props["documentId"] = id;
    props["memberKey"] = page.viewer.member.text();
    props["socketUrl"] = "/ws/document/" + id + "?client=" + std::to_string(page.client);
    props["syncUrl"] = "/api/document/" + id + "/sync";
    props["clientId"] = page.client;
    props["epoch"] = page.epoch;
    props["mode"] = network::writes(&page.viewer) ? "write" : "read";
    props["title"] = page.document.title;
    props["member"] = std::move(member);
    props["language"] = say.code();
    props["csrfToken"] = page.csrf_token;
    props["imagesUrl"] = "/dokumente/" + id + "/bilder";
    props["kept"] = again_props(page);
    props["texts"] = std::move(texts);
    return props;
}

/// Below the text: its past, and what can be begun with it.
Html beside(const i18n::Words& say, const EditorPage& page) {
    Html items = html::join(
        el("li",
           {},
           html::link(
               address_of(page.document, "/verlauf"), say("Verlauf: wer wann woran geschrieben hat")
           )),
        el("li",
           {},
           html::link(
               address_of(page.document, "/vergleich?von=zuletzt"),
               say("Was sich geändert hat, seit Sie zuletzt hier lasen")
           )),
        page.offers
    );
    if (network::writes(&page.viewer)) {
        items +=
            el("li",
               {},
               html::link(
                   address_of(page.document, "/entfernungen"),
                   say("Etwas für immer entfernen lassen, etwa Angaben zu Personen")
               ));
    }
    return el(
        "section",
        {html::cls("dk-section")},
        el("h2", {html::cls("kern-heading-medium")}, html::text(say("Zu diesem Entwurf"))),
        el("ul", {html::cls("kern-list")}, items)
    );
}

Html news_hint(const i18n::Words& say, const EditorPage& page) {
    if (!page.has_news) return {};
    return html::alert(
        html::Tone::Info,
        say("Der Text hat sich geändert, seit Sie zuletzt hier lasen."),
        el("p",
           {html::cls("kern-body")},
           html::link(address_of(page.document, "/vergleich?von=zuletzt"), say("Was sich änderte")))
    );
}

Html kept_hint(const i18n::Words& say, const EditorPage& page) {
    if (page.kept_count == 0) return {};
    return html::alert(
        html::Tone::Warning,
        say.plural(
            "Für Sie ist {} Stelle aufbewahrt, die nicht übernommen wurde.",
            "Für Sie sind {} Stellen aufbewahrt, die nicht übernommen wurden.",
            static_cast<long>(page.kept_count)
        ),
        el("p",
           {html::cls("kern-body")},
           html::link(address_of(page.document, "/nicht-uebernommen"), say("Ansehen")))
    );
}

Html comments_hint(const i18n::Words& say, const EditorPage& page) {
    if (page.comment_count == 0) return {};
    const std::string label = say.plural(
        "{} Kommentar der importierten Datei lesen",
        "{} Kommentare der importierten Datei lesen",
        static_cast<long>(page.comment_count)
    );
    return el(
        "p",
        {html::cls("kern-body")},
        html::link(address_of(page.document, "/kommentare-der-datei"), label)
    );
}

std::string reason_words(const i18n::Words& say, KeptReason reason) {
    switch (reason) {
    case KeptReason::Foreign:
        return say("Diese Worte kamen unter der Kennung eines anderen Fensters oder einer früheren "
                   "Rolle an und wurden deshalb nicht übernommen.");
    case KeptReason::Moved:
        return say("Während Sie schrieben, hat jemand den Absatz verschoben. Ihre Worte stehen am "
                   "Ende des Absatzes davor.");
    case KeptReason::Deleted:
        return say("Während Sie schrieben, hat jemand den Absatz gelöscht. Ihre Worte stehen am "
                   "Ende des Absatzes davor.");
    case KeptReason::NoWriter:
        return say("Als diese Worte ankamen, durften Sie hier nicht schreiben.");
    case KeptReason::Full:
        return say("Der Entwurf hat für neue Worte keinen Platz mehr. Legen Sie für weiteren Text "
                   "bitte einen neuen Entwurf an und kopieren Sie diese Worte dorthin.");
    case KeptReason::Contradicting:
        return say("Zwei Fenster haben unter derselben Kennung geschrieben. Übernommen wurde, was "
                   "zuerst ankam.");
    }
    return {};
}

/// Their author sees that they waited, and why they do not any more.
Html kept_words(const i18n::Words& say, const Kept& kept) {
    if (!kept.words.empty())
        return el("blockquote", {html::cls("dk-kept__words")}, html::text(kept.words));
    const std::string gone =
        say("Diese Worte sind nicht mehr da. Sie hatten Worte mit einem Absatz gemeinsam, der auf "
            "Beschluss zweier Personen für immer entfernt wurde.");
    return el("p", {html::cls("kern-body")}, html::text(gone));
}

/// The link leads into the editor, which puts the words in; what is kept stays until it is done.
Html kept_item(const i18n::Words& say, const KeptPage& page, const Kept& kept) {
    const std::string done = done_address(page.document, kept);
    const std::string again = address_of(page.document, "?einfuegen=" + kept.id.text());
    return el(
        "article",
        {html::cls("dk-kept")},
        el("h2", {html::cls("kern-heading-small")}, html::text(say.date_and_time(kept.at))),
        el("p", {html::cls("kern-body")}, html::text(reason_words(say, kept.reason))),
        kept_words(say, kept),
        el("div",
           {html::cls("dk-actions")},
           html::when(
               page.may_write && kept.reason != KeptReason::Full && !kept.words.empty(),
               [&] { return html::link_button(again, say("Erneut einfügen")); }
           ),
           html::button_form(
               {.action = done, .csrf_token = page.csrf_token},
               {.label = say("Erledigt, nicht mehr aufbewahren"), .weight = html::Weight::Tertiary}
           ))
    );
}

} // namespace

html::Page rename(const i18n::Words& say, const Document& document, const TitleForm& form) {
    const Html fields = html::form(
        {.action = address_of(document, "/titel"), .csrf_token = form.csrf_token},
        html::join(title_field(say, form), html::submit_button({.label = say("Titel ändern")}))
    );
    return page_of(
        say,
        say("Titel ändern"),
        {{address_of(document), document.title}, {.label = say("Titel ändern"), .is_current = true}
        },
        html::join(
            html::head({.title = say("Titel ändern")}),
            html::error_summary(say, form.errors),
            fields
        )
    );
}

html::Page editor(const i18n::Words& say, const EditorPage& page) {
    Html actions = page.actions;
    if (network::writes(&page.viewer)) {
        actions += html::link_button(
            address_of(page.document, "/titel"), say("Titel ändern"), html::Weight::Tertiary
        );
    }
    const Html body = html::join(
        html::head(
            {.kind = say("Entwurf"),
             .title = page.document.title,
             .state = html::badge(html::Tone::Info, say("In Arbeit")),
             .actions = actions}
        ),
        kept_hint(say, page),
        news_hint(say, page),
        comments_hint(say, page),
        html::island("editor", editor_props(say, page), reading(say, page)),
        beside(say, page)
    );
    html::Page result = page_of(
        say, page.document.title, {{.label = page.document.title, .is_current = true}}, body
    );
    result.has_island = true;
    result.is_wide = true;
    return result;
}

html::Page kept(const i18n::Words& say, const KeptPage& page) {
    const Document& document = page.document;
    Html body = html::head(
        {.kind = document.title,
         .title = say("Nicht übernommene Worte"),
         .subtitle = say(
             "Nur Sie sehen diese Seite. Was hier steht, bleibt, bis Sie es nicht mehr brauchen."
         )}
    );
    if (page.words.empty()) {
        body += html::empty_place(
            say("Hier ist nichts aufbewahrt."),
            say("Alles, was Sie geschrieben haben, steht im Entwurf."),
            html::link_button(address_of(document), say("Zum Entwurf"))
        );
    }
    for (const Kept& one : page.words)
        body += kept_item(say, page, one);
    return page_of(
        say,
        say("Nicht übernommene Worte"),
        {{address_of(document), document.title},
         {.label = say("Nicht übernommene Worte"), .is_current = true}},
        std::move(body)
    );
}

} // namespace denkraum::document::writing::pages
