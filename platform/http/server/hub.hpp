// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <list>
#include <memory>
#include <string>
#include <vector>

#include "platform/http/server/core.hpp"
#include "platform/run/loop.hpp"

namespace denkraum::http {

/// Something that lives on a loop and has deadlines: a connection or a WebSocket peer.
class Tenant {
public:
    Tenant() = default;
    Tenant(const Tenant&) = delete;
    Tenant& operator=(const Tenant&) = delete;
    virtual ~Tenant() = default;
    /// Looks at its deadlines.
    virtual void tick(SteadyTime now) = 0;
    /// The server stops: ends in good order, at once where nothing is under way.
    virtual void drain() = 0;
    /// Ends at once.
    virtual void cut() = 0;
};

/// The server's part on one loop: an acceptor, and everything that was accepted. Only ever used
/// on its loop. One clock for all deadlines, looked at a few times a second, costs nothing per
/// request, unlike a timer per connection.
class Hub {
public:
    Hub(std::shared_ptr<Core> core, run::Strand strand);
    Hub(const Hub&) = delete;
    Hub& operator=(const Hub&) = delete;

    [[nodiscard]] Core& core() const { return *core_; }
    [[nodiscard]] std::shared_ptr<const Core> shared_core() const { return core_; }
    [[nodiscard]] const run::Strand& strand() const { return strand_; }
    [[nodiscard]] boost::asio::io_context& context() const;
    /// The time of the last tick.
    [[nodiscard]] SteadyTime now() const { return now_; }
    [[nodiscard]] const std::string& date() const { return date_; }

    /// Before the loop knows the hub. Fails: Unavailable when the address is taken.
    [[nodiscard]] Done listen(const boost::asio::ip::tcp::endpoint& endpoint);
    [[nodiscard]] std::uint16_t port() const;

    /// On the loop: begins to accept, and the clock.
    void start();
    void drain();
    void cut();
    /// Nothing more will happen here; what is left is let go.
    void end();

    using Place = std::list<std::shared_ptr<Tenant>>::iterator;
    [[nodiscard]] Place enter(std::shared_ptr<Tenant> tenant);
    void leave(Place place);

    /// The server's other hubs, to find the one of a strand.
    void set_all(std::vector<Hub*> hubs) { all_ = std::move(hubs); }
    [[nodiscard]] Hub& hub_of(const run::Strand& strand);

private:
    void accept();
    void welcome(TcpSocket socket);
    void tick();
    void for_each(void (*what)(Tenant&, SteadyTime));

    std::shared_ptr<Core> core_;
    run::Strand strand_;
    TcpAcceptor acceptor_;
    std::list<std::shared_ptr<Tenant>> tenants_;
    std::vector<Hub*> all_;
    run::Timer clock_;
    run::Timer pause_;
    std::chrono::milliseconds tick_every_;
    SteadyTime now_;
    std::string date_;
};

} // namespace denkraum::http
