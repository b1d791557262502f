// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "domain/network/access.hpp"
#include "domain/network/services.hpp"
#include "platform/secret/secret.hpp"

/// Both are sent in the background; what cannot be sent stands in the log.
namespace denkraum::network::email::mails {

/// To the new address.
void send_link(
    const Services& services,
    const Viewer& member,
    const std::string& to,
    const secret::SecretText& token
);
/// To the address of before, after the fact, so that a thief is noticed.
void tell_of_change(const Services& services, const Viewer& member, const std::string& to);

} // namespace denkraum::network::email::mails
