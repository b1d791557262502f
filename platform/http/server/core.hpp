// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>

#include "platform/http/router.hpp"
#include "platform/http/server/server.hpp"
#include "platform/run/workers.hpp"

/// What every connection of a server shares. Private to platform/http/server.
namespace denkraum::http {

using SteadyTime = std::chrono::steady_clock::time_point;

/// The concrete executor: the type-erased one costs an allocation and a virtual call each time.
using TcpSocket =
    boost::asio::basic_stream_socket<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;
using TcpAcceptor = boost::asio::
    basic_socket_acceptor<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;

struct Core {
    ServerConfig config;
    Router router;
    const run::Workers* workers = nullptr;
    /// The lines every response ends with, made once: with and without the policy.
    std::string security_head;
    std::string security_head_without_policy;
    std::atomic<std::size_t> connections = 0;
    std::atomic<std::size_t> bodies_bytes = 0;
    std::atomic<bool> is_stopping = false;

    [[nodiscard]] bool is_trusted_proxy(const std::string& address) const {
        for (const std::string& proxy : config.trusted_proxies) {
            if (proxy == address) return true;
        }
        return false;
    }
};

/// A part of something counted; gives it back when it is destroyed.
class Share {
public:
    Share() = default;
    /// Takes `amount`, or nothing when that would exceed the bound.
    static Share take(std::atomic<std::size_t>& total, std::size_t amount, std::size_t max) {
        if (total.fetch_add(amount) + amount > max) {
            total.fetch_sub(amount);
            return {};
        }
        Share share;
        share.total_ = &total;
        share.amount_ = amount;
        return share;
    }
    Share(Share&& other) noexcept
        : total_(std::exchange(other.total_, nullptr)), amount_(other.amount_) {}
    Share& operator=(Share&& other) noexcept {
        std::swap(total_, other.total_);
        std::swap(amount_, other.amount_);
        return *this;
    }
    ~Share() {
        if (total_ != nullptr) total_->fetch_sub(amount_);
    }
    [[nodiscard]] bool is_taken() const { return total_ != nullptr; }

private:
    std::atomic<std::size_t>* total_ = nullptr;
    std::size_t amount_ = 0;
};

} // namespace denkraum::http
