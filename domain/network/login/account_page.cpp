// SPDX-License-Identifier: EUPL-1.2
#include "domain/network/login/account_page.hpp"

#include <array>
#include <utility>

#include "domain/network/limits.hpp"
#include "domain/network/login/pages.hpp"

namespace denkraum::network::pages {
namespace {

using html::cls;
using html::el;
using html::Html;
using html::text;

Html section(std::string_view title, const Html& content) {
    return el(
        "section", {cls("dk-section")}, el("h2", {cls("kern-heading-medium")}, text(title)), content
    );
}

Html profile(const i18n::Words& say, const Account& account) {
    const queries::MemberView& is = account.member;
    const Html fields = join(
        html::field({
            .name = "name",
            .label = say("Name"),
            .value = is.person.name,
            .error = html::error_of(account.errors, "name"),
            .autocomplete = "name",
            .is_required = true,
            .length_max = static_cast<int>(name_characters_max),
        }),
        html::field({
            .name = "job",
            .label = say("Aufgabe in Ihrer Behörde"),
            .value = is.person.job,
            .hint = say("Hilft anderen, die richtige Ansprechperson zu finden."),
            .error = html::error_of(account.errors, "job"),
            .autocomplete = "organization-title",
            .length_max = static_cast<int>(name_characters_max),
        }),
        html::submit_button({.label = say("Angaben speichern"), .weight = html::Weight::Secondary})
    );
    const Html facts = html::description_list({
        {say("E-Mail-Adresse"), text(is.person.email)},
        {say("Behörde"), text(is.authority_name)},
        {say("Rolle"), text(say(words_for(is.member.role)))},
    });
    return section(
        say("Ihre Angaben"),
        facts
            + el("p", {cls("kern-body")}, html::link("/konto/email", say("E-Mail-Adresse ändern")))
            + html::form({.action = "/konto/profil", .csrf_token = account.csrf_token}, fields)
    );
}

Html naming(const i18n::Words& say, const Account& account) {
    const std::string explained = say(
        "Im Verlauf eines Textes und bei einzelnen Absätzen steht, wer was geschrieben hat. Dort "
        "steht Ihre Behörde. Ihr Name steht nur dann dabei, wenn Sie zustimmen; Sie können das "
        "jederzeit ändern, auch für Früheres."
    );
    const std::string anyway = say(
        "In zwei Fällen sehen Mitglieder Ihren Namen auch ohne Zustimmung: solange Sie gerade an "
        "einem Text mitschreiben, und wenn Sie eine Ausgabe zur Freigabe vorlegen oder darüber "
        "entscheiden. Öffentlich stehen immer nur Behörden."
    );
    const Html fields = join(
        html::checkbox(
            {.name = "named",
             .label = say("Mein Name darf im Netzwerk bei dem stehen, was ich schreibe")},
            account.is_named
        ),
        html::submit_button({.label = say("Auswahl speichern"), .weight = html::Weight::Secondary})
    );
    return section(
        say("Ihr Name bei dem, was Sie schreiben"),
        join(
            el("p", {cls("kern-body")}, text(explained)),
            el("p", {cls("kern-body")}, text(anyway)),
            html::form({.action = "/konto/name", .csrf_token = account.csrf_token}, fields)
        )
    );
}

Html language(const i18n::Words& say, const Account& account) {
    const Html fields = join(
        html::select(
            {.name = "language", .label = say("Sprache der Oberfläche"), .value = say.code()},
            {{"de", "Deutsch"}, {"en", "English"}}
        ),
        html::submit_button({.label = say("Sprache speichern"), .weight = html::Weight::Secondary})
    );
    return section(
        say("Sprache"),
        html::form({.action = "/konto/sprache", .csrf_token = account.csrf_token}, fields)
    );
}

Html password(const i18n::Words& say, const Account& account) {
    const Html fields = join(
        html::field({
            .name = "current_password",
            .label = say("Bisheriges Passwort"),
            .error = html::error_of(account.errors, "current_password"),
            .type = "password",
            .autocomplete = "current-password",
            .is_required = true,
        }),
        new_password_field(say, say("Neues Passwort"), account.errors),
        html::submit_button({.label = say("Passwort ändern"), .weight = html::Weight::Secondary})
    );
    return section(
        say("Passwort"),
        html::form({.action = "/konto/passwort", .csrf_token = account.csrf_token}, fields)
    );
}

Html session_actions(
    const i18n::Words& say, const Account& account, const store::Session& session, std::size_t row
) {
    if (session.id == account.current_session) {
        return html::badge(html::Tone::Info, say("Dieses Gerät"));
    }
    const std::string action = "/konto/sitzungen/" + session.id.text() + "/beenden";
    const std::string browser = describe_browser(say, session.user_agent);
    // With its number, for several may be on browsers of one kind.
    const std::string label = say("Anmeldung {} ({}) beenden", row, browser);
    return html::button_form(
        {.action = action, .csrf_token = account.csrf_token, .label = label},
        {.label = say("Beenden"), .weight = html::Weight::Secondary}
    );
}

Html sessions(const i18n::Words& say, const Account& account) {
    std::vector<html::Row> rows;
    for (const store::Session& session : account.sessions) {
        rows.push_back({{
            text(describe_browser(say, session.user_agent)),
            text(say.date_and_time(session.created_at)),
            text(say.date_and_time(session.seen_at)),
            session_actions(say, account, session, rows.size() + 1),
        }});
    }
    const auto count = static_cast<long>(account.sessions.size());
    Html content = html::table(
        say.plural("{} offene Anmeldung", "{} offene Anmeldungen", count),
        {say("Gerät"), say("Angemeldet seit"), say("Zuletzt benutzt"), say("Aktion")},
        rows
    );
    if (account.sessions.size() > 1) {
        content += html::button_form(
            {.action = "/konto/sitzungen/beenden", .csrf_token = account.csrf_token},
            {.label = say("Alle anderen Anmeldungen beenden"), .weight = html::Weight::Secondary}
        );
    }
    return section(say("Wo Sie angemeldet sind"), content);
}

struct Known {
    std::string_view sign;
    std::string_view name;
};

/// The first sign that occurs decides: browsers also name those they descend from.
template <std::size_t size>
std::string_view first_of(const std::array<Known, size>& known, std::string_view user_agent) {
    for (const Known& each : known) {
        if (user_agent.find(each.sign) != std::string_view::npos) return each.name;
    }
    return {};
}

} // namespace

std::string describe_browser(const i18n::Words& say, std::string_view user_agent) {
    static constexpr std::array<Known, 5> browsers{{
        {"Edg/", "Edge"},
        {"Firefox/", "Firefox"},
        {"HeadlessChrome/", "Chromium"},
        {"Chrome/", "Chrome"},
        {"Safari/", "Safari"},
    }};
    static constexpr std::array<Known, 6> systems{{
        {"Windows", "Windows"},
        {"Android", "Android"},
        {"iPhone", "iOS"},
        {"iPad", "iPadOS"},
        {"Mac OS X", "macOS"},
        {"Linux", "Linux"},
    }};
    const std::string browser(first_of(browsers, user_agent));
    const std::string system(first_of(systems, user_agent));
    if (browser.empty()) return say("Unbekanntes Gerät");
    return system.empty() ? browser : say("{} unter {}", browser, system);
}

html::Page account(const i18n::Words& say, const Account& account) {
    const std::string title = say("Mein Konto");
    html::Page page{.title = title};
    page.body = join(
        html::head({.kind = {}, .title = title}),
        html::error_summary(say, account.errors),
        profile(say, account),
        naming(say, account),
        language(say, account),
        sessions(say, account),
        password(say, account),
        section(
            say("Zweiter Faktor"),
            el("p",
               {cls("kern-body")},
               html::link(
                   "/konto/zweiter-faktor", say("Zweiten Faktor einrichten, ändern oder entfernen")
               ))
        )
    );
    return page;
}

} // namespace denkraum::network::pages
