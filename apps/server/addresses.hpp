// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"

/// What administrators write as addresses. Each fails: Invalid with a sentence that says what would
/// be right.
namespace denkraum::server {

/// One IP address as the network layer writes it, so that two of them can be compared as text.
[[nodiscard]] Result<std::string> ip_address(std::string_view typed);
/// Whether only this machine can reach that address.
[[nodiscard]] bool is_loopback(std::string_view ip_address);

/// "http://127.0.0.1:8080", "http://[::1]:8080".
[[nodiscard]] std::string http_address(std::string_view ip_address, std::uint16_t port);

/// A public address without a slash at the end: scheme, host, perhaps a port. Empty stays empty.
[[nodiscard]] Result<std::string> web_address(std::string_view typed);

/// smtp://host, smtp://host:port, smtps://…
struct SmtpAddress {
    std::string host = {}; ///< an IPv6 address stands in brackets
    std::uint16_t port = 0;
    bool is_tls = false;
    bool is_plain = false; ///< smtp:// on port 25: a relay on the same machine, without encryption
};
[[nodiscard]] Result<SmtpAddress> smtp_address(std::string_view typed);

} // namespace denkraum::server
