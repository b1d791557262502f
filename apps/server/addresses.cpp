// SPDX-License-Identifier: EUPL-1.2
#include "apps/server/addresses.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <array>
#include <charconv>

namespace denkraum::server {
namespace {

constexpr std::uint16_t starttls_port = 587;
constexpr std::uint16_t plain_port = 25;
constexpr std::uint16_t tls_port = 465;

std::unexpected<Error> wrong(std::string sentence) {
    return fail(ErrorCode::Invalid, std::move(sentence));
}

Result<std::string> canonical(int family, const std::string& typed) {
    std::array<unsigned char, sizeof(in6_addr)> bytes{};
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (::inet_pton(family, typed.c_str(), bytes.data()) != 1) return wrong("no address");
    ::inet_ntop(family, bytes.data(), text.data(), text.size());
    return std::string(text.data());
}

Result<std::uint16_t> port_in(std::string_view typed) {
    std::uint16_t port = 0;
    const auto [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), port);
    if (error == std::errc() && end == typed.data() + typed.size() && port > 0) return port;
    return wrong(fmt::format("»{}« ist kein Port: Erlaubt ist 1 bis 65535.", typed));
}

bool is_host(std::string_view text) {
    return !text.empty() && text.find_first_of(" \t/?#@[]:") == std::string_view::npos;
}

struct HostPort {
    std::string host = {};
    std::uint16_t port = 0; ///< 0: none was given
};
/// host [":" port]; an IPv6 address stands in brackets, so that its colons are not the port's.
Result<HostPort> host_port(std::string_view text) {
    HostPort found;
    std::string_view rest;
    if (text.starts_with('[')) {
        const std::size_t end = text.find(']');
        const auto inside = std::string(text.substr(1, end == text.npos ? 0 : end - 1));
        const auto address = canonical(AF_INET6, inside);
        if (!address) return wrong("In eckigen Klammern steht eine IPv6-Adresse, etwa [::1].");
        found.host = *address;
        rest = text.substr(end + 1);
    } else {
        const std::size_t colon = std::min(text.find(':'), text.size());
        found.host = text.substr(0, colon);
        rest = text.substr(colon);
        if (!is_host(found.host))
            return wrong("Es fehlt der Name des Servers, oder er ist falsch.");
    }
    if (rest.empty()) return found;
    if (!rest.starts_with(':')) return wrong("Nach dem Namen folgt nur noch ein Port.");
    DK_TRY(found.port, port_in(rest.substr(1)));
    return found;
}

} // namespace

Result<std::string> ip_address(std::string_view typed) {
    const std::string text(typed);
    if (auto four = canonical(AF_INET, text)) return four;
    if (auto six = canonical(AF_INET6, text)) return six;
    return wrong(fmt::format(
        "»{}« ist keine IP-Adresse. Erlaubt ist eine einzelne wie 127.0.0.1 oder ::1, kein Name "
        "und "
        "kein Netz.",
        typed
    ));
}

bool is_loopback(std::string_view ip_address) {
    return ip_address.starts_with("127.") || ip_address == "::1";
}

std::string http_address(std::string_view ip_address, std::uint16_t port) {
    const bool is_six = ip_address.find(':') != std::string_view::npos;
    return is_six ? fmt::format("http://[{}]:{}", ip_address, port)
                  : fmt::format("http://{}:{}", ip_address, port);
}

Result<std::string> web_address(std::string_view typed) {
    if (typed.empty()) return std::string();
    std::string_view rest = typed;
    if (rest.starts_with("http://")) {
        rest.remove_prefix(7);
    } else if (rest.starts_with("https://")) {
        rest.remove_prefix(8);
    } else {
        return wrong("Die Adresse muss mit http:// oder https:// beginnen.");
    }
    if (rest.ends_with('/')) rest.remove_suffix(1);
    if (rest.find('/') != std::string_view::npos) {
        return wrong("Nach dem Namen des Servers darf kein Pfad stehen.");
    }
    DK_DO(host_port(rest));
    return std::string(typed.ends_with('/') ? typed.substr(0, typed.size() - 1) : typed);
}

Result<SmtpAddress> smtp_address(std::string_view typed) {
    SmtpAddress address;
    address.is_tls = typed.starts_with("smtps://");
    if (!address.is_tls && !typed.starts_with("smtp://")) {
        return wrong("Die Adresse muss mit smtp:// oder smtps:// beginnen.");
    }
    std::string_view rest = typed.substr(typed.find("//") + 2);
    if (rest.ends_with('/')) rest.remove_suffix(1);
    DK_TRY(HostPort place, host_port(rest));
    const bool is_six = place.host.find(':') != std::string::npos;
    address.host = is_six ? "[" + place.host + "]" : std::move(place.host);
    address.port = place.port != 0 ? place.port : (address.is_tls ? tls_port : starttls_port);
    address.is_plain = !address.is_tls && address.port == plain_port;
    return address;
}

} // namespace denkraum::server
