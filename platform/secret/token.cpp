// SPDX-License-Identifier: EUPL-1.2
#include "platform/secret/token.hpp"

#include <array>

namespace denkraum::secret {

NewToken make_token(Randomness& randomness) {
    std::array<std::uint8_t, token_bytes> bytes{};
    randomness.fill(bytes);
    NewToken token{.text = SecretText(to_base64url(bytes)), .hash = sha256(bytes)};
    overwrite(bytes.data(), bytes.size());
    return token;
}

Result<Digest> token_hash(std::string_view text) {
    DK_TRY(const Bytes bytes, from_base64url(text));
    if (bytes.size() != token_bytes) return fail(ErrorCode::Invalid, "a token has 32 bytes");
    return sha256(bytes);
}

} // namespace denkraum::secret
