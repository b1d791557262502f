// SPDX-License-Identifier: EUPL-1.2
#include "domain/network/member/mails.hpp"

namespace denkraum::network::mails {

mail::Message invitation(const i18n::Words& say, const InvitationLetter& letter) {
    const std::string text =
        say("Guten Tag, {},", letter.name) + "\n\n"
        + say(
            "Sie sind eingeladen, für „{}“ bei „{}“ mitzuarbeiten.",
            letter.authority,
            letter.site_name
        )
        + "\n\n" + say("Mit diesem Link richten Sie Ihren Zugang ein:") + "\n\n" + letter.link
        + "\n\n" + say("Er gilt einmal und bis zum {}.", say.date(letter.expires_at)) + "\n";
    return {.to = letter.to, .subject = say("Einladung: {}", letter.site_name), .text = text};
}

} // namespace denkraum::network::mails
