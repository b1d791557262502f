// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>

#include "apps/server/contents.hpp"
#include "apps/server/world.hpp"
#include "base/result.hpp"

namespace denkraum::server {

/// The running server: loops, rooms, routes, listening socket. The only place that knows which
/// adapter stands behind which port, and which folder fills which slot of another's page.
class Serving {
public:
    /// Fails with a sentence for the administrator.
    [[nodiscard]] static Result<std::unique_ptr<Serving>> start(World& world);
    Serving(const Serving&) = delete;
    Serving& operator=(const Serving&) = delete;
    /// Lets requests end, closes sockets with 'come back', writes what is queued.
    ~Serving();

    [[nodiscard]] std::uint16_t port() const;

private:
    struct Parts;
    explicit Serving(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

} // namespace denkraum::server
