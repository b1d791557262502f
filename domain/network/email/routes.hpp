// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "domain/network/door.hpp"
#include "domain/network/services.hpp"
#include "platform/http/rate_limit.hpp"
#include "platform/http/router.hpp"

namespace denkraum::network {

/// /konto/email and /email/{token}. Holds who tried passwords there how often. Outlives the router.
class EmailChange {
public:
    EmailChange(const Services& services, const Door& door);

    void add_routes(http::Router& router);

private:
    using Answer = Result<http::Response>;
    [[nodiscard]] Answer show(const Visit& visit) const;
    [[nodiscard]] Answer ask(const Visit& visit);

    const Services& services_;
    const Door& door_;
    http::RateLimiter by_member_;
};

} // namespace denkraum::network
