// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

#include "base/i18n/words.hpp"
#include "platform/mail/mail.hpp"

/// Mails about logins, as plain text.
namespace denkraum::network::mails {

/// What all of them name.
struct Letter {
    std::string to;
    std::string name; ///< of the person; may be empty
    std::string site_name;
    std::string link;
};
[[nodiscard]] mail::Message reset(const i18n::Words& say, const Letter& letter);
/// After the fact, so that a thief is noticed; `link` leads to 'Passwort vergessen'.
[[nodiscard]] mail::Message password_changed(const i18n::Words& say, const Letter& letter);

} // namespace denkraum::network::mails
