// SPDX-License-Identifier: EUPL-1.2
#include "platform/http/server/server.hpp"

#include <boost/asio/ip/address.hpp>

#include <latch>
#include <thread>
#include <utility>

#include "platform/http/server/core.hpp"
#include "platform/http/server/head.hpp"
#include "platform/http/server/hub.hpp"
#include "platform/run/loop_state.hpp"

namespace denkraum::http {
namespace {

using boost::asio::ip::tcp;

/// SO_REUSEPORT lets a second server share our port without a word. So the port is first taken
/// without it, which fails where anybody listens already.
Result<tcp::endpoint> endpoint_of(const std::string& address, std::uint16_t port) {
    boost::system::error_code error;
    const auto parsed = boost::asio::ip::make_address(address, error);
    if (error) return fail(ErrorCode::Invalid, "no address: " + address);
    return tcp::endpoint(parsed, port);
}

} // namespace

Result<std::uint16_t> free_port(const std::string& address, std::uint16_t wanted) {
    DK_TRY(const tcp::endpoint endpoint, endpoint_of(address, wanted));
    boost::system::error_code error;
    boost::asio::io_context context;
    tcp::acceptor probe(context);
    tcp::endpoint bound;
    probe.open(endpoint.protocol(), error);
    if (!error) probe.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error) probe.bind(endpoint, error);
    if (!error) bound = probe.local_endpoint(error);
    if (!error) return bound.port();
    return fail(ErrorCode::Unavailable, "cannot listen there: " + error.message());
}

struct Server::State {
    std::shared_ptr<Core> core;
    std::vector<std::unique_ptr<Hub>> hubs;
    std::uint16_t port = 0;
    bool is_stopped = false;

    /// Runs `what` for every hub on its loop and waits until all have.
    void on_every_loop(const std::function<void(Hub&)>& what) const {
        const auto left = std::make_shared<std::latch>(static_cast<std::ptrdiff_t>(hubs.size()));
        for (const auto& hub : hubs) {
            hub->strand().post([&what, left, hub = hub.get()] {
                what(*hub);
                left->count_down();
            });
        }
        left->wait();
    }

    [[nodiscard]] bool is_empty_within(std::chrono::milliseconds patience) const {
        const auto deadline = std::chrono::steady_clock::now() + patience;
        while (core->connections.load() > 0) {
            if (std::chrono::steady_clock::now() >= deadline) return false;
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        }
        return true;
    }
};

Server::Server(std::unique_ptr<State> state) : state_(std::move(state)) {}

Server::Server(Server&&) noexcept = default;

Server::~Server() {
    if (state_) stop(std::chrono::milliseconds(0));
}

Result<Server> Server::start(
    ServerConfig config, Router router, const run::Loops& loops, const run::Workers& workers
) {
    DK_TRY(tcp::endpoint endpoint, endpoint_of(config.address, config.port));
    DK_TRY([[maybe_unused]] const std::uint16_t probed, free_port(config.address, config.port));

    auto state = std::make_unique<State>();
    state->core = std::make_shared<Core>();
    Core& core = *state->core;
    core.security_head = security_lines(config.content_security_policy);
    core.security_head_without_policy = security_lines("");
    core.config = std::move(config);
    core.router = std::move(router);
    core.workers = &workers;
    std::vector<Hub*> all;
    for (std::size_t i = 0; i < loops.size(); ++i) {
        state->hubs.push_back(std::make_unique<Hub>(state->core, loops.strand(i)));
        Hub& hub = *state->hubs.back();
        DK_DO(hub.listen(endpoint));
        endpoint.port(hub.port()); // where 0 was asked for, the others follow the first
        all.push_back(&hub);
    }
    state->port = endpoint.port();
    for (const auto& hub : state->hubs)
        hub->set_all(all);
    state->on_every_loop([](Hub& hub) { hub.start(); });
    return Server(std::move(state));
}

std::uint16_t Server::port() const {
    return state_->port;
}

std::size_t Server::connections() const {
    return state_->core->connections.load();
}

void Server::stop(std::chrono::milliseconds patience) {
    if (std::exchange(state_->is_stopped, true)) return;
    state_->core->is_stopping = true;
    state_->on_every_loop([](Hub& hub) { hub.drain(); });
    if (!state_->is_empty_within(patience)) {
        state_->on_every_loop([](Hub& hub) { hub.cut(); });
        // A socket on its way from one loop to another arrives after the first cut.
        state_->on_every_loop([](Hub& hub) { hub.cut(); });
    }
    state_->on_every_loop([](Hub& hub) { hub.end(); });
    // Operations that the steps above aborted still refer to the hubs: let them come by first.
    state_->on_every_loop([](Hub&) {});
}

} // namespace denkraum::http
