// SPDX-License-Identifier: EUPL-1.2
#include "domain/network/guard/pages.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "base/html/components.hpp"

namespace denkraum::network::guard {
namespace {

using html::attr;
using html::cls;
using html::el;
using html::Html;
using html::text;

/// German, for say().
struct Explanation {
    std::string_view title;
    std::string_view what;
    std::string_view lost;
    std::string_view now;
};

constexpr std::string_view nothing_lost = i18n::mark("Es ist nichts verloren gegangen.");
constexpr std::string_view nothing_saved =
    i18n::mark("Es wurde nichts gespeichert und nichts verändert.");

struct Explained {
    int status;
    Explanation is;
};
constexpr std::array<Explained, 6> explained{{
    {403,
     {i18n::mark("Diese Seite ist nicht für Sie freigegeben"),
      i18n::mark("Ihre Rolle im Netzwerk erlaubt diesen Schritt nicht."),
      nothing_lost,
      i18n::mark("Wenn Sie ihn brauchen, fragen Sie die Koordination Ihres Netzwerks.")}},
    {404,
     {i18n::mark("Diese Seite gibt es nicht"),
      i18n::mark("Die Adresse stimmt nicht, oder die Seite ist umgezogen."),
      nothing_lost,
      i18n::mark("Prüfen Sie die Adresse, oder beginnen Sie auf der Startseite.")}},
    {409,
     {i18n::mark("Das geht gerade nicht"),
      i18n::mark("Jemand anderes war schneller, oder der Stand hat sich inzwischen geändert."),
      nothing_saved,
      i18n::mark("Gehen Sie zurück, laden Sie die Seite neu und sehen Sie nach, was gilt.")}},
    {413,
     {i18n::mark("Das ist zu groß"),
      i18n::mark("Was Sie geschickt haben, ist größer, als dieser Server annimmt."),
      nothing_saved,
      i18n::mark("Gehen Sie zurück und schicken Sie eine kleinere Datei oder einen kürzeren Text.")}
    },
    {429,
     {i18n::mark("Bitte warten Sie einen Augenblick"),
      i18n::mark("Von Ihrem Anschluss kamen in kurzer Zeit sehr viele Versuche."),
      nothing_saved,
      i18n::mark("Versuchen Sie es in einigen Minuten noch einmal.")}},
    {503,
     {i18n::mark("Der Server kann gerade nicht"),
      i18n::mark("Er ist überlastet, oder ein Teil von ihm antwortet nicht."),
      i18n::mark("Was vorher gespeichert wurde, ist sicher. Dieser Schritt wurde nicht gespeichert."
      ),
      i18n::mark("Versuchen Sie es in einer Minute noch einmal.")}},
}};
constexpr Explanation our_fault{
    i18n::mark("Hier ist etwas schiefgegangen"),
    i18n::mark("Der Server hat einen Fehler gemacht. An Ihnen lag es nicht."),
    i18n::mark("Was vorher gespeichert wurde, ist sicher. Dieser Schritt wurde nicht gespeichert."),
    i18n::mark("Versuchen Sie es noch einmal. Bleibt es dabei, sagen Sie der Administration "
               "Bescheid.")
};
constexpr Explanation not_understood{
    i18n::mark("Das hat der Server nicht verstanden"),
    i18n::mark("In der Anfrage fehlt etwas, oder sie ist beschädigt angekommen."),
    nothing_saved,
    i18n::mark("Gehen Sie zurück und versuchen Sie es noch einmal.")
};

Explanation explain(int status) {
    // A page that cannot be asked for in this way is, to a person, a page that is not there.
    const int meant = status == 405 ? 404 : status;
    const auto found = std::ranges::find(explained, meant, &Explained::status);
    if (found != explained.end()) return found->is;
    return status >= 500 ? our_fault : not_understood;
}

Explanation explain(sql::Stopped stopped) {
    using i18n::mark;
    switch (stopped) {
    case sql::Stopped::DiskFull:
        return {
            mark("Der Server kann gerade nichts speichern"),
            mark("Sein Speicherplatz ist voll. Lesen geht weiter."),
            mark("Was vorher gespeichert wurde, ist sicher. Dieser Schritt wurde nicht gespeichert."
            ),
            mark("Sagen Sie der Administration Bescheid, und versuchen Sie es später noch einmal.")
        };
    case sql::Stopped::ReadOnly:
        return {
            mark("Der Server kann gerade nichts speichern"),
            mark("Sein Datenordner ist nur zum Lesen freigegeben. Lesen geht weiter."),
            mark("Was vorher gespeichert wurde, ist sicher. Dieser Schritt wurde nicht gespeichert."
            ),
            mark("Sagen Sie der Administration Bescheid, und versuchen Sie es später noch einmal.")
        };
    }
    std::unreachable();
}

Html paragraph(std::string_view words) {
    return el("p", {cls("kern-body")}, text(words));
}

/// Passwords are never sent back; the token is replaced.
bool is_kept(std::string_view name) {
    return name != "csrf" && name.find("passwor") == std::string_view::npos;
}

bool is_worth_showing(std::string_view value) {
    constexpr std::size_t long_enough = 40;
    return value.size() >= long_enough || value.find('\n') != std::string_view::npos;
}

bool has_anything_typed(const http::Fields& fields) {
    return std::ranges::any_of(fields.all(), [](const auto& field) {
        return field.first != "csrf";
    });
}

/// The texts a person may want to copy elsewhere before trying again.
Html typed_texts(const i18n::Words& say, const http::Fields& fields) {
    Html texts;
    int number = 0;
    for (const auto& [name, value] : fields.all()) {
        if (!is_kept(name) || !is_worth_showing(value)) continue;
        const std::string id = "getippt-" + std::to_string(++number);
        texts += el(
            "div",
            {cls("kern-form-input")},
            el("label", {cls("kern-label"), attr("for", id)}, text(say("Ihr Text"))),
            el("textarea",
               {cls("kern-form-input__input"), html::id(id), attr("rows", 6), html::flag("readonly")
               },
               text(value))
        );
    }
    return texts;
}

Html send_again(const i18n::Words& say, const http::Request& request, std::string_view csrf_token) {
    Html content = typed_texts(say, request.form().fields);
    bool has_password = false;
    for (const auto& [name, value] : request.form().fields.all()) {
        has_password = has_password || name.find("passwor") != std::string::npos;
        if (!is_kept(name)) continue;
        content += el("input", {attr("type", "hidden"), attr("name", name), attr("value", value)});
    }
    if (has_password) {
        // The account's forms are sent to addresses at which there is nothing to be seen.
        const bool is_of_account = request.path().starts_with("/konto/");
        const std::string_view page = is_of_account ? "/konto" : request.path();
        return paragraph(say("Öffnen Sie die Seite noch einmal und geben Sie Ihr Passwort neu ein.")
               )
               + html::link_button(page, say("Seite noch einmal öffnen"));
    }
    content += html::submit_button({.label = say("Noch einmal senden")});
    return html::form({.action = request.target(), .csrf_token = csrf_token}, content);
}

std::string_view title_of(FormRefusal refusal) {
    switch (refusal) {
    case FormRefusal::SignedOut: return i18n::mark("Sie sind nicht mehr angemeldet");
    case FormRefusal::Stale: return i18n::mark("Diese Seite war nicht mehr aktuell");
    case FormRefusal::Foreign: return i18n::mark("Dieses Formular kam von einer anderen Website");
    }
    std::unreachable();
}

std::string_view what_happened(FormRefusal refusal) {
    switch (refusal) {
    case FormRefusal::SignedOut:
        return i18n::mark("Ihre Anmeldung ist inzwischen beendet. Der Schritt wurde nicht "
                          "ausgeführt. Was Sie eingegeben haben, ist noch da.");
    case FormRefusal::Stale:
        return i18n::mark(
            "Sie haben sich inzwischen neu angemeldet, oder die Seite war lange offen. Der Schritt "
            "wurde nicht ausgeführt. Was Sie eingegeben haben, ist noch da."
        );
    case FormRefusal::Foreign:
        return i18n::mark(
            "Zu Ihrem Schutz führt der Server nur Formulare aus, die von seinen eigenen Seiten "
            "kommen. Es wurde nichts verändert."
        );
    }
    std::unreachable();
}

} // namespace

html::Page error_page(const i18n::Words& say, const Failure& failure) {
    const Explanation is = failure.stopped ? explain(*failure.stopped) : explain(failure.status);
    const std::string title = say(is.title);
    Html body = html::head({.kind = {}, .title = title});
    body += paragraph(say(is.what)) + paragraph(say(is.lost)) + paragraph(say(is.now));
    if (failure.form != nullptr && has_anything_typed(failure.form->form().fields)) {
        body += send_again(say, *failure.form, failure.csrf_token);
    }
    body += el("p", {cls("dk-actions")}, html::link_button("/", say("Zur Startseite")));
    if (!failure.number.empty()) {
        body +=
            el("p",
               {cls("kern-body kern-body--small kern-body--muted")},
               text(say("Nummer für die Administration: {}", failure.number)));
    }
    html::Page page{.title = title};
    page.body = body;
    return page;
}

html::Page refused_form(
    const i18n::Words& say,
    const http::Request& request,
    FormRefusal refusal,
    std::string_view csrf_token
) {
    const std::string title = say(title_of(refusal));
    Html body = html::head({.kind = {}, .title = title}) + paragraph(say(what_happened(refusal)));
    if (refusal == FormRefusal::Foreign) {
        body += el("p", {cls("dk-actions")}, html::link_button("/", say("Zur Startseite")));
    } else if (!has_anything_typed(request.form().fields)) {
        body += el("p", {cls("dk-actions")}, html::link_button("/anmelden", say("Anmelden")));
    } else {
        if (!request.form().uploads.empty()) {
            body += paragraph(say("Dateien müssen Sie danach noch einmal auswählen."));
        }
        if (refusal == FormRefusal::SignedOut) {
            body += paragraph(say("Melden Sie sich in einem neuen Fenster an, kommen Sie hierher "
                                  "zurück und senden Sie "
                                  "noch einmal."));
            body +=
                el("p",
                   {},
                   el("a",
                      {cls("kern-link"),
                       html::href("/anmelden"),
                       attr("target", "_blank"),
                       attr("rel", "noopener")},
                      text(say("In einem neuen Fenster anmelden"))));
        }
        body += send_again(say, request, csrf_token);
    }
    html::Page page{.title = title};
    page.body = body;
    return page;
}

} // namespace denkraum::network::guard
