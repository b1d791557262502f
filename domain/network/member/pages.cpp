// SPDX-License-Identifier: EUPL-1.2
#include "domain/network/member/pages.hpp"

#include <array>

#include "domain/network/limits.hpp"
#include "domain/network/login/pages.hpp"

namespace denkraum::network::pages {
namespace {

using html::cls;
using html::each;
using html::el;
using html::Html;
using html::text;

Html paragraph(std::string_view words) {
    return el("p", {cls("kern-body")}, text(words));
}

} // namespace

html::FieldError field_error(const i18n::Words& say, const Error& error) {
    struct Sentence {
        std::string_view field;
        std::string_view invalid;
        std::string_view conflict;
    };
    using i18n::mark;
    static constexpr std::array<Sentence, 9> sentences{{
        {"name", mark("Geben Sie einen Namen von höchstens 200 Zeichen an."), {}},
        {"job", mark("Das ist zu lang."), {}},
        {"short_name", mark("Geben Sie den Kurznamen an, wie man ihn spricht."), {}},
        {"key",
         mark("Nur Kleinbuchstaben, Ziffern und Bindestriche, z. B. drv-bund."),
         mark("Dieses Adresswort hat schon eine andere Behörde.")},
        {"staff", mark("Geben Sie eine ganze Zahl an, oder lassen Sie das Feld leer."), {}},
        {"email",
         mark("Das ist keine vollständige E-Mail-Adresse, z. B. name@behoerde.de."),
         mark("Mit dieser Adresse gibt es schon ein Mitglied.")},
        {"role",
         mark("Wählen Sie eine Rolle."),
         mark("Dann würde niemand mehr koordinieren. Geben Sie zuerst jemand anderem diese Rolle.")
        },
        {"authority",
         mark("Wählen Sie eine Behörde."),
         mark("Diese Behörde ist aus dem Netzwerk ausgeschieden.")},
        {"parent",
         mark("Wählen Sie eine eigenständige Behörde."),
         mark("Diese Behörde ist aus dem Netzwerk ausgeschieden.")},
    }};
    for (const Sentence& each : sentences) {
        if (each.field != error.field) continue;
        const bool is_conflict = error.code == ErrorCode::Conflict && !each.conflict.empty();
        return {error.field, say(is_conflict ? each.conflict : each.invalid)};
    }
    return {error.field, say("Diese Angabe passt nicht.")};
}

html::Page
about(const i18n::Words& say, const Html& about_text, const std::vector<Authority>& participants) {
    const std::string title = say("Über das Netzwerk");
    Html list;
    if (participants.empty()) {
        list = html::empty_place(
            say("Noch nimmt keine Behörde teil."),
            say("Sobald Behörden beigetreten sind, stehen sie hier mit ihrem Namen.")
        );
    } else {
        const Html items = each(participants, [&](const Authority& one) {
            return el(
                "li",
                {html::id("behoerde-" + one.key)},
                el("span", {cls("kern-body kern-body--bold")}, text(one.name)),
                text(" "),
                el("span",
                   {cls("kern-body kern-body--small kern-body--muted")},
                   text(say(words_for(one.kind))))
            );
        });
        list = paragraph(say.plural(
                   "{} Behörde nimmt teil. Jede hat eine Stimme.",
                   "{} Behörden nehmen teil. Jede hat eine Stimme.",
                   static_cast<long>(participants.size())
               ))
               + el("ul", {cls("kern-list dk-authorities")}, items);
    }
    html::Page page{
        .title = title,
        .description = say("Wer das Netzwerk ist und welche Behörden teilnehmen."),
        .canonical = "/ueber-das-netzwerk",
        .place = "/ueber-das-netzwerk"
    };
    page.body = join(
        html::head({.kind = {}, .title = title}),
        about_text,
        el("section",
           {cls("dk-section")},
           el("h2", {cls("kern-heading-medium")}, text(say("Wer teilnimmt"))),
           list)
    );
    return page;
}

html::Page invitation(const i18n::Words& say, const AcceptanceForm& form) {
    const std::string title = say("Willkommen im Netzwerk");
    const std::string action = "/einladung/" + form.token;
    const Html facts = html::description_list({
        {say("Behörde"), text(form.authority)},
        {say("Rolle"), text(say(words_for(form.role)))},
        {say("E-Mail-Adresse"), text(form.email)},
    });
    const Html fields = join(
        html::field({
            .name = "name",
            .label = say("Ihr Name"),
            .value = form.name,
            .hint = say("So sehen ihn die anderen Mitglieder. Öffentlich steht nur Ihre Behörde."),
            .error = html::error_of(form.errors, "name"),
            .autocomplete = "name",
            .is_required = true,
            .length_max = static_cast<int>(name_characters_max),
        }),
        html::field({
            .name = "job",
            .label = say("Aufgabe in Ihrer Behörde"),
            .value = form.job,
            .hint = say("Hilft anderen, die richtige Ansprechperson zu finden."),
            .error = html::error_of(form.errors, "job"),
            .autocomplete = "organization-title",
            .length_max = static_cast<int>(name_characters_max),
        }),
        new_password_field(say, say("Passwort"), form.errors),
        html::submit_button({.label = say("Zugang einrichten")})
    );
    html::Page page{.title = title};
    page.body = join(
        html::head({.kind = say("Einladung"), .title = title}),
        html::error_summary(say, form.errors),
        facts,
        html::form({.action = action, .csrf_token = form.csrf_token}, fields)
    );
    return page;
}

} // namespace denkraum::network::pages
