// SPDX-License-Identifier: EUPL-1.2
#include "domain/network/guard/guard.hpp"

#include <utility>

#include "domain/network/limits.hpp"
#include "platform/http/parse/url.hpp"
#include "platform/secret/hash.hpp"

namespace denkraum::network::guard {
namespace {

constexpr std::size_t expiry_bytes = 8;
constexpr std::chrono::seconds language_kept = std::chrono::days(365);

std::string_view plain_name(Keepsake keepsake) {
    switch (keepsake) {
    case Keepsake::Session: return "dk_sitzung";
    case Keepsake::Visitor: return "dk_besuch";
    case Keepsake::Language: return "dk_sprache";
    case Keepsake::Notice: return "dk_hinweis";
    }
    std::unreachable();
}

std::chrono::seconds lifetime_of(Keepsake keepsake) {
    switch (keepsake) {
    case Keepsake::Session:
        return std::chrono::duration_cast<std::chrono::seconds>(session_age_max);
    case Keepsake::Visitor: return visitor_form_lifetime;
    case Keepsake::Language: return language_kept;
    case Keepsake::Notice: return std::chrono::duration_cast<std::chrono::seconds>(notice_lifetime);
    }
    std::unreachable();
}

} // namespace

std::string cookie_name(Keepsake keepsake, const http::Request& request) {
    return (request.is_secure() ? "__Host-" : "") + std::string(plain_name(keepsake));
}

std::optional<std::string_view> read_cookie(Keepsake keepsake, const http::Request& request) {
    return request.cookie(cookie_name(keepsake, request));
}

http::Cookie make_cookie(Keepsake keepsake, std::string_view value, const http::Request& request) {
    return {
        .name = cookie_name(keepsake, request),
        .value = std::string(value),
        .max_age = lifetime_of(keepsake),
        .secure = request.is_secure()
    };
}

http::Cookie delete_cookie(Keepsake keepsake, const http::Request& request) {
    return {
        .name = cookie_name(keepsake, request),
        .value = {},
        .max_age = std::chrono::seconds(0),
        .secure = request.is_secure()
    };
}

std::string csrf_token(std::string_view token) {
    return to_base64url(secret::hmac_sha256(as_bytes(token), as_bytes("denkraum form")));
}

bool is_csrf_token(std::string_view given, std::string_view token) {
    const std::string right = csrf_token(token);
    return given.size() == right.size()
           && secret::equal_in_constant_time(as_bytes(given), as_bytes(right));
}

Origin origin_of(const http::Request& request, std::string_view base_url) {
    // No script can set Sec-Fetch-Site, so it is believed first; browsers leave it out over plain
    // http, and some send "Origin: null" where a page hides its address.
    if (const auto site = request.header("Sec-Fetch-Site")) {
        return *site == "same-origin" ? Origin::Ours : Origin::Foreign;
    }
    if (!request.header("Origin")) return Origin::Unsaid;
    return http::same_origin(request, base_url) ? Origin::Ours : Origin::Foreign;
}

std::string sign_notice(ByteView key, std::string_view sentence, Instant now) {
    const auto expires = static_cast<std::uint64_t>((now + notice_lifetime).us);
    Bytes message(expiry_bytes);
    for (std::size_t i = 0; i < expiry_bytes; ++i) {
        message[i] = static_cast<std::uint8_t>(expires >> (8U * (expiry_bytes - 1 - i)));
    }
    const ByteView words = as_bytes(sentence);
    message.insert(message.end(), words.begin(), words.end());
    return to_base64url(message) + "." + to_base64url(secret::hmac_sha256(key, message));
}

std::optional<std::string> read_notice(ByteView key, std::string_view value, Instant now) {
    const std::size_t dot = value.find('.');
    if (dot == std::string_view::npos) return std::nullopt;
    const auto message = from_base64url(value.substr(0, dot));
    const auto signature = from_base64url(value.substr(dot + 1));
    if (!message || !signature || message->size() < expiry_bytes) return std::nullopt;
    const secret::Digest right = secret::hmac_sha256(key, *message);
    if (signature->size() != right.size() || !secret::equal_in_constant_time(*signature, right)) {
        return std::nullopt;
    }
    std::uint64_t expires = 0;
    for (std::size_t i = 0; i < expiry_bytes; ++i)
        expires = expires << 8U | (*message)[i];
    if (std::cmp_less(expires, now.us)) return std::nullopt;
    return std::string(as_text(ByteView(*message).subspan(expiry_bytes)));
}

std::string_view local_or(std::string_view wanted, std::string_view fallback) {
    return http::is_local_path(wanted) ? wanted : fallback;
}

} // namespace denkraum::network::guard
