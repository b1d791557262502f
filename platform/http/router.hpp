// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.hpp"
#include "platform/http/limits.hpp"
#include "platform/http/request.hpp"
#include "platform/http/response.hpp"
#include "platform/http/socket.hpp"

namespace denkraum::http {

/// Answers one request. Ordinary blocking code, called on a worker, several at a time. An Error
/// becomes the status of status.hpp and the page of Router::error_page; an exception a 500.
using Handler = std::function<Result<Response>(const Request&)>;

/// Makes the page a person sees for 404, 405, 413, 500 …; `error` tells why where a handler
/// failed. Called on a worker; may be called from several at once.
using ErrorPage = std::function<Response(const Request&, int status, const Error* error)>;

struct RouteOptions {
    std::size_t body_bytes_max = body_bytes_default;
    /// The handler runs on the loop itself and must not block or take longer than some
    /// microseconds: cached bytes and static files.
    bool fast = false;
    /// Asked first, on the loop, under the same bounds: an answer that is ready, such as a page
    /// in memory. Nothing: the handler runs as usual. Sees no form.
    std::function<std::optional<Response>(const Request&)> ready = {};
};

/// One line of the table, for tests that load every route.
struct Route {
    Method method = Method::Get;
    std::string pattern;
    bool is_websocket = false;
    RouteOptions options = {};
};

/// Which handler answers which address.
///
///   pattern = "/" [ segment *( "/" segment ) ]
///   segment = literal            ; compared after decoding
///           / "{" name "}"       ; any one non-empty segment
///           / "{" name "...}"    ; last only: the rest of the path, may be empty
///
/// A literal wins over a parameter, a parameter over a rest. GET answers HEAD too. A path with a
/// needless "/" at its end is redirected to the one without. Filled before the server starts,
/// unchanged afterwards.
class Router {
public:
    Router();
    Router(Router&&) noexcept;
    Router& operator=(Router&&) noexcept;
    ~Router();

    /// Requires: a well-formed pattern that was not added before for this method.
    void add(Method method, std::string_view pattern, Handler handler, RouteOptions options = {});
    void get(std::string_view pattern, Handler handler, RouteOptions options = {}) {
        add(Method::Get, pattern, std::move(handler), options);
    }
    void post(std::string_view pattern, Handler handler, RouteOptions options = {}) {
        add(Method::Post, pattern, std::move(handler), options);
    }
    void websocket(std::string_view pattern, Accept accept, SocketOptions options = {});

    void set_error_page(ErrorPage page) { error_page_ = std::move(page); }
    /// The page for a status; a line of plain text when no error page was set.
    [[nodiscard]] Response error_page(const Request& request, int status, const Error* error) const;

    /// In the order of their adding.
    [[nodiscard]] const std::vector<Route>& routes() const { return routes_; }

    struct Socketed {
        Accept accept;
        SocketOptions options;
    };
    struct Endpoint {
        RouteOptions options;
        std::variant<Handler, Socketed> target;
    };
    struct Found {
        const Endpoint* endpoint; ///< lives as long as the router
        Fields parameters;
    };
    struct Missing {
        int status;             ///< 404, 405, 400, 308, or 204 for OPTIONS
        std::string allow = {}; ///< for 405 and 204
        std::string moved = {}; ///< for 308
    };
    /// Finds who answers a path (without its query).
    [[nodiscard]] std::expected<Found, Missing> find(Method method, std::string_view path) const;

private:
    struct Node;
    Node& node_of(std::string_view pattern);
    void add_endpoint(Route route, Endpoint endpoint);

    std::unique_ptr<Node> root_;
    std::vector<Route> routes_;
    ErrorPage error_page_;
};

} // namespace denkraum::http
