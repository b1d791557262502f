// SPDX-License-Identifier: EUPL-1.2
#include "platform/secret/random.hpp"

#include <sodium.h>

#include "base/check.hpp"

namespace denkraum::secret {

SystemRandomness::SystemRandomness() {
    CHECK(sodium_init() >= 0, "the system gives randomness");
}

void SystemRandomness::fill(std::span<std::uint8_t> out) {
    randombytes_buf(out.data(), out.size());
}

} // namespace denkraum::secret
