// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>

#include "base/random.hpp"
#include "base/result.hpp"
#include "platform/secret/secret.hpp"

/// What proves a session, an invitation or a reset: 32 random bytes, 43 characters of base64url.
/// The person holds the token, the database only its hash; a stolen database opens no door.
namespace denkraum::secret {

inline constexpr std::size_t token_bytes = 32;

struct NewToken {
    SecretText text; ///< for the cookie or the link
    Digest hash;     ///< for the database
};
[[nodiscard]] NewToken make_token(Randomness& randomness);

/// The hash under which a presented token is looked up. Fails: Invalid unless it is a token's text.
[[nodiscard]] Result<Digest> token_hash(std::string_view text);

} // namespace denkraum::secret
