// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>

#include "platform/bus/bus.hpp"

namespace denkraum::bus {

/// The bus of a single node: publish() calls the listeners on the publisher's thread, before it
/// returns. Outlives its subscriptions.
[[nodiscard]] std::unique_ptr<Bus> make_memory_bus();

} // namespace denkraum::bus
