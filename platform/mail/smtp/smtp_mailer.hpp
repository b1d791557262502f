// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "base/instant.hpp"
#include "base/random.hpp"
#include "platform/mail/limits.hpp"
#include "platform/mail/mail.hpp"
#include "platform/secret/secret.hpp"

namespace denkraum::mail {

enum class Encryption : std::uint8_t {
    StartTls, ///< port 587; a server that does not offer it gets no mail
    Tls,      ///< port 465
    None,     ///< for a relay on the same machine only
};

struct SmtpServer {
    std::string host;
    std::uint16_t port = 587;
    Encryption encryption = Encryption::StartTls;
    std::string user = {}; ///< empty: the server asks for none
    secret::SecretText password = {};
    /// Certificates to trust instead of the system's.
    std::optional<std::string> ca_file = {};
    std::chrono::milliseconds connect_wait = connect_wait_max;
    std::chrono::milliseconds send_wait = send_wait_max;
};

/// Hands each mail to a server by SMTP (libcurl), one connection per mail. The arguments outlive
/// the mailer. Fails: Invalid for an unusable host or sender.
[[nodiscard]] Result<std::unique_ptr<Mailer>>
open_smtp_mailer(SmtpServer server, Sender sender, const Clock& clock, Randomness& randomness);

} // namespace denkraum::mail
