// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <variant>

#include "platform/http/server/core.hpp"

namespace denkraum::http {

/// What a socket needs once its handshake was accepted.
struct Opening {
    std::string accept_value; ///< of Sec-WebSocket-Accept
    SocketEvents events;
    SocketOptions options;
};

using Answer = std::variant<Response, Opening>;

/// Calls the handler, or makes the page for a path nobody answers. The edge where exceptions end
/// and where errors get their status and are told to on_failure. Never throws.
[[nodiscard]] Answer answer(
    const Core& core, Request& request, const std::expected<Router::Found, Router::Missing>& found
);

/// What the route has ready for this request, if anything. Never throws.
[[nodiscard]] std::optional<Response>
ready_answer(const Core& core, Request& request, const Router::Found& found);

} // namespace denkraum::http
