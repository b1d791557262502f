// SPDX-License-Identifier: EUPL-1.2
#include "domain/network/login/mails.hpp"

namespace denkraum::network::mails {
namespace {

std::string greeting(const i18n::Words& say, const Letter& letter) {
    return letter.name.empty() ? say("Guten Tag,") : say("Guten Tag, {},", letter.name);
}

} // namespace

mail::Message reset(const i18n::Words& say, const Letter& letter) {
    const std::string text =
        greeting(say, letter) + "\n\n"
        + say(
            "jemand möchte für Ihre Anmeldung bei „{}“ ein neues Passwort setzen. Waren Sie das? "
            "Dann öffnen Sie innerhalb einer Stunde diese Adresse:",
            letter.site_name
        )
        + "\n\n" + letter.link + "\n\n"
        + say("Waren Sie es nicht, brauchen Sie nichts zu tun. Ihr Passwort bleibt, wie es ist.")
        + "\n";
    return {.to = letter.to, .subject = say("Neues Passwort setzen"), .text = text};
}

mail::Message password_changed(const i18n::Words& say, const Letter& letter) {
    const std::string text =
        greeting(say, letter) + "\n\n"
        + say(
            "Ihr Passwort bei „{}“ wurde geändert. Alle anderen Anmeldungen sind beendet.",
            letter.site_name
        )
        + "\n\n"
        + say(
            "Waren Sie es nicht? Dann setzen Sie hier gleich ein neues Passwort und sagen Sie der "
            "Koordination Bescheid:"
        )
        + "\n\n" + letter.link + "\n";
    return {.to = letter.to, .subject = say("Ihr Passwort wurde geändert"), .text = text};
}

} // namespace denkraum::network::mails
