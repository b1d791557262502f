// SPDX-License-Identifier: EUPL-1.2
#include "domain/network/login/factor_pages.hpp"

#include <fmt/format.h>

#include "platform/secret/qr.hpp"

namespace denkraum::network::pages {
namespace {

using html::attr;
using html::cls;
using html::el;
using html::Html;
using html::text;

constexpr std::string_view factor_address = "/konto/zweiter-faktor";
constexpr std::size_t quiet_border = 4; ///< modules; cameras need it

Html paragraph(std::string_view words) {
    return el("p", {cls("kern-body")}, text(words));
}

Html section(std::string_view title, const Html& content) {
    return el(
        "section", {cls("dk-section")}, el("h2", {cls("kern-heading-medium")}, text(title)), content
    );
}

/// Black on white in the dark too: cameras read it.
Html drawing_of(const secret::QrCode& code, std::string_view label) {
    std::string path;
    for (std::size_t row = 0; row < code.side; ++row) {
        for (std::size_t column = 0; column < code.side; ++column) {
            if (!code.at(row, column)) continue;
            path += fmt::format("M{} {}h1v1h-1z", column + quiet_border, row + quiet_border);
        }
    }
    const std::string side = std::to_string(code.side + 2 * quiet_border);
    return el(
        "svg",
        {attr("viewBox", "0 0 " + side + " " + side),
         attr("width", "240"),
         attr("height", "240"),
         attr("role", "img"),
         attr("aria-label", label)},
        el("rect", {attr("width", side), attr("height", side), attr("fill", "#fff")}),
        el("path", {attr("d", path), attr("fill", "#000")})
    );
}

/// In groups of four, as it is typed.
std::string grouped(std::string_view secret) {
    std::string out;
    for (std::size_t i = 0; i < secret.size(); ++i) {
        if (i > 0 && i % 4 == 0) out += ' ';
        out += secret[i];
    }
    return out;
}

Html code_field(
    const i18n::Words& say, const std::vector<html::FieldError>& errors, bool recovery
) {
    const std::string hint = recovery
                                 ? say("Sechs Ziffern aus Ihrer App, oder einer Ihrer Ersatzcodes.")
                                 : say("Die sechs Ziffern, die Ihre App jetzt zeigt.");
    return html::field(
        {.name = "code",
         .label = say("Code"),
         .hint = hint,
         .error = html::error_of(errors, "code"),
         .autocomplete = "one-time-code",
         .is_required = true}
    );
}

Html begin_part(const i18n::Words& say, const FactorView& view) {
    return join(
        paragraph(say(
            "Zum Passwort kommt ein Code, den eine App auf Ihrem Telefon oder Rechner zeigt, zum "
            "Beispiel Aegis, FreeOTP oder die App Ihrer Behörde. Wer nur Ihr Passwort kennt, kommt "
            "dann nicht hinein."
        )),
        html::button_form(
            {.action = "/konto/zweiter-faktor/beginnen", .csrf_token = view.csrf_token},
            {.label = say("Zweiten Faktor einrichten")}
        )
    );
}

Html setup_part(const i18n::Words& say, const FactorView& view) {
    Html drawing;
    const auto code = secret::qr_of(view.setup.address.reveal());
    const std::string label = say("QR-Code mit dem Schlüssel für Ihre App");
    if (code) drawing = el("p", {}, drawing_of(*code, label));
    const Html fields = join(
        code_field(say, view.errors, false), html::submit_button({.label = say("Bestätigen")})
    );
    return join(
        section(
            say("1. Schlüssel in die App übernehmen"),
            join(
                paragraph(say("Lesen Sie den QR-Code mit der App, oder tippen Sie den Schlüssel ab."
                )),
                drawing,
                el("p",
                   {cls("kern-body")},
                   text(say("Schlüssel:") + " "),
                   el("code", {cls("dk-hash")}, text(grouped(view.setup.secret.reveal()))))
            )
        ),
        section(
            say("2. Code der App eingeben"),
            html::form(
                {.action = "/konto/zweiter-faktor/bestaetigen", .csrf_token = view.csrf_token},
                fields
            )
        )
    );
}

Html active_part(const i18n::Words& say, const FactorView& view) {
    const auto left = static_cast<long>(view.state.recovery_left);
    const Html fields = join(
        html::field(
            {.name = "current_password",
             .label = say("Ihr Passwort"),
             .error = html::error_of(view.errors, "current_password"),
             .type = "password",
             .autocomplete = "current-password",
             .is_required = true}
        ),
        el("div",
           {cls("dk-actions")},
           html::submit_button(
               {.label = say("Neue Ersatzcodes machen"),
                .weight = html::Weight::Secondary,
                .name = "step",
                .value = "codes"}
           ),
           html::when(
               !view.is_required,
               [&] {
                   return html::submit_button(
                       {.label = say("Zweiten Faktor entfernen"),
                        .weight = html::Weight::Secondary,
                        .name = "step",
                        .value = "remove"}
                   );
               }
           ))
    );
    return join(
        paragraph(say("Ihr zweiter Faktor gilt seit dem {}.", say.date(*view.state.confirmed_at))),
        paragraph(
            say.plural("Sie haben noch {} Ersatzcode.", "Sie haben noch {} Ersatzcodes.", left)
        ),
        section(
            say("Ändern"),
            html::form(
                {.action = "/konto/zweiter-faktor/aendern", .csrf_token = view.csrf_token}, fields
            )
        )
    );
}

std::vector<html::Link> trail_to(const i18n::Words& say) {
    return {
        {.address = "/konto", .label = say("Mein Konto")},
        {.address = std::string(factor_address), .label = say("Zweiter Faktor"), .is_current = true}
    };
}

} // namespace

html::Page code(const i18n::Words& say, const CodeForm& form) {
    const std::string title = say("Zweiter Faktor");
    const auto hidden = [](html::Name name, std::string_view value) {
        return el(
            "input", {attr("type", "hidden"), attr("name", name.view()), attr("value", value)}
        );
    };
    const Html fields = join(
        hidden("half", form.half_login),
        hidden("zurueck", form.back),
        code_field(say, form.errors, true),
        html::submit_button({.label = say("Anmelden")})
    );
    html::Page page{.title = title};
    page.body = join(
        html::head({.title = title}),
        html::error_summary(say, form.errors),
        html::form({.action = "/anmelden/code", .csrf_token = form.csrf_token}, fields),
        paragraph(say("Telefon und Ersatzcodes verloren? Die Koordination kann den zweiten Faktor "
                      "zurücksetzen.")),
        el("p", {cls("kern-body")}, html::link("/anmelden", say("Zurück zur Anmeldung")))
    );
    return page;
}

html::Page second_factor(const i18n::Words& say, const FactorView& view) {
    const std::string title = say("Zweiter Faktor");
    html::Page page{.title = title};
    page.breadcrumb = trail_to(say);
    Html part;
    if (view.state.is_confirmed()) {
        part = active_part(say, view);
    } else if (view.state.is_begun) {
        part = setup_part(say, view);
    } else {
        part = begin_part(say, view);
    }
    const Html required = html::when(view.is_required && !view.state.is_confirmed(), [&] {
        return html::alert(
            html::Tone::Warning,
            say("Für Ihre Rolle ist der zweite Faktor nötig. Richten Sie ihn ein, dann geht es "
                "weiter.")
        );
    });
    page.body =
        join(html::head({.title = title}), html::error_summary(say, view.errors), required, part);
    return page;
}

html::Page
recovery_codes(const i18n::Words& say, const std::vector<std::string>& codes, bool is_set_up) {
    const std::string title = say("Ihre Ersatzcodes");
    html::Page page{.title = title};
    page.breadcrumb = trail_to(say);
    const Html items = html::each(codes, [](const std::string& code) {
        return el("li", {}, el("code", {cls("dk-hash")}, text(code)));
    });
    page.body = join(
        html::head({.title = title}),
        paragraph(
            is_set_up ? say("Der zweite Faktor ist eingerichtet.")
                      : say("Die bisherigen Ersatzcodes gelten nicht mehr.")
        ),
        paragraph(say("Jeder dieser Codes ersetzt einmal den Code der App, falls Ihr Telefon "
                      "fehlt. Sie stehen nur jetzt hier: Drucken Sie sie, oder legen Sie sie in "
                      "Ihren Passwortspeicher.")),
        el("ul", {cls("kern-list")}, items),
        el("p",
           {cls("dk-actions")},
           html::link_button("/konto", say("Ich habe sie aufbewahrt"), html::Weight::Primary))
    );
    return page;
}

} // namespace denkraum::network::pages
