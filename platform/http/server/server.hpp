// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "platform/http/limits.hpp"
#include "platform/http/router.hpp"
#include "platform/run/loop.hpp"
#include "platform/run/workers.hpp"

namespace denkraum::http {

/// How long a client may take, and how much of everything there may be.
struct ServerLimits {
    std::size_t connections_max = 10'000; ///< 503 and closed beyond
    std::size_t requests_per_connection_max = 100'000;
    /// Bodies held in memory by all connections together; 503 beyond.
    std::size_t bodies_bytes_max = std::size_t{512} * 1024 * 1024;
    std::chrono::milliseconds header_timeout{10'000};
    std::chrono::milliseconds body_timeout{120'000};   ///< the whole body
    std::chrono::milliseconds stall_timeout{20'000};   ///< no byte read or written
    std::chrono::milliseconds idle_timeout{75'000};    ///< between requests
    std::chrono::milliseconds promise_timeout{60'000}; ///< of Response::promised
};

/// One line of the access log.
struct Access {
    std::string_view method;
    std::string_view path; ///< without the query, which may hold secrets
    std::string_view remote_address;
    int status = 0;
    std::int64_t us = 0; ///< from the last byte of the request to the first of the answer
    std::size_t bytes = 0;
};

/// A handler failed; `what` is for the log only.
struct Failure {
    std::string_view path;
    int status = 500;
    std::string_view what;
};

struct ServerConfig {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0; ///< 0: any free one, see Server::port()
    ServerLimits limits = {};
    /// Addresses whose X-Forwarded-For and X-Forwarded-Proto are believed.
    std::vector<std::string> trusted_proxies = {};
    std::string content_security_policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; "
        "base-uri 'none'";
    /// Both are called on several threads at once and must be quick.
    std::function<void(const Access&)> on_access = {};
    std::function<void(const Failure&)> on_failure = {};
};

/// The port `wanted`, or for 0 any free one, for those who must name it before they listen.
/// Fails: Invalid for an address that is none; Unavailable when it cannot be listened on.
[[nodiscard]] Result<std::uint16_t> free_port(const std::string& address, std::uint16_t wanted);

/// Serves a router on every loop (SO_REUSEPORT, one acceptor each).
class Server {
public:
    /// Requires: loops and workers outlive the server, and are stopped after it.
    /// Fails: Invalid for an address that is none; Unavailable when it cannot be listened on.
    static Result<Server>
    start(ServerConfig config, Router router, const run::Loops& loops, const run::Workers& workers);

    Server(Server&&) noexcept;
    Server& operator=(Server&&) = delete;
    /// Stops at once.
    ~Server();

    [[nodiscard]] std::uint16_t port() const;
    [[nodiscard]] std::size_t connections() const;

    /// Accepts nobody any more, closes sockets with 1012 and idle connections, lets running
    /// requests end for at most `patience`, then cuts what is left. Blocks until done; not to be
    /// called on a loop.
    void stop(std::chrono::milliseconds patience);

private:
    struct State;
    explicit Server(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

} // namespace denkraum::http
