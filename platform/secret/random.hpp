// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/random.hpp"

namespace denkraum::secret {

/// The operating system's randomness, through libsodium: the production implementation of the port.
class SystemRandomness final : public Randomness {
public:
    /// Aborts when the system has no randomness: nothing could be trusted then.
    SystemRandomness();
    void fill(std::span<std::uint8_t> out) override;
};

} // namespace denkraum::secret
