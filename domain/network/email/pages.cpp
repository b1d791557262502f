// SPDX-License-Identifier: EUPL-1.2
#include "domain/network/email/pages.hpp"

#include "domain/network/limits.hpp"
#include "domain/network/login/pages.hpp"

namespace denkraum::network::email::pages {
namespace {

using html::cls;
using html::el;
using html::Html;
using html::text;

Html paragraph(std::string_view words) {
    return el("p", {cls("kern-body")}, text(words));
}

} // namespace

html::Page change(const i18n::Words& say, const Form& form) {
    const std::string title = say("E-Mail-Adresse ändern");
    const Html fields = join(
        html::field({
            .name = "email",
            .label = say("Neue E-Mail-Adresse"),
            .value = form.email,
            .error = html::error_of(form.errors, "email"),
            .type = "email",
            .autocomplete = "email",
            .is_required = true,
            .length_max = static_cast<int>(email_bytes_max),
        }),
        html::field({
            .name = "current_password",
            .label = say("Ihr Passwort"),
            .error = html::error_of(form.errors, "current_password"),
            .type = "password",
            .autocomplete = "current-password",
            .is_required = true,
        }),
        html::submit_button({.label = say("Link an die neue Adresse schicken")})
    );
    html::Page page{.title = title};
    page.body = join(
        html::head({.kind = {}, .title = title}),
        html::error_summary(say, form.errors),
        paragraph(say("Bisher melden Sie sich mit {} an.", form.current)),
        paragraph(say("Sie bekommen an die neue Adresse einen Link. Erst wenn Sie ihn öffnen und "
                      "bestätigen, gilt sie; bis dahin bleibt es bei der bisherigen.")),
        html::form({.action = "/konto/email", .csrf_token = form.csrf_token}, fields),
        el("p", {cls("kern-body")}, html::link("/konto", say("Zurück zu Ihrem Konto")))
    );
    return page;
}

html::Page sent(const i18n::Words& say, const std::string& email, bool is_mailed) {
    const std::string title = say("Sehen Sie in Ihr Postfach");
    html::Page page{.title = title};
    page.body = join(
        html::head({.kind = {}, .title = title}),
        is_mailed ? Html() : network::pages::undelivered(say),
        paragraph(
            say("An {} ist eine Nachricht mit einem Link unterwegs. Er gilt eine Stunde.", email)
        ),
        paragraph(say("Kommt nichts an? Sehen Sie im Spam-Ordner nach. Eine Adresse, die schon zu "
                      "einem Zugang gehört, bekommt keine Nachricht.")),
        el("p", {cls("kern-body")}, html::link("/konto", say("Zurück zu Ihrem Konto")))
    );
    return page;
}

html::Page confirm(const i18n::Words& say, const Confirmation& confirmation) {
    const std::string title = say("Neue Adresse bestätigen");
    html::Page page{.title = title};
    page.body = join(
        html::head({.kind = {}, .title = title}),
        paragraph(say("Künftig melden Sie sich mit {} an.", confirmation.email)),
        html::form(
            {.action = "/email/" + confirmation.token, .csrf_token = confirmation.csrf_token},
            html::submit_button({.label = say("Adresse bestätigen")})
        )
    );
    return page;
}

} // namespace denkraum::network::email::pages
