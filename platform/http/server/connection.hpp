// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "platform/http/server/answer.hpp"
#include "platform/http/server/core.hpp"
#include "platform/http/server/head.hpp"
#include "platform/http/server/hub.hpp"
#include "platform/http/server/parser.hpp"

namespace denkraum::http {

/// One TCP connection that speaks HTTP: read a request, have it answered, write the response,
/// begin again. Reading rests while a request is being answered, so pipelined requests wait in
/// the kernel and are answered in their order. Lives on its hub's loop.
///
///   Idle → Header → Body → Answering → Writing → Idle …
///                                    ↘ (WebSocket) Peer
///   any refusal → Writing → Lingering → Closed
class Connection final : public Tenant, public std::enable_shared_from_this<Connection> {
public:
    Connection(Hub& hub, TcpSocket socket, Share place);

    void start();
    void tick(SteadyTime now) override;
    void drain() override;
    void cut() override { close(); }

private:
    enum class Phase { Idle, Header, Body, Answering, Writing, Lingering, Closed };
    enum class Progress { GoOn, Wait };

    void read();
    void on_read(std::size_t bytes);
    void work();
    Progress step();
    Progress on_header();
    Progress on_request();
    Progress refuse(int status);
    void begin_next();

    [[nodiscard]] bool reserve_body();
    [[nodiscard]] bool answer_expectation();
    [[nodiscard]] std::string remote_address() const;
    [[nodiscard]] Reading reading() const;
    Progress answer_on_worker(Request request);
    Progress deliver(Answer answer);
    Progress promise(const std::function<void(Reply)>& begin);
    /// The answer that somebody else owes cannot be waited for any longer.
    void break_promise();
    Progress respond(Response response);
    Progress upgrade(Opening opening);

    Progress write();
    Progress on_written();
    void tell_access() const;
    void become_peer();
    void linger();
    void close();
    void set_phase(Phase phase);

    Hub& hub_;
    TcpSocket socket_;
    Share place_;
    Share body_share_;
    std::optional<Hub::Place> tenancy_;
    std::string peer_address_;   ///< of who connected, perhaps a proxy
    std::string remote_address_; ///< of who asked

    Phase phase_ = Phase::Idle;
    SteadyTime phase_began_;
    SteadyTime last_progress_;
    std::size_t requests_ = 0;

    std::string in_; ///< read and not yet parsed: [in_begin_, in_end_)
    std::size_t in_begin_ = 0;
    std::size_t in_end_ = 0;
    bool is_reading_ = false;
    RequestParser parser_;
    std::optional<std::expected<Router::Found, Router::Missing>> found_;
    Reading reading_;
    std::optional<Opening> opening_;
    bool is_promised_ = false;

    std::string head_;
    Response response_;
    ByteView body_;
    std::size_t written_ = 0;
    std::string method_;
    std::string path_;
    SteadyTime request_at_;
};

} // namespace denkraum::http
