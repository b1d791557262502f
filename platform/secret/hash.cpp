// SPDX-License-Identifier: EUPL-1.2
#include "platform/secret/hash.hpp"

#include <sodium.h>

namespace denkraum::secret {

Digest sha256(ByteView bytes) {
    Digest digest{};
    crypto_hash_sha256(digest.data(), bytes.data(), bytes.size());
    return digest;
}

crypto_hash_sha256_state* Sha256::state() {
    static_assert(sizeof(crypto_hash_sha256_state) == state_bytes);
    static_assert(alignof(crypto_hash_sha256_state) <= 8);
    return reinterpret_cast<crypto_hash_sha256_state*>(state_.data());
}

Sha256::Sha256() {
    crypto_hash_sha256_init(state());
}

Sha256& Sha256::add(ByteView bytes) {
    crypto_hash_sha256_update(state(), bytes.data(), bytes.size());
    return *this;
}

Digest Sha256::finish() && {
    Digest digest{};
    crypto_hash_sha256_final(state(), digest.data());
    return digest;
}

Digest hmac_sha256(ByteView key, ByteView message) {
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, key.data(), key.size());
    crypto_auth_hmacsha256_update(&state, message.data(), message.size());
    Digest digest{};
    crypto_auth_hmacsha256_final(&state, digest.data());
    return digest;
}

void overwrite(void* begin, std::size_t size) {
    sodium_memzero(begin, size);
}

bool equal_in_constant_time(ByteView left, ByteView right) {
    return left.size() == right.size()
           && (left.empty() || sodium_memcmp(left.data(), right.data(), left.size()) == 0);
}

} // namespace denkraum::secret
