// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

#include "base/bytes.hpp"
#include "base/result.hpp"

/// Hints between the parts of the program, and one day between several nodes: "document X has
/// something new". A hint may be lost or come twice; the database is the truth, and who sees a gap
/// reads it there. So payloads are small: ids and numbers, not contents.
namespace denkraum::bus {

/// Called with the payload, valid during the call; by several threads at once when several publish.
/// Must not block or throw: hop to your own strand.
using Listener = std::function<void(ByteView payload)>;

/// Ends listening when it goes; afterwards, and after its destructor returned, the listener is not
/// called any more. Not to be destroyed inside its own listener.
class Subscription {
public:
    Subscription() = default;
    Subscription(const Subscription&) = delete;
    Subscription& operator=(const Subscription&) = delete;
    virtual ~Subscription() = default;
};

/// One of the five ports. Used from any thread.
class Bus {
public:
    Bus() = default;
    Bus(const Bus&) = delete;
    Bus& operator=(const Bus&) = delete;
    virtual ~Bus() = default;

    /// Topics are words with dots: "document.<id>". Listeners, here and on other nodes, are called
    /// in the order in which one thread published. Fails: TooLarge over payload_bytes_max or
    /// topic_bytes_max; Unavailable when the bus is cut off.
    [[nodiscard]] virtual Done publish(std::string_view topic, ByteView payload) = 0;

    /// Fails: TooLarge over subscriptions_max or topic_bytes_max.
    [[nodiscard]] virtual Result<std::unique_ptr<Subscription>>
    subscribe(std::string_view topic, Listener listener) = 0;
};

} // namespace denkraum::bus
