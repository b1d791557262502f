// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "domain/network/access.hpp"
#include "domain/network/services.hpp"
#include "platform/secret/secret.hpp"

/// The address with which a member signs in becomes another one: asked for with the password,
/// confirmed by a link that only whoever reads the new address has.
namespace denkraum::network::email {

inline constexpr std::chrono::microseconds link_lifetime = std::chrono::hours(1);

struct Request {
    std::string email = {};
    secret::SecretText password = {};
};
/// Mails the link to the new address, in the background. One that another member has gets none, and
/// nobody is told so. Fails: Invalid, field "email" or "current_password".
[[nodiscard]] Done request(const Services& services, const Viewer& by, const Request& wanted);

/// The address that a link would make somebody's; nothing for an unknown, used or expired link.
[[nodiscard]] Result<std::optional<std::string>>
address_of(const Services& services, std::string_view token);
/// From now on the member signs in with it; the address of before gets a mail. Fails: NotFound for
/// an unknown, used or expired link, and when another member took the address meanwhile.
[[nodiscard]] Done confirm(const Services& services, std::string_view token);

} // namespace denkraum::network::email
