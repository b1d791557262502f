// SPDX-License-Identifier: EUPL-1.2
#include "platform/http/server/head.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ctime>

#include "base/utf8.hpp"
#include "platform/http/status.hpp"

namespace denkraum::http {
namespace {

void add_line(std::string& head, std::string_view name, std::string_view value) {
    head.append(name).append(": ").append(value).append("\r\n");
}

/// The status line of the answers that make nearly all the traffic, without formatting a number.
void add_status_line(std::string& head, int status) {
    if (status == 200) {
        head.append("HTTP/1.1 200 OK\r\n");
        return;
    }
    fmt::format_to(std::back_inserter(head), "HTTP/1.1 {} {}\r\n", status, reason_of(status));
}

/// Which form of a shared content this client gets.
struct Chosen {
    ByteView body;
    const std::string* head;
    const std::string* etag;
};

Chosen choose(const Content& content, const Reading& reading) {
    if (reading.accepts_gzip && !content.gzip().empty()) {
        return {content.gzip(), &content.gzip_head(), &content.gzip_etag()};
    }
    return {content.body(), &content.head(), &content.etag()};
}

/// Fields that the response sets itself. Tells whether a policy was among them.
bool add_fields(std::string& head, const Headers& headers) {
    bool has_policy = false;
    for (std::size_t i = 0; i < headers.size(); ++i) {
        const auto field = headers.at(i);
        add_line(head, field.name, field.value);
        has_policy = has_policy || equals_ignoring_case(field.name, "Content-Security-Policy");
    }
    return has_policy;
}

} // namespace

bool allows_gzip(std::string_view accept_encoding) {
    while (!accept_encoding.empty()) {
        const std::size_t end = std::min(accept_encoding.find(','), accept_encoding.size());
        const std::string_view item = utf8::trim(accept_encoding.substr(0, end));
        accept_encoding.remove_prefix(std::min(end + 1, accept_encoding.size()));
        const std::size_t semicolon = std::min(item.find(';'), item.size());
        if (!equals_ignoring_case(utf8::trim(item.substr(0, semicolon)), "gzip")) continue;
        const std::size_t quality = item.find("q=", semicolon);
        // "q=0", "q=0.0" … is a refusal.
        return quality == std::string_view::npos
               || item.find_first_of("123456789", quality) != std::string_view::npos;
    }
    return false;
}

std::string http_date(std::int64_t unix_seconds) {
    static constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array months{
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };
    const std::time_t time = unix_seconds;
    std::tm parts{};
    ::gmtime_r(&time, &parts);
    return fmt::format(
        "{}, {:02} {} {} {:02}:{:02}:{:02} GMT",
        days.at(static_cast<std::size_t>(parts.tm_wday)),
        parts.tm_mday,
        months.at(static_cast<std::size_t>(parts.tm_mon)),
        parts.tm_year + 1900,
        parts.tm_hour,
        parts.tm_min,
        parts.tm_sec
    );
}

std::string security_lines(std::string_view policy) {
    std::string lines;
    if (!policy.empty()) add_line(lines, "Content-Security-Policy", policy);
    add_line(lines, "X-Content-Type-Options", "nosniff");
    add_line(lines, "Referrer-Policy", "same-origin");
    add_line(lines, "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()");
    add_line(lines, "Cross-Origin-Opener-Policy", "same-origin");
    add_line(lines, "Cross-Origin-Resource-Policy", "same-origin");
    return lines;
}

ByteView write_head(
    std::string& head,
    Response& response,
    const Reading& reading,
    const Core& core,
    std::string_view date
) {
    head.clear();
    ByteView body;
    bool has_own_policy = false;
    if (const auto* shared = std::get_if<std::shared_ptr<const Content>>(&response.body)) {
        const Chosen chosen = choose(**shared, reading);
        const bool may_be_known = reading.is_read && response.status == 200;
        if (may_be_known && etag_matches(reading.if_none_match, *chosen.etag)) {
            response.status = 304;
        }
        add_status_line(head, response.status);
        head.append(*chosen.head);
        has_own_policy = (*shared)->has_own_policy();
        body = chosen.body;
    } else {
        add_status_line(head, response.status);
        body = as_bytes(std::get<std::string>(response.body));
    }
    if (add_fields(head, response.headers)) has_own_policy = true;
    const bool is_bodiless =
        response.status == 204 || response.status == 304 || response.status < 200;
    if (!is_bodiless) {
        fmt::format_to(std::back_inserter(head), "Content-Length: {}\r\n", body.size());
    }
    if (!reading.keeps_alive) {
        head.append("Connection: close\r\n");
    } else if (reading.is_http_1_0) {
        head.append("Connection: keep-alive\r\n");
    }
    head.append("Date: ").append(date).append("\r\n");
    head.append(has_own_policy ? core.security_head_without_policy : core.security_head);
    if (reading.is_secure) add_line(head, "Strict-Transport-Security", "max-age=31536000");
    head.append("\r\n");
    return is_bodiless || reading.is_head ? ByteView() : body;
}

} // namespace denkraum::http
