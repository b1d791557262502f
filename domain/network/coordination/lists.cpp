// SPDX-License-Identifier: EUPL-1.2
#include "domain/network/coordination/lists.hpp"

#include "base/html/components.hpp"

namespace denkraum::network::pages {
namespace {

using html::Html;
using html::ListCell;
using html::word_cell;

ListCell state_cell(const i18n::Words& say, AuthorityState state) {
    return {.shown = state_badge(say, state), .plain = say(words_for(state))};
}

ListCell number_cell(const i18n::Words& say, long long number) {
    return word_cell(say.number(number), html::number_order(number));
}

html::ListRow authority_row(const i18n::Words& say, const queries::AuthorityLine& line) {
    const Authority& is = line.authority;
    const bool is_unit = is.parent.has_value();
    const Html link = html::link("/koordination/behoerden/" + is.id.text(), is.name);
    const Html name = is_unit ? html::el("span", {html::cls("dk-unit")}, link) : link;
    const std::string kind = is_unit ? say("Teil, ohne eigene Stimme") : say(words_for(is.kind));
    const std::string has_delegates = line.delegates > 0 ? say("Ja") : say("Noch niemand");
    return {
        {{.shown = name, .plain = is.name},
         word_cell(kind),
         state_cell(say, is.state),
         number_cell(say, line.members),
         word_cell(is_unit ? "–" : has_delegates)}
    };
}

} // namespace

Html state_badge(const i18n::Words& say, AuthorityState state) {
    const bool takes_part = state == AuthorityState::Member;
    return html::badge(takes_part ? html::Tone::Success : html::Tone::Info, say(words_for(state)));
}

html::Listing authority_listing(const i18n::Words& say, const queries::Network& network) {
    html::Listing listing;
    listing.name = authorities_name;
    listing.address = "/koordination";
    listing.file_address = "/koordination/behoerden.csv";
    listing.columns = {
        {"name", say("Name")},
        {"art", say("Art")},
        {"stand", say("Stand")},
        {"mitglieder", say("Mitglieder")},
        {"delegation", say("Delegation benannt")}
    };
    long voices = 0;
    for (const queries::AuthorityLine& line : network.authorities) {
        if (line.authority.parent) continue;
        voices += 1;
        listing.rows.push_back(authority_row(say, line));
        for (const queries::AuthorityLine& unit : network.authorities) {
            if (unit.authority.parent == line.authority.id) {
                listing.rows.push_back(authority_row(say, unit));
            }
        }
    }
    listing.caption = say.plural("{} Behörde", "{} Behörden", voices);
    const long units = static_cast<long>(listing.rows.size()) - voices;
    if (units > 0) {
        listing.caption += ", ";
        listing.caption +=
            say.plural("{} Teil ohne eigene Stimme", "{} Teile ohne eigene Stimme", units);
    }
    return listing;
}

html::Listing member_listing(const i18n::Words& say, const queries::AuthorityView& view) {
    html::Listing listing;
    listing.name = members_name;
    listing.address = "/koordination/behoerden/" + view.authority.id.text();
    listing.file_address = listing.address + "/mitglieder.csv";
    listing.caption =
        say.plural("{} Mitglied", "{} Mitglieder", static_cast<long>(view.members.size()));
    listing.columns = {
        {"name", say("Name")},
        {"rolle", say("Rolle")},
        {"aufgabe", say("Aufgabe")},
        {"email", say("E-Mail-Adresse")}
    };
    for (const queries::MemberView& one : view.members) {
        const std::string address = "/koordination/mitglieder/" + one.member.id.text();
        listing.rows.push_back(
            {{{.shown = html::link(address, one.person.name), .plain = one.person.name},
              word_cell(say(words_for(one.member.role))),
              word_cell(one.person.job),
              word_cell(one.person.email)}}
        );
    }
    return listing;
}

html::Listing invitation_listing(const i18n::Words& say, const Invitations& invitations) {
    html::Listing listing;
    listing.name = invitations_name;
    listing.address = invitations.address;
    listing.file_address = invitations.address + "/einladungen.csv";
    listing.caption = say.plural(
        "{} offene Einladung", "{} offene Einladungen", static_cast<long>(invitations.open.size())
    );
    listing.columns = {
        {"name", say("Name")},
        {"email", say("E-Mail-Adresse")},
        {"rolle", say("Rolle")},
        {"bis", say("Gilt bis")},
        {"", say("Aktion")}
    };
    for (const store::Invitation& one : invitations.open) {
        const std::string action = "/koordination/einladungen/" + one.id.text() + "/zurueckziehen";
        const std::string label = say("Einladung an {} zurückziehen", one.email);
        const Html button = html::button_form(
            {.action = action, .csrf_token = invitations.csrf_token, .label = label},
            {.label = say("Zurückziehen"), .weight = html::Weight::Secondary}
        );
        listing.rows.push_back(
            {{word_cell(one.name),
              word_cell(one.email),
              word_cell(say(words_for(one.role))),
              word_cell(say.date(one.expires_at), to_iso(one.expires_at)),
              {.shown = button}}}
        );
    }
    return listing;
}

} // namespace denkraum::network::pages
