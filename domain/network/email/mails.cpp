// SPDX-License-Identifier: EUPL-1.2
#include "domain/network/email/mails.hpp"

#include "platform/mail/mail.hpp"

namespace denkraum::network::email::mails {
namespace {

const i18n::Words& words_for(const Services& services, const Viewer& member) {
    return services.catalogues.of(member.language.value_or(i18n::Language::German));
}

std::string greeting(const i18n::Words& say, const Viewer& member) {
    return member.name.empty() ? say("Guten Tag,") : say("Guten Tag, {},", member.name);
}

void send_later(const Services& services, const mail::Message& message) {
    services.later([&services, message] {
        const Done sent = services.mailer.send(message);
        if (!sent) services.log.failure(log::Level::Warning, "mail not sent", sent.error());
    });
}

} // namespace

void send_link(
    const Services& services,
    const Viewer& member,
    const std::string& to,
    const secret::SecretText& token
) {
    const i18n::Words& say = words_for(services, member);
    const std::string text =
        greeting(say, member) + "\n\n"
        + say(
            "Sie möchten sich bei „{}“ künftig mit dieser Adresse anmelden. Bestätigen Sie das "
            "innerhalb einer Stunde hier:",
            say(services.site_name)
        )
        + "\n\n" + services.base_url + "/email/" + token.reveal() + "\n\n"
        + say("Waren Sie es nicht, brauchen Sie nichts zu tun.") + "\n";
    send_later(services, {.to = to, .subject = say("Neue Adresse bestätigen"), .text = text});
}

void tell_of_change(const Services& services, const Viewer& member, const std::string& to) {
    const i18n::Words& say = words_for(services, member);
    const std::string text =
        greeting(say, member) + "\n\n"
        + say(
            "für Ihre Anmeldung bei „{}“ gilt jetzt eine andere E-Mail-Adresse. An diese hier "
            "schreiben wir Ihnen nicht mehr.",
            say(services.site_name)
        )
        + "\n\n" + say("Waren Sie es nicht? Dann sagen Sie gleich der Koordination Bescheid.")
        + "\n";
    send_later(services, {.to = to, .subject = say("Ihre Adresse wurde geändert"), .text = text});
}

} // namespace denkraum::network::email::mails
