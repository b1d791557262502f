// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/bytes.hpp"
#include "base/random.hpp"
#include "base/result.hpp"
#include "platform/secret/secret.hpp"

/// Secrets that must be read again and may not lie open in a database: XChaCha20-Poly1305.
///
///     sealed = nonce (24 bytes) ciphertext tag (16 bytes)
namespace denkraum::secret {

/// `place` says whose it is: a sealed secret that is moved to another row cannot be opened there.
/// The key may have any length but zero; what is sealed under one purpose opens under no other.
struct SealKey {
    ByteView key;
    std::string_view purpose;
};
[[nodiscard]] Bytes
seal_secret(const SealKey& key, ByteView place, ByteView plain, Randomness& randomness);
/// Fails: Corrupt for bytes that were changed, or sealed under another key or place.
[[nodiscard]] Result<SecretBytes> open_secret(const SealKey& key, ByteView place, ByteView sealed);

} // namespace denkraum::secret
