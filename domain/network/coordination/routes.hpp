// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "domain/network/door.hpp"
#include "domain/network/services.hpp"
#include "platform/http/router.hpp"

namespace denkraum::network {

/// Everything under /koordination. Outlives the router.
class Coordination {
public:
    Coordination(const Services& services, const Door& door) : services_(services), door_(door) {}

    void add_routes(http::Router& router) const;

private:
    void add_file_routes(http::Router& router) const;
    void add_authority_routes(http::Router& router) const;
    void add_member_routes(http::Router& router) const;

    const Services& services_;
    const Door& door_;
};

} // namespace denkraum::network
