// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace denkraum::http {

/// A cookie as we set it: HttpOnly and SameSite=Lax always.
struct Cookie {
    std::string name;
    std::string value; ///< only RFC 6265 cookie octets, e.g. base64url
    /// Without it the cookie ends with the browser session; zero deletes it.
    std::optional<std::chrono::seconds> max_age = std::nullopt;
    bool secure = false; ///< pass request.is_secure()
    std::string path = "/";
};

/// The value of a Set-Cookie field. Requires: name and value made of cookie octets.
[[nodiscard]] std::string to_set_cookie(const Cookie& cookie);

/// The first cookie of that name in a Cookie field (`a=1; b="2"`); quotes are taken off.
[[nodiscard]] std::optional<std::string_view>
find_cookie(std::string_view field, std::string_view name);

} // namespace denkraum::http
