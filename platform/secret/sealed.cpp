// SPDX-License-Identifier: EUPL-1.2
#include "platform/secret/sealed.hpp"

#include <sodium.h>

#include "base/check.hpp"

namespace denkraum::secret {
namespace {

constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;

Digest key_for(const SealKey& key) {
    CHECK(!key.key.empty(), "secrets are sealed with a key");
    return hmac_sha256(key.key, as_bytes(key.purpose));
}

} // namespace

Bytes seal_secret(const SealKey& key, ByteView place, ByteView plain, Randomness& randomness) {
    const Digest own = key_for(key);
    Bytes sealed(nonce_bytes + plain.size() + tag_bytes);
    randomness.fill(std::span(sealed).first(nonce_bytes));
    crypto_aead_xchacha20poly1305_ietf_encrypt(
        sealed.data() + nonce_bytes,
        nullptr,
        plain.data(),
        plain.size(),
        place.data(),
        place.size(),
        nullptr,
        sealed.data(),
        own.data()
    );
    return sealed;
}

Result<SecretBytes> open_secret(const SealKey& key, ByteView place, ByteView sealed) {
    if (sealed.size() < nonce_bytes + tag_bytes) {
        return fail(ErrorCode::Corrupt, "too short to be sealed");
    }
    const Digest own = key_for(key);
    Bytes plain(sealed.size() - nonce_bytes - tag_bytes);
    const int opened = crypto_aead_xchacha20poly1305_ietf_decrypt(
        plain.data(),
        nullptr,
        nullptr,
        sealed.data() + nonce_bytes,
        sealed.size() - nonce_bytes,
        place.data(),
        place.size(),
        sealed.data(),
        own.data()
    );
    if (opened != 0) return fail(ErrorCode::Corrupt, "not sealed with this key for this place");
    return SecretBytes(std::move(plain));
}

} // namespace denkraum::secret
