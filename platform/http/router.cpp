// SPDX-License-Identifier: EUPL-1.2
#include "platform/http/router.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "base/check.hpp"
#include "platform/http/parse/url.hpp"
#include "platform/http/status.hpp"

namespace denkraum::http {

/// A tree of path segments. Names are kept per endpoint's node: two patterns that meet in a node
/// may call the same segment differently.
struct Router::Node {
    std::map<std::string, std::unique_ptr<Node>, std::less<>> literals;
    std::unique_ptr<Node> parameter;
    std::unique_ptr<Node> rest;
    std::map<Method, Endpoint> endpoints;
    std::map<Method, std::vector<std::string>> names; ///< of the parameters on the way here
};

namespace {

std::vector<std::string_view> segments_of(std::string_view path) {
    std::vector<std::string_view> segments;
    path.remove_prefix(1);
    for (;;) {
        const std::size_t end = std::min(path.find('/'), path.size());
        segments.push_back(path.substr(0, end));
        if (end == path.size()) return segments;
        path.remove_prefix(end + 1);
    }
}

bool is_parameter(std::string_view segment) {
    return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

/// The name in "{name}" or "{name...}".
std::string_view name_in(std::string_view segment) {
    const std::string_view inside = segment.substr(1, segment.size() - 2);
    return inside.ends_with("...") ? inside.substr(0, inside.size() - 3) : inside;
}

std::vector<std::string> names_in(std::string_view pattern) {
    std::vector<std::string> names;
    for (const std::string_view segment : segments_of(pattern)) {
        if (is_parameter(segment)) names.emplace_back(name_in(segment));
    }
    return names;
}

} // namespace

Router::Router() : root_(std::make_unique<Node>()) {}
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;
Router::~Router() = default;

Router::Node& Router::node_of(std::string_view pattern) {
    CHECK(!pattern.empty() && pattern.front() == '/', "a pattern begins with '/'");
    Node* node = root_.get();
    const auto segments = segments_of(pattern);
    for (std::size_t i = 0; i < segments.size(); ++i) {
        const std::string_view segment = segments[i];
        if (!is_parameter(segment)) {
            CHECK(
                segment.find_first_of("{}") == std::string_view::npos, "a parameter is a segment"
            );
            auto& next = node->literals[std::string(segment)];
            if (!next) next = std::make_unique<Node>();
            node = next.get();
            continue;
        }
        const bool is_rest = segment.ends_with("...}");
        CHECK(!is_rest || i + 1 == segments.size(), "a rest is the last segment");
        auto& next = is_rest ? node->rest : node->parameter;
        if (!next) next = std::make_unique<Node>();
        node = next.get();
    }
    return *node;
}

void Router::add_endpoint(Route route, Endpoint endpoint) {
    Node& node = node_of(route.pattern);
    const bool is_new = node.endpoints.emplace(route.method, std::move(endpoint)).second;
    CHECK(is_new, "a route is added once");
    node.names[route.method] = names_in(route.pattern);
    routes_.push_back(std::move(route));
}

void Router::add(Method method, std::string_view pattern, Handler handler, RouteOptions options) {
    add_endpoint(
        {.method = method, .pattern = std::string(pattern), .options = options},
        {.options = options, .target = std::move(handler)}
    );
}

void Router::websocket(std::string_view pattern, Accept accept, SocketOptions options) {
    add_endpoint(
        {.method = Method::Get, .pattern = std::string(pattern), .is_websocket = true},
        {.options = {.body_bytes_max = 0},
         .target = Socketed{.accept = std::move(accept), .options = options}}
    );
}

Response Router::error_page(const Request& request, int status, const Error* error) const {
    if (error_page_) return error_page_(request, status, error);
    return Response::text(std::string(reason_of(status)) + "\n", status);
}

namespace {

/// Looks for the node of a path, best match first, trying the next best where one leads nowhere.
template <class Node>
struct Search {
    std::vector<std::string> segments; ///< decoded
    std::vector<std::string> values = {};

    const Node* find(const Node& node, std::size_t at) {
        if (at == segments.size()) return node.endpoints.empty() ? nullptr : &node;
        if (const auto literal = node.literals.find(segments[at]); literal != node.literals.end()) {
            if (const Node* found = find(*literal->second, at + 1)) return found;
        }
        if (node.parameter && !segments[at].empty()) {
            values.push_back(segments[at]);
            if (const Node* found = find(*node.parameter, at + 1)) return found;
            values.pop_back();
        }
        if (!node.rest) return nullptr;
        std::string rest = segments[at];
        for (std::size_t i = at + 1; i < segments.size(); ++i)
            rest += "/" + segments[i];
        values.push_back(std::move(rest));
        return node.rest.get();
    }
};

std::optional<std::vector<std::string>> decoded_segments(std::string_view path) {
    std::vector<std::string> segments;
    for (const std::string_view segment : segments_of(path)) {
        auto decoded = percent_decode(segment);
        if (!decoded) return std::nullopt;
        segments.push_back(*std::move(decoded));
    }
    return segments;
}

template <class Endpoints>
std::string allowed(const Endpoints& endpoints) {
    std::string allow = "OPTIONS";
    for (const auto& [method, _] : endpoints) {
        if (method == Method::Get && !endpoints.contains(Method::Head)) allow += ", HEAD";
        allow += ", " + std::string(name_of(method));
    }
    return allow;
}

} // namespace

auto Router::find(Method method, std::string_view path) const -> std::expected<Found, Missing> {
    if (path.empty() || path.front() != '/') return std::unexpected(Missing{.status = 400});
    auto segments = decoded_segments(path);
    if (!segments) return std::unexpected(Missing{.status = 400});
    Search<Node> search{.segments = *std::move(segments)};
    const Node* node = search.find(*root_, 0);
    if (node == nullptr) {
        // People copy addresses with a slash too many.
        const bool is_read = method == Method::Get || method == Method::Head;
        if (is_read && path.size() > 1 && path.ends_with('/')) {
            const std::string_view shorter = path.substr(0, path.size() - 1);
            if (is_local_path(shorter) && find(method, shorter)) {
                return std::unexpected(Missing{.status = 308, .moved = std::string(shorter)});
            }
        }
        return std::unexpected(Missing{.status = 404});
    }
    auto endpoint = node->endpoints.find(method);
    if (endpoint == node->endpoints.end() && method == Method::Head) {
        endpoint = node->endpoints.find(Method::Get);
    }
    if (endpoint == node->endpoints.end()) {
        const int status = method == Method::Options ? 204 : 405;
        return std::unexpected(Missing{.status = status, .allow = allowed(node->endpoints)});
    }
    Found found{.endpoint = &endpoint->second, .parameters = {}};
    const auto& names = node->names.at(endpoint->first);
    for (std::size_t i = 0; i < names.size(); ++i) {
        found.parameters.add(names[i], std::move(search.values[i]));
    }
    return found;
}

} // namespace denkraum::http
