// SPDX-License-Identifier: EUPL-1.2
#include "domain/network/coordination/authority_form.hpp"

#include "domain/network/limits.hpp"

namespace denkraum::network::pages {
namespace {

using html::cls;
using html::el;
using html::Html;
using html::text;

std::vector<html::Option> kind_options(const i18n::Words& say) {
    std::vector<html::Option> options;
    for (const AuthorityKind kind :
         {AuthorityKind::Ministry,
          AuthorityKind::Employment,
          AuthorityKind::Pension,
          AuthorityKind::Accident,
          AuthorityKind::Agriculture,
          AuthorityKind::Supervision,
          AuthorityKind::Court,
          AuthorityKind::Research,
          AuthorityKind::Fund,
          AuthorityKind::Association,
          AuthorityKind::Umbrella,
          AuthorityKind::Other}) {
        options.push_back({std::string(code_of(kind)), say(words_for(kind))});
    }
    return options;
}

/// Those of which `one` may be a part, and the one that it is a part of; a new one is none yet.
std::vector<html::Option>
parent_options(const i18n::Words& say, const queries::Network& network, const Authority& one = {}) {
    std::vector<html::Option> options{{"", say("Keine: eigenständig, mit eigener Stimme")}};
    for (const queries::AuthorityLine& line : network.authorities) {
        if (line.authority.parent || line.authority.id == one.id) continue;
        const bool has_left = line.authority.state == AuthorityState::Left;
        if (has_left && line.authority.id != one.parent) continue;
        options.push_back({line.authority.id.text(), line.authority.name});
    }
    return options;
}

html::Field field_of(const AuthorityForm& form, html::Field wanted) {
    wanted.error = html::error_of(form.errors, wanted.name);
    wanted.length_max = static_cast<int>(name_characters_max);
    return wanted;
}

Html name_fields(const i18n::Words& say, const AuthorityForm& form) {
    return join(
        html::field(field_of(
            form,
            {.name = "name", .label = say("Name"), .value = form.typed.name, .is_required = true}
        )),
        html::field(field_of(
            form,
            {.name = "short_name",
             .label = say("Kurzname"),
             .value = form.typed.short_name,
             .hint = say("Wie man die Behörde nennt, z. B. DRV Bund."),
             .is_required = true}
        ))
    );
}

Html place_fields(
    const i18n::Words& say, const AuthorityForm& form, const std::vector<html::Option>& parents
) {
    const std::string parent = form.typed.parent ? form.typed.parent->text() : std::string();
    return join(
        html::select(
            {.name = "kind", .label = say("Art"), .value = code_of(form.typed.kind)},
            kind_options(say)
        ),
        html::select(
            {.name = "parent",
             .label = say("Teil von"),
             .value = parent,
             .error = html::error_of(form.errors, "parent")},
            parents
        ),
        html::field(field_of(
            form,
            {.name = "staff",
             .label = say("Zahl der Beschäftigten (freiwillig)"),
             .value = form.staff}
        ))
    );
}

} // namespace

Html new_authority_form(
    const i18n::Words& say,
    const queries::Network& network,
    const AuthorityForm& form,
    std::string_view csrf_token
) {
    const Html fields = join(
        name_fields(say, form),
        html::field(field_of(
            form,
            {.name = "key",
             .label = say("Wort in Adressen"),
             .value = form.typed.key,
             .hint = say("Nur Kleinbuchstaben, Ziffern und Bindestriche, z. B. drv-bund."),
             .is_required = true}
        )),
        place_fields(say, form, parent_options(say, network)),
        html::submit_button({.label = say("Behörde aufnehmen")})
    );
    return html::form({.action = "/koordination/behoerden", .csrf_token = csrf_token}, fields);
}

AuthorityForm form_of(const Authority& authority) {
    return {
        .typed =
            {.key = authority.key,
             .name = authority.name,
             .short_name = authority.short_name,
             .kind = authority.kind,
             .parent = authority.parent},
        .staff = authority.staff ? std::to_string(*authority.staff) : std::string()
    };
}

html::Page
corrected(const i18n::Words& say, const Correction& correction, std::string_view csrf_token) {
    const Authority& is = correction.authority;
    const std::string address = "/koordination/behoerden/" + is.id.text();
    const std::string title = say("Angaben berichtigen");
    html::Page page{.title = title, .place = "/koordination"};
    page.breadcrumb = {
        {.address = "/koordination", .label = say("Koordination")},
        {.address = address, .label = is.short_name},
        {.label = title, .is_current = true},
    };
    const Html fields = join(
        name_fields(say, correction.form),
        place_fields(say, correction.form, parent_options(say, correction.network, is)),
        html::submit_button({.label = say("Speichern")})
    );
    page.body = join(
        html::head({.kind = is.name, .title = title}),
        html::error_summary(say, correction.form.errors),
        el("p",
           {cls("kern-body")},
           text(say(
               "Die neuen Angaben gelten von jetzt an überall. Veröffentlichte Ausgaben behalten "
               "die Namen, die in ihnen stehen. Das Wort in Adressen ist {} und bleibt.",
               is.key
           ))),
        html::form({.action = address + "/angaben", .csrf_token = csrf_token}, fields),
        el("p", {cls("kern-body")}, html::link(address, say("Zurück zur Behörde")))
    );
    return page;
}

} // namespace denkraum::network::pages
