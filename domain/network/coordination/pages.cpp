// SPDX-License-Identifier: EUPL-1.2
#include "domain/network/coordination/pages.hpp"

#include "domain/network/coordination/authority_form.hpp"
#include "domain/network/coordination/lists.hpp"
#include "domain/network/limits.hpp"

namespace denkraum::network::pages {
namespace {

using html::cls;
using html::each;
using html::el;
using html::Html;
using html::text;
using html::when;

constexpr std::string_view place = "/koordination";

Html paragraph(std::string_view words) {
    return el("p", {cls("kern-body")}, text(words));
}

Html section(std::string_view title, const Html& content) {
    return el(
        "section", {cls("dk-section")}, el("h2", {cls("kern-heading-medium")}, text(title)), content
    );
}

std::string address_of(const Authority& authority) {
    return "/koordination/behoerden/" + authority.id.text();
}

Html invitation_table(
    const i18n::Words& say, const Invitations& invitations, const html::ListChoice& choice
) {
    if (invitations.open.empty()) return paragraph(say("Keine Einladung ist offen."));
    return html::listing_html(say, invitation_listing(say, invitations), choice);
}

/// What may follow, in the words of somebody who does it.
struct Step {
    AuthorityState next;
    std::string_view label;
};
std::vector<Step> steps_from(AuthorityState state) {
    using i18n::mark;
    switch (state) {
    case AuthorityState::Invited:
        return {
            {AuthorityState::Member, mark("Nimmt jetzt teil")},
            {AuthorityState::Left, mark("Nimmt nicht teil")}
        };
    case AuthorityState::Member:
        return {
            {AuthorityState::Dormant, mark("Mitarbeit ruhen lassen")},
            {AuthorityState::Left, mark("Scheidet aus")}
        };
    case AuthorityState::Dormant:
        return {
            {AuthorityState::Member, mark("Nimmt wieder teil")},
            {AuthorityState::Left, mark("Scheidet aus")}
        };
    case AuthorityState::Left: return {{AuthorityState::Invited, mark("Wieder einladen")}};
    }
    return {};
}

Html state_section(
    const i18n::Words& say, const Authority& authority, std::string_view csrf_token
) {
    Html buttons;
    for (const Step& step : steps_from(authority.state)) {
        buttons += html::submit_button({
            .label = say(step.label),
            .weight = html::Weight::Secondary,
            .name = "state",
            .value = code_of(step.next),
        });
    }
    const std::string action = address_of(authority) + "/stand";
    return section(
        say("Stand"),
        join(
            el("p", {cls("kern-body")}, state_badge(say, authority.state)),
            paragraph(say(
                "Scheidet eine Behörde aus, werden ihre Mitglieder abgemeldet. Was sie geschrieben "
                "und beschlossen hat, bleibt."
            )),
            html::form(
                {.action = action, .csrf_token = csrf_token},
                el("div", {cls("dk-actions")}, buttons)
            )
        )
    );
}

Html member_table(
    const i18n::Words& say, const queries::AuthorityView& view, const html::ListChoice& choice
) {
    if (view.members.empty()) {
        return html::empty_place(
            say("Noch arbeitet niemand aus dieser Behörde mit."),
            say("Laden Sie zuerst die Person ein, die für die Behörde spricht.")
        );
    }
    return html::listing_html(say, member_listing(say, view), choice);
}

Html invitation_form(
    const i18n::Words& say,
    const Authority& authority,
    const InvitationForm& form,
    std::string_view csrf_token
) {
    const Html fields = join(
        html::field({
            .name = "name",
            .label = say("Name"),
            .value = form.name,
            .error = html::error_of(form.errors, "name"),
            .is_required = true,
            .length_max = static_cast<int>(name_characters_max),
        }),
        html::field({
            .name = "email",
            .label = say("E-Mail-Adresse"),
            .value = form.email,
            .hint = say("Dorthin geht ein Link, der einmal und 14 Tage lang gilt."),
            .error = html::error_of(form.errors, "email"),
            .type = "email",
            .is_required = true,
            .length_max = static_cast<int>(email_bytes_max),
        }),
        html::select(
            {.name = "role",
             .label = say("Rolle"),
             .value = code_of(form.role),
             .error = html::error_of(form.errors, "role")},
            role_options(say)
        ),
        html::submit_button({.label = say("Einladen")})
    );
    return html::form(
        {.action = address_of(authority) + "/einladen", .csrf_token = csrf_token}, fields
    );
}

std::vector<html::Link> trail_to(const i18n::Words& say, std::vector<html::Link> rest) {
    std::vector<html::Link> trail{{std::string(place), say("Koordination")}};
    trail.insert(trail.end(), rest.begin(), rest.end());
    return trail;
}

} // namespace

std::vector<html::Option> role_options(const i18n::Words& say) {
    std::vector<html::Option> options;
    for (const Role role :
         {Role::Coordination, Role::Delegate, Role::Deputy, Role::Expert, Role::Guest}) {
        options.push_back({std::string(code_of(role)), say(words_for(role))});
    }
    return options;
}

html::Page coordination(
    const i18n::Words& say,
    const queries::Network& network,
    const AuthorityForm& form,
    const Shown& shown
) {
    const std::string title = say("Koordination");
    html::Page page{.title = title, .place = std::string(place)};
    const Invitations invitations{network.invitations, std::string(place), shown.csrf_token};
    page.body = join(
        html::head({.kind = {}, .title = title}),
        html::error_summary(say, form.errors),
        section(
            say("Behörden"), html::listing_html(say, authority_listing(say, network), shown.first)
        ),
        section(say("Offene Einladungen"), invitation_table(say, invitations, shown.invitations)),
        section(say("Behörde aufnehmen"), new_authority_form(say, network, form, shown.csrf_token)),
        section(
            say("Öffentliche Seiten"),
            el("p",
               {cls("kern-body")},
               html::link(
                   "/koordination/seiten",
                   say("Starttext, Leichte Sprache, Impressum und die anderen Seiten bearbeiten")
               ))
        )
    );
    return page;
}

html::Page authority(
    const i18n::Words& say,
    const queries::AuthorityView& view,
    const InvitationForm& form,
    const Shown& shown
) {
    const Authority& is = view.authority;
    const Invitations invitations{view.invitations, address_of(is), shown.csrf_token};
    html::Page page{.title = is.name, .place = std::string(place)};
    page.breadcrumb = trail_to(say, {{.label = is.short_name, .is_current = true}});
    const Html units = each(view.units, [](const Authority& unit) {
        return el("li", {}, html::link(address_of(unit), unit.name));
    });
    page.body = join(
        html::head({.kind = say(words_for(is.kind)), .title = is.name, .subtitle = is.short_name}),
        html::error_summary(say, form.errors),
        section(say("Mitglieder"), member_table(say, view, shown.first)),
        when(
            !view.units.empty(),
            [&] {
                return section(
                    say("Teile ohne eigene Stimme"), el("ul", {cls("kern-list")}, units)
                );
            }
        ),
        section(say("Offene Einladungen"), invitation_table(say, invitations, shown.invitations)),
        section(say("Jemanden einladen"), invitation_form(say, is, form, shown.csrf_token)),
        section(
            say("Angaben"),
            html::link_button(address_of(is) + "/angaben", say("Angaben berichtigen"))
        ),
        state_section(say, is, shown.csrf_token)
    );
    return page;
}

html::Page invited(
    const i18n::Words& say, const commands::Invited& invited, const commands::NewInvitation& wanted
) {
    const std::string title = say("Einladung für {}", wanted.name);
    html::Page page{.title = title, .place = std::string(place)};
    const std::string address = "/koordination/behoerden/" + wanted.authority.text();
    page.breadcrumb = trail_to(say, {{.label = say("Einladung"), .is_current = true}});
    page.body = join(
        html::head({.kind = {}, .title = title}),
        invited.is_mailed
            ? html::alert(
                  html::Tone::Success, say("Die Einladung ist an {} unterwegs.", wanted.email)
              )
            : html::alert(
                  html::Tone::Warning,
                  say("Hier ist kein Mailserver eingestellt. Geben Sie den Link selbst weiter.")
              ),
        paragraph(
            invited.is_mailed
                ? say("Falls die Mail nicht ankommt, geben Sie diesen Link auf einem anderen Weg "
                      "weiter. Er steht nur jetzt hier, gilt einmal und 14 Tage lang.")
                : say("Der Link steht nur jetzt hier, gilt einmal und 14 Tage lang.")
        ),
        html::field({
            .name = "link",
            .label = say("Link der Einladung"),
            .value = invited.link.reveal(),
        }),
        el("p", {cls("dk-actions")}, html::link_button(address, say("Zurück zur Behörde")))
    );
    return page;
}

} // namespace denkraum::network::pages
