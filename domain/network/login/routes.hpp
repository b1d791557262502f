// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "domain/network/door.hpp"
#include "domain/network/login/commands.hpp"
#include "domain/network/services.hpp"
#include "platform/http/rate_limit.hpp"
#include "platform/http/router.hpp"

namespace denkraum::network {

/// /anmelden, /abmelden, /konto with the second factor, /passwort-vergessen, /passwort/{token}.
/// Holds who tried to sign in how often: a right password clears the address, never the place, or
/// one login of one's own would pay for guessing others'. Outlives the router.
class Login {
public:
    /// Attempts from one place, and for one address whoever makes them.
    struct Rates {
        http::Rate by_place{.burst = 60, .every = std::chrono::seconds(5)};
        http::Rate by_email{.burst = 10, .every = std::chrono::seconds(30)};
    };
    Login(const Services& services, const Door& door, Rates rates);

    void add_routes(http::Router& router);

private:
    using Answer = Result<http::Response>;
    [[nodiscard]] bool is_allowed(const Visit& visit, std::string_view email);
    [[nodiscard]] Answer sign_in(const Visit& visit);
    [[nodiscard]] Answer ask_for_reset(const Visit& visit);
    [[nodiscard]] static Answer
    ask_for_code(const Visit& visit, std::string_view half, std::string_view back);
    [[nodiscard]] Answer take_code(const Visit& visit);
    /// The session begins; whoever was signed in here before is not any more.
    [[nodiscard]] Answer
    enter(const Visit& visit, const commands::SignedIn& signed_in, std::string_view back) const;
    void add_factor_routes(http::Router& router);
    void add_reset_routes(http::Router& router);
    void add_account_routes(http::Router& router);

    const Services& services_;
    const Door& door_;
    http::RateLimiter by_place_;
    http::RateLimiter by_email_;
};

/// Gives a browser its session and takes the visitor's cookie away.
[[nodiscard]] http::Response
with_session(http::Response response, const Visit& visit, std::string_view token);

} // namespace denkraum::network
