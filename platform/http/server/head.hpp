// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

#include "platform/http/request.hpp"
#include "platform/http/response.hpp"
#include "platform/http/server/core.hpp"

namespace denkraum::http {

/// What of a request decides how its response is written.
struct Reading {
    bool is_head = false;
    bool is_read = false; ///< GET or HEAD: may be answered with 304
    bool accepts_gzip = false;
    bool is_http_1_0 = false;
    bool is_secure = false;
    bool keeps_alive = true; ///< also our decision, hence changed until the response is written
    std::string if_none_match = {};
};

/// Whether an Accept-Encoding field allows gzip.
[[nodiscard]] bool allows_gzip(std::string_view accept_encoding);

/// The Date field's value, as RFC 9110 wants it.
[[nodiscard]] std::string http_date(std::int64_t unix_seconds);

/// The lines of Core::security_head.
[[nodiscard]] std::string security_lines(std::string_view policy);

/// Puts status line and fields into `head` (replacing it) and gives the body to send after it: a
/// view into the response, empty for HEAD, 204 and 304. Changes the status to 304 where the
/// client has the content already.
[[nodiscard]] ByteView write_head(
    std::string& head,
    Response& response,
    const Reading& reading,
    const Core& core,
    std::string_view date
);

} // namespace denkraum::http
