// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>

#include "base/html/html.hpp"
#include "domain/network/door.hpp"
#include "domain/network/services.hpp"
#include "platform/http/router.hpp"

namespace denkraum::network {

/// /ueber-das-netzwerk and /einladung/{token}. Outlives the router.
class Members {
public:
    /// What the network says of itself; filled in by the wiring.
    using About = std::function<html::Html(const i18n::Words&)>;

    Members(const Services& services, const Door& door, About about)
        : services_(services), door_(door), about_(std::move(about)) {}

    void add_routes(http::Router& router) const;

private:
    const Services& services_;
    const Door& door_;
    About about_;
};

} // namespace denkraum::network
