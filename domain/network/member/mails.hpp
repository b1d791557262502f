// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "base/i18n/words.hpp"
#include "base/instant.hpp"
#include "platform/mail/mail.hpp"

namespace denkraum::network::mails {

struct InvitationLetter {
    std::string to;
    std::string name;
    std::string authority; ///< for which they shall take part
    std::string site_name;
    std::string link;
    Instant expires_at;
};
[[nodiscard]] mail::Message invitation(const i18n::Words& say, const InvitationLetter& letter);

} // namespace denkraum::network::mails
