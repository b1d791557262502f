// SPDX-License-Identifier: EUPL-1.2
#include "domain/network/coordination/pages.hpp"

/// One member, as the coordination sees them.
namespace denkraum::network::pages {
namespace {

using html::cls;
using html::el;
using html::Html;
using html::text;
using html::when;

Html paragraph(std::string_view words) {
    return el("p", {cls("kern-body")}, text(words));
}

Html section(std::string_view title, const Html& content) {
    return el(
        "section", {cls("dk-section")}, el("h2", {cls("kern-heading-medium")}, text(title)), content
    );
}

Html change_form(const i18n::Words& say, const MemberForm& form, const std::string& address) {
    std::vector<html::Option> authorities;
    for (const Authority& one : form.authorities) {
        const bool is_theirs = one.id == form.member.member.authority;
        if (one.state == AuthorityState::Left && !is_theirs) continue;
        authorities.push_back({one.id.text(), one.name});
    }
    const Html fields = join(
        html::select(
            {.name = "role",
             .label = say("Rolle"),
             .value = code_of(form.member.member.role),
             .error = html::error_of(form.errors, "role")},
            role_options(say)
        ),
        html::select(
            {.name = "authority",
             .label = say("Behörde"),
             .value = form.member.member.authority.text(),
             .error = html::error_of(form.errors, "authority")},
            authorities
        ),
        html::submit_button({.label = say("Ändern"), .weight = html::Weight::Secondary})
    );
    return join(
        paragraph(say(
            "Was bisher geschrieben wurde, bleibt unter der alten Rolle und Behörde stehen. Die "
            "Person wird abgemeldet und meldet sich neu an."
        )),
        html::form({.action = address + "/aendern", .csrf_token = form.csrf_token}, fields)
    );
}

Html end_section(const i18n::Words& say, const MemberForm& form, const std::string& address) {
    if (form.member.member.state == MemberState::Active) {
        return section(
            say("Mitgliedschaft beenden"),
            join(
                paragraph(say(
                    "Die Person wird sofort abgemeldet und kann sich nicht mehr anmelden. Ihre "
                    "Texte und Kommentare bleiben stehen: unter dem Namen ihrer Behörde, und mit "
                    "ihrem eigenen, wenn sie dem zugestimmt hat. Mit einer neuen Einladung an "
                    "dieselbe Adresse ist sie wieder dabei."
                )),
                html::button_form(
                    {.action = address + "/beenden", .csrf_token = form.csrf_token},
                    {.label = say("Mitgliedschaft beenden"), .weight = html::Weight::Secondary}
                )
            )
        );
    }
    if (form.member.person.email.empty()) {
        return section(
            say("Name und Adresse"),
            paragraph(say("Name, Adresse und Aufgabe dieser Person sind gelöscht."))
        );
    }
    return section(
        say("Name und Adresse löschen"),
        join(
            paragraph(say(
                "Name, Adresse und Aufgabe werden für immer gelöscht. Texte und Kommentare bleiben "
                "und nennen nur noch die Behörde. Das lässt sich nicht zurücknehmen."
            )),
            html::button_form(
                {.action = address + "/loeschen", .csrf_token = form.csrf_token},
                {.label = say("Name und Adresse löschen"), .weight = html::Weight::Secondary}
            )
        )
    );
}

Html factor_section(const i18n::Words& say, const MemberForm& form, const std::string& address) {
    if (!form.has_factor) return {};
    return section(
        say("Zweiter Faktor"),
        join(
            paragraph(say(
                "Hat die Person Telefon und Ersatzcodes verloren? Vergewissern Sie sich auf einem "
                "anderen Weg, dass sie es ist. Sie wird abgemeldet und meldet sich dann nur mit "
                "ihrem Passwort an."
            )),
            html::button_form(
                {.action = address + "/zweiter-faktor", .csrf_token = form.csrf_token},
                {.label = say("Zweiten Faktor zurücksetzen"), .weight = html::Weight::Secondary}
            )
        )
    );
}

} // namespace

html::Page member(const i18n::Words& say, const MemberForm& form) {
    const queries::MemberView& is = form.member;
    const bool is_active = is.member.state == MemberState::Active;
    const std::string name = is.person.name.empty() ? say("Gelöschte Person") : is.person.name;
    const std::string address = "/koordination/mitglieder/" + is.member.id.text();
    const std::string authority = "/koordination/behoerden/" + is.member.authority.text();
    html::Page page{.title = name, .place = "/koordination"};
    page.breadcrumb = {
        {.address = "/koordination", .label = say("Koordination")},
        {.address = authority, .label = is.authority_name},
        {.label = name, .is_current = true},
    };
    const Html state =
        is_active ? Html() : html::badge(html::Tone::Info, say("Kein Mitglied mehr"));
    const Html facts = html::description_list({
        {say("E-Mail-Adresse"), text(is.person.email)},
        {say("Aufgabe"), text(is.person.job)},
    });
    page.body = join(
        html::head({.kind = say("Mitglied"), .title = name, .state = state}),
        html::error_summary(say, form.errors),
        facts,
        when(
            is_active,
            [&] { return section(say("Rolle und Behörde"), change_form(say, form, address)); }
        ),
        factor_section(say, form, address),
        end_section(say, form, address)
    );
    return page;
}

} // namespace denkraum::network::pages
