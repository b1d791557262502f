// SPDX-License-Identifier: EUPL-1.2
#include "domain/network/login/pages.hpp"

#include "domain/network/limits.hpp"

namespace denkraum::network::pages {
namespace {

using html::attr;
using html::cls;
using html::el;
using html::Html;
using html::text;

Html paragraph(std::string_view words) {
    return el("p", {cls("kern-body")}, text(words));
}

Html hidden(html::Name name, std::string_view value) {
    return el("input", {attr("type", "hidden"), attr("name", name.view()), attr("value", value)});
}

Html email_field(
    const i18n::Words& say, std::string_view value, const std::vector<html::FieldError>& errors
) {
    return html::field({
        .name = "email",
        .label = say("E-Mail-Adresse"),
        .value = value,
        .error = html::error_of(errors, "email"),
        .type = "email",
        .autocomplete = "username",
        .is_required = true,
        .length_max = static_cast<int>(email_bytes_max),
    });
}

Html password_field(const html::Field& like, const std::vector<html::FieldError>& errors) {
    html::Field field = like;
    field.error = html::error_of(errors, like.name);
    field.type = "password";
    field.is_required = true;
    return html::field(field);
}

} // namespace

html::Page sign_in(const i18n::Words& say, const SignInForm& form) {
    const std::string title = say("Anmelden");
    const Html fields = join(
        hidden("zurueck", form.back),
        email_field(say, form.email, form.errors),
        password_field(
            {.name = "password", .label = say("Passwort"), .autocomplete = "current-password"},
            form.errors
        ),
        html::submit_button({.label = say("Anmelden")})
    );
    html::Page page{.title = title};
    page.body = join(
        html::head({.kind = {}, .title = title}),
        html::error_summary(say, form.errors),
        html::form({.action = "/anmelden", .csrf_token = form.csrf_token}, fields),
        el("p", {cls("kern-body")}, html::link("/passwort-vergessen", say("Passwort vergessen?"))),
        paragraph(say("Einen Zugang bekommen Sie von der Koordination Ihres Netzwerks: Sie lädt "
                      "Sie mit einem "
                      "Link ein, der einmal gilt."))
    );
    return page;
}

html::Page forgotten(const i18n::Words& say, const ForgottenForm& form) {
    const std::string title = say("Passwort vergessen");
    const Html fields = join(
        email_field(say, form.email, form.errors),
        html::submit_button({.label = say("Link schicken")})
    );
    html::Page page{.title = title};
    page.body = join(
        html::head({.kind = {}, .title = title}),
        html::error_summary(say, form.errors),
        paragraph(say(
            "Geben Sie die Adresse an, mit der Sie sich anmelden. Sie bekommen einen Link, mit dem "
            "Sie ein neues Passwort setzen. Er gilt eine Stunde."
        )),
        html::form({.action = "/passwort-vergessen", .csrf_token = form.csrf_token}, fields),
        el("p", {cls("kern-body")}, html::link("/anmelden", say("Zurück zur Anmeldung")))
    );
    return page;
}

Html undelivered(const i18n::Words& say) {
    return html::alert(
        html::Tone::Warning,
        say("Hier ist kein Mailserver eingestellt: Nachrichten bleiben auf dem Server liegen. "
            "Bitten Sie die Person, die ihn betreibt, um den Link.")
    );
}

html::Page reset_sent(const i18n::Words& say, bool is_mailed) {
    const std::string title = say("Sehen Sie in Ihr Postfach");
    html::Page page{.title = title};
    page.body = join(
        html::head({.kind = {}, .title = title}),
        is_mailed ? Html() : undelivered(say),
        paragraph(say(
            "Wenn es zu dieser Adresse einen Zugang gibt, ist jetzt eine Nachricht mit einem Link "
            "unterwegs. Er gilt eine Stunde."
        )),
        paragraph(say(
            "Kommt nichts an? Sehen Sie im Spam-Ordner nach, oder fragen Sie die Koordination, mit "
            "welcher Adresse Sie eingeladen wurden."
        )),
        el("p", {cls("kern-body")}, html::link("/anmelden", say("Zurück zur Anmeldung")))
    );
    return page;
}

html::Page reset(const i18n::Words& say, const ResetForm& form) {
    const std::string title = say("Neues Passwort setzen");
    const std::string action = "/passwort/" + form.token;
    const Html fields = join(
        new_password_field(say, say("Neues Passwort"), form.errors),
        html::submit_button({.label = say("Passwort setzen")})
    );
    html::Page page{.title = title};
    page.body = join(
        html::head({.kind = {}, .title = title}),
        html::error_summary(say, form.errors),
        paragraph(say("Alle Anmeldungen mit dem alten Passwort werden dabei beendet.")),
        html::form({.action = action, .csrf_token = form.csrf_token}, fields)
    );
    return page;
}

html::Page link_spent(const i18n::Words& say, std::string_view what_to_do, const html::Link& next) {
    const std::string title = say("Dieser Link gilt nicht mehr");
    html::Page page{.title = title};
    page.body = join(
        html::head({.kind = {}, .title = title}),
        paragraph(say("Er wurde schon benutzt, zurückgezogen, oder er ist abgelaufen.")),
        paragraph(what_to_do),
        el("p", {cls("dk-actions")}, html::link_button(next.address, next.label))
    );
    return page;
}

Html new_password_field(
    const i18n::Words& say, std::string_view label, const std::vector<html::FieldError>& errors
) {
    const std::string hint =
        say("Mindestens {} Zeichen. Gut sind mehrere Wörter, die nichts miteinander zu tun haben.",
            password_characters_min);
    return password_field(
        {.name = "password", .label = label, .hint = hint, .autocomplete = "new-password"}, errors
    );
}

} // namespace denkraum::network::pages
