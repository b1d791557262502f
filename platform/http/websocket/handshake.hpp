// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "platform/http/parse/headers.hpp"

namespace denkraum::http {

/// Whether a GET asks for a WebSocket at all.
[[nodiscard]] bool wants_websocket(const Headers& headers);

/// Sec-WebSocket-Accept for a handshake (RFC 6455 section 4.2). Nothing when it is not one of
/// version 13 with a proper key: answer 426 and name the version.
[[nodiscard]] std::optional<std::string> accept_handshake(const Headers& headers);

/// The accept value of a key.
[[nodiscard]] std::string accept_value(std::string_view key);

} // namespace denkraum::http
