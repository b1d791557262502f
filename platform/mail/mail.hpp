// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

#include "base/instant.hpp"
#include "base/random.hpp"
#include "base/result.hpp"

namespace denkraum::mail {

/// What is sent: plain text, because everybody can read it. Lines end with '\n'.
struct Message {
    std::string to; ///< an address without a name
    std::string subject;
    std::string text;
};

/// Who sends: the installation, never a member.
struct Sender {
    std::string address;
    std::string name = "Denkraum";
};

/// One of the five ports. Used from any thread; may block for send_wait_max: call it on a worker.
class Mailer {
public:
    Mailer() = default;
    Mailer(const Mailer&) = delete;
    Mailer& operator=(const Mailer&) = delete;
    virtual ~Mailer() = default;

    /// True when the mail was handed over. Fails: Invalid or TooLarge for a message that can never
    /// be sent (address, subject, refused by the server for good); Unavailable: try again later.
    [[nodiscard]] virtual Done send(const Message& message) = 0;
    /// False where no server is set up and nobody gets what is sent: pages then say so.
    [[nodiscard]] virtual bool delivers() const { return true; }
};

/// A local part and a domain in ASCII, as servers take them. Fails: Invalid, TooLarge.
[[nodiscard]] Done check_address(std::string_view address);

/// The message as RFC 5322 text with CRLF line ends: subject and name as RFC 2047 encoded words
/// where needed, body as quoted-printable UTF-8. Nothing in a message can add a header: control
/// characters outside the body are refused. Fails: Invalid, TooLarge.
[[nodiscard]] Result<std::string>
compose(const Message& message, const Sender& sender, Instant now, Randomness& randomness);

} // namespace denkraum::mail
