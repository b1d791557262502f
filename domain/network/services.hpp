// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <string>

#include "base/bytes.hpp"
#include "base/i18n/words.hpp"
#include "base/instant.hpp"
#include "base/random.hpp"
#include "platform/bus/bus.hpp"
#include "platform/log/log.hpp"
#include "platform/mail/mail.hpp"
#include "platform/secret/password.hpp"
#include "platform/sql/sql.hpp"

namespace denkraum::network {

/// What the commands and pages of this folder need of the world. Made once by the wiring; outlives
/// every handler and every task given to `later`.
struct Services {
    sql::Database& database;
    const Clock& clock;
    Randomness& randomness;
    bus::Bus& bus;
    mail::Mailer& mailer;
    secret::Passwords& passwords;
    log::Log& log;
    const i18n::Catalogues& catalogues;
    /// Runs a task soon, on a worker. Work whose time would tell a visitor something (is there
    /// such a member?) goes there.
    std::function<void(std::function<void()>)> later;
    std::string base_url;  ///< for links in mails; without a slash at the end
    std::string site_name; ///< German, for say()
    Bytes key = {};        ///< the installation's: seals the secrets of second factors
};

} // namespace denkraum::network
