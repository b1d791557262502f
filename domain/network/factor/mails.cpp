// SPDX-License-Identifier: EUPL-1.2
#include "domain/network/factor/mails.hpp"

#include <string>

#include "domain/network/store.hpp"

namespace denkraum::network::factor {
namespace {

struct Words {
    std::string subject;
    std::string happened;
    std::string doubt;
};

Words words_of(const i18n::Words& say, Happening happening, const std::string& site_name) {
    const std::string doubt =
        say("Waren Sie es nicht? Dann setzen Sie hier gleich ein neues Passwort und sagen Sie der "
            "Koordination Bescheid:");
    switch (happening) {
    case Happening::SetUp:
        return {
            say("Zweiter Faktor eingerichtet"),
            say("für Ihre Anmeldung bei „{}“ wurde ein zweiter Faktor eingerichtet. Ab jetzt "
                "brauchen Sie bei jeder Anmeldung auch einen Code.",
                site_name),
            doubt
        };
    case Happening::Removed:
        return {
            say("Zweiter Faktor entfernt"),
            say("der zweite Faktor Ihrer Anmeldung bei „{}“ wurde entfernt. Ab jetzt genügt Ihr "
                "Passwort.",
                site_name),
            doubt
        };
    case Happening::Reset:
        return {
            say("Zweiter Faktor zurückgesetzt"),
            say("die Koordination hat den zweiten Faktor Ihrer Anmeldung bei „{}“ zurückgesetzt. "
                "Alle Ihre Anmeldungen sind beendet. Melden Sie sich mit Ihrem Passwort neu an und "
                "richten Sie den zweiten Faktor neu ein.",
                site_name),
            say("Haben Sie nicht darum gebeten? Dann setzen Sie hier gleich ein neues Passwort und "
                "fragen Sie bei der Koordination nach:")
        };
    }
    return {};
}

Done send(const Services& services, MemberId member, Happening happening) {
    DK_TRY(auto transaction, services.database.begin(sql::Access::Read));
    DK_TRY(const auto person, network::store::find_person(transaction, member));
    DK_TRY(const auto is, network::store::load_member(transaction, member));
    if (!person) return {};
    const auto& say = services.catalogues.of(is.language.value_or(i18n::Language::German));
    const Words words = words_of(say, happening, say(services.site_name));
    const std::string greeting =
        person->name.empty() ? say("Guten Tag,") : say("Guten Tag, {},", person->name);
    const std::string text = greeting + "\n\n" + words.happened + "\n\n" + words.doubt + "\n\n"
                             + services.base_url + "/passwort-vergessen\n";
    return services.mailer.send({.to = person->email, .subject = words.subject, .text = text});
}

} // namespace

void tell_of(const Services& services, MemberId member, Happening happening) {
    services.later([&services, member, happening] {
        const Done told = send(services, member, happening);
        if (!told) services.log.failure(log::Level::Warning, "mail not sent", told.error());
    });
}

} // namespace denkraum::network::factor
