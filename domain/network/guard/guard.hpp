// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/instant.hpp"
#include "platform/http/request.hpp"
#include "platform/http/response.hpp"

/// Cookies, form tokens and signed notices.
namespace denkraum::network::guard {

/// What we keep in a browser. None is set before it is needed: a visitor who only reads gets none.
enum class Keepsake { Session, Visitor, Language, Notice };

/// "dk_sitzung", or "__Host-dk_sitzung" over https, which no neighbouring host can set.
[[nodiscard]] std::string cookie_name(Keepsake keepsake, const http::Request& request);
[[nodiscard]] std::optional<std::string_view>
read_cookie(Keepsake keepsake, const http::Request& request);
/// Requires: a value of cookie octets.
[[nodiscard]] http::Cookie
make_cookie(Keepsake keepsake, std::string_view value, const http::Request& request);
[[nodiscard]] http::Cookie delete_cookie(Keepsake keepsake, const http::Request& request);

/// What a form carries to show that it is ours: only who has the token can know it.
[[nodiscard]] std::string csrf_token(std::string_view token);
[[nodiscard]] bool is_csrf_token(std::string_view given, std::string_view token);

/// Where a form comes from, by what the browser says of itself.
enum class Origin { Ours, Foreign, Unsaid };
[[nodiscard]] Origin origin_of(const http::Request& request, std::string_view base_url);

/// One sentence for the next page:
///
///     notice = base64url(expires ‖ sentence) "." base64url(HMAC-SHA-256(key, expires ‖ sentence))
///     expires = 8 bytes, big-endian, microseconds
[[nodiscard]] std::string sign_notice(ByteView key, std::string_view sentence, Instant now);
/// Nothing for a value that we did not sign or that is too old.
[[nodiscard]] std::optional<std::string>
read_notice(ByteView key, std::string_view value, Instant now);

/// `wanted` if it is an address of ours, otherwise `fallback`.
[[nodiscard]] std::string_view local_or(std::string_view wanted, std::string_view fallback);

} // namespace denkraum::network::guard
