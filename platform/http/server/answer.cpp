// SPDX-License-Identifier: EUPL-1.2
#include "platform/http/server/answer.hpp"

#include <exception>
#include <string>

#include "platform/http/status.hpp"
#include "platform/http/websocket/handshake.hpp"

namespace denkraum::http {
namespace {

void tell(const Core& core, const Request& request, int status, std::string_view what) {
    if (core.config.on_failure) {
        core.config.on_failure({.path = request.path(), .status = status, .what = what});
    }
}

Response plain(int status) {
    return Response::text(std::string(reason_of(status)) + "\n", status);
}

Response page_for(const Core& core, const Request& request, int status, const Error* error) {
    try {
        Response page = core.router.error_page(request, status, error);
        if (page.status < 400) page.status = status; // a page that forgot what it is
        return page;
    } catch (const std::exception& thrown) {
        tell(core, request, status, std::string("the error page threw: ") + thrown.what());
        return plain(status);
    }
}

Response refuse(const Core& core, const Request& request, const Error& error, int status) {
    tell(core, request, status, std::string(name_of(error.code)) + ": " + error.detail);
    return page_for(core, request, status, &error);
}

Response missing(const Core& core, const Request& request, const Router::Missing& why) {
    if (why.status == 204) return Response::no_content().with_header("Allow", why.allow);
    if (why.status == 308) {
        const std::string_view target = request.target();
        return Response::moved(why.moved + std::string(target.substr(request.path().size())));
    }
    Response page = page_for(core, request, why.status, nullptr);
    if (!why.allow.empty()) page.headers.add("Allow", why.allow);
    return page;
}

Answer open_socket(const Core& core, const Request& request, const Router::Socketed& socketed) {
    auto accept_value = accept_handshake(request.headers());
    if (!accept_value) {
        return page_for(core, request, 426, nullptr)
            .with_header("Sec-WebSocket-Version", "13")
            .with_header("Upgrade", "websocket");
    }
    auto events = socketed.accept(request);
    if (!events) return std::move(events).error();
    return Opening{
        .accept_value = *std::move(accept_value),
        .events = *std::move(events),
        .options = socketed.options
    };
}

Answer call(const Core& core, Request& request, const Router::Endpoint& endpoint) {
    if (const auto* socketed = std::get_if<Router::Socketed>(&endpoint.target)) {
        return open_socket(core, request, *socketed);
    }
    if (const Done form = request.read_form(); !form) {
        const int status = form.error().code == ErrorCode::TooLarge ? 413 : 400;
        return refuse(core, request, form.error(), status);
    }
    Result<Response> response = std::get<Handler>(endpoint.target)(request);
    if (response) return *std::move(response);
    return refuse(core, request, response.error(), status_of(response.error().code));
}

} // namespace

Answer answer(
    const Core& core, Request& request, const std::expected<Router::Found, Router::Missing>& found
) {
    try {
        if (!found) return missing(core, request, found.error());
        request.set_parameters(found->parameters);
        return call(core, request, *found->endpoint);
    } catch (const std::exception& thrown) {
        tell(core, request, 500, thrown.what());
    } catch (...) {
        tell(core, request, 500, "something that is no std::exception");
    }
    return page_for(core, request, 500, nullptr);
}

std::optional<Response>
ready_answer(const Core& core, Request& request, const Router::Found& found) {
    if (!found.endpoint->options.ready) return std::nullopt;
    try {
        request.set_parameters(found.parameters);
        return found.endpoint->options.ready(request);
    } catch (const std::exception& thrown) {
        tell(core, request, 500, thrown.what());
        return std::nullopt;
    }
}

} // namespace denkraum::http
