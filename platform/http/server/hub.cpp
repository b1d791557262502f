// SPDX-License-Identifier: EUPL-1.2
#include "platform/http/server/hub.hpp"

#include <boost/asio/buffer.hpp>
#include <sys/socket.h>

#include <algorithm>
#include <string_view>

#include "platform/http/server/connection.hpp"
#include "platform/http/server/head.hpp"
#include "platform/run/loop_state.hpp"

namespace denkraum::http {
namespace {

using boost::asio::ip::tcp;
using SystemError = boost::system::error_code;

std::chrono::milliseconds tick_for(const ServerLimits& limits) {
    const auto shortest = std::min(
        {limits.header_timeout, limits.body_timeout, limits.stall_timeout, limits.idle_timeout}
    );
    return std::clamp(shortest / 4, std::chrono::milliseconds(5), std::chrono::milliseconds(500));
}

std::string date_now() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return http_date(std::chrono::duration_cast<std::chrono::seconds>(now).count());
}

} // namespace

Hub::Hub(std::shared_ptr<Core> core, run::Strand strand)
    : core_(std::move(core)),
      strand_(std::move(strand)),
      acceptor_(strand_.loop()->context()),
      tick_every_(tick_for(core_->config.limits)),
      now_(std::chrono::steady_clock::now()),
      date_(date_now()) {}

boost::asio::io_context& Hub::context() const {
    return strand_.loop()->context();
}

Done Hub::listen(const tcp::endpoint& endpoint) {
    SystemError error;
    const auto failed = [&error](std::string_view what) {
        return fail(ErrorCode::Unavailable, std::string(what) + ": " + error.message());
    };
    acceptor_.open(endpoint.protocol(), error);
    if (error) return failed("open");
    acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
    const int yes = 1;
    if (::setsockopt(acceptor_.native_handle(), SOL_SOCKET, SO_REUSEPORT, &yes, sizeof yes) != 0) {
        return fail(ErrorCode::Unavailable, "SO_REUSEPORT is not known here");
    }
    acceptor_.bind(endpoint, error);
    if (error) return failed("bind");
    acceptor_.listen(1024, error);
    if (error) return failed("listen");
    return {};
}

std::uint16_t Hub::port() const {
    SystemError ignored;
    return acceptor_.local_endpoint(ignored).port();
}

void Hub::start() {
    tick();
    accept();
}

void Hub::accept() {
    acceptor_.async_accept(context(), [this](const SystemError& error, TcpSocket socket) {
        if (!acceptor_.is_open()) return;
        if (!error) {
            welcome(std::move(socket));
            return accept();
        }
        // Out of descriptors: trying again at once would only burn the processor.
        pause_ = strand_.after(std::chrono::milliseconds(100), [this] { accept(); });
    });
}

void Hub::welcome(TcpSocket socket) {
    static constexpr std::string_view full =
        "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nContent-Length: 0\r\n"
        "Connection: close\r\n\r\n";
    SystemError ignored;
    socket.non_blocking(true, ignored);
    Share place = Share::take(core_->connections, 1, core_->config.limits.connections_max);
    if (!place.is_taken()) {
        socket.write_some(boost::asio::buffer(full), ignored);
        return;
    }
    socket.set_option(tcp::no_delay(true), ignored);
    const auto connection =
        std::make_shared<Connection>(*this, std::move(socket), std::move(place));
    connection->start();
}

void Hub::tick() {
    now_ = std::chrono::steady_clock::now();
    date_ = date_now();
    for_each([](Tenant& tenant, SteadyTime now) { tenant.tick(now); });
    clock_ = strand_.after(tick_every_, [this] { tick(); });
}

void Hub::for_each(void (*what)(Tenant&, SteadyTime)) {
    // A tenant may leave while it is looked at, and only itself.
    for (auto at = tenants_.begin(); at != tenants_.end();) {
        const std::shared_ptr<Tenant> tenant = *at++;
        what(*tenant, now_);
    }
}

void Hub::drain() {
    SystemError ignored;
    acceptor_.close(ignored);
    pause_.cancel();
    for_each([](Tenant& tenant, SteadyTime) { tenant.drain(); });
}

void Hub::cut() {
    for_each([](Tenant& tenant, SteadyTime) { tenant.cut(); });
}

void Hub::end() {
    clock_.cancel();
    pause_.cancel();
    tenants_.clear();
}

Hub::Place Hub::enter(std::shared_ptr<Tenant> tenant) {
    return tenants_.insert(tenants_.end(), std::move(tenant));
}

void Hub::leave(Place place) {
    tenants_.erase(place);
}

Hub& Hub::hub_of(const run::Strand& strand) {
    for (Hub* hub : all_) {
        if (hub->strand_ == strand) return *hub;
    }
    return *this;
}

} // namespace denkraum::http
