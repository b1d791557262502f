// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/bytes.hpp"

struct crypto_hash_sha256_state;

namespace denkraum::secret {

/// 32 bytes: SHA-256 names contents and chains the trail, HMAC-SHA-256 proves where bytes are from.
using Digest = std::array<std::uint8_t, 32>;

[[nodiscard]] Digest sha256(ByteView bytes);

/// SHA-256 of bytes that arrive in pieces.
class Sha256 {
public:
    Sha256();
    Sha256& add(ByteView bytes);
    Sha256& add(std::string_view text) { return add(as_bytes(text)); }
    /// The digest of all that was added; the object is used up.
    [[nodiscard]] Digest finish() &&;

private:
    // Room for libsodium's state, so that its header stays out of this one.
    static constexpr std::size_t state_bytes = 104;
    [[nodiscard]] crypto_hash_sha256_state* state();
    alignas(8) std::array<std::uint8_t, state_bytes> state_{};
};

[[nodiscard]] Digest hmac_sha256(ByteView key, ByteView message);

/// Overwrites memory in a way that the compiler keeps.
void overwrite(void* begin, std::size_t size);

/// Takes as long for equal as for different bytes of one length.
[[nodiscard]] bool equal_in_constant_time(ByteView left, ByteView right);

} // namespace denkraum::secret
