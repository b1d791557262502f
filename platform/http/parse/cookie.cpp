// SPDX-License-Identifier: EUPL-1.2
#include "platform/http/parse/cookie.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace denkraum::http {
namespace {

bool is_cookie_octet(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte > 0x20 && byte < 0x7f && c != '"' && c != ',' && c != ';' && c != '\\';
}

std::string_view trim(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

} // namespace

std::string to_set_cookie(const Cookie& cookie) {
    CHECK(
        !cookie.name.empty() && std::ranges::all_of(cookie.name, is_cookie_octet)
            && cookie.name.find('=') == std::string::npos,
        "a cookie's name is a constant of ours"
    );
    CHECK(std::ranges::all_of(cookie.value, is_cookie_octet), "cookie values are made by us");
    std::string field = cookie.name + "=" + cookie.value + "; Path=" + cookie.path;
    if (cookie.max_age) field += "; Max-Age=" + std::to_string(cookie.max_age->count());
    field += "; HttpOnly; SameSite=Lax";
    if (cookie.secure) field += "; Secure";
    return field;
}

std::optional<std::string_view> find_cookie(std::string_view field, std::string_view name) {
    while (!field.empty()) {
        const std::size_t end = std::min(field.find(';'), field.size());
        const std::string_view pair = trim(field.substr(0, end));
        field.remove_prefix(std::min(end + 1, field.size()));
        const std::size_t equals = pair.find('=');
        if (equals == std::string_view::npos || trim(pair.substr(0, equals)) != name) continue;
        std::string_view value = trim(pair.substr(equals + 1));
        if (value.size() >= 2 && value.front() == '"' && value.back() == '"') {
            value = value.substr(1, value.size() - 2);
        }
        return value;
    }
    return std::nullopt;
}

} // namespace denkraum::http
