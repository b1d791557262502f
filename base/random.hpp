// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <span>

namespace denkraum {

/// Randomness is passed in, so that tests can repeat a run. One of the five ports; the production
/// implementation is platform/secret.
class Randomness {
public:
    Randomness() = default;
    Randomness(const Randomness&) = delete;
    Randomness& operator=(const Randomness&) = delete;
    virtual ~Randomness() = default;
    /// Fills the span. Safe to call from several threads. Cannot fail.
    virtual void fill(std::span<std::uint8_t> out) = 0;
};

} // namespace denkraum
