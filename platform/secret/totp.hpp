// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/instant.hpp"

/// One-time passwords by the clock (RFC 6238: HMAC-SHA-1, 30 seconds, 6 digits), as every
/// authenticator app makes them; on liboath.
namespace denkraum::secret {

inline constexpr std::size_t totp_secret_bytes = 20;
inline constexpr unsigned totp_step_seconds = 30;
inline constexpr unsigned totp_digits = 6;
/// Clocks may differ by so many steps either way.
inline constexpr std::int64_t totp_steps_off_max = 1;

/// Which step of 30 seconds since 1970 a moment belongs to.
[[nodiscard]] std::int64_t totp_step_of(Instant at);
/// The code of a step. Requires: 1 ≤ digits ≤ 8 as RFC 6238's vectors need.
[[nodiscard]] std::string
totp_code(ByteView secret, std::int64_t step, unsigned digits = totp_digits);

/// The step whose code this is: around `now`, and later than `last_step`, so that a code that was
/// used once is refused. Nothing for a wrong one. Spaces in what was typed do not count.
[[nodiscard]] std::optional<std::int64_t>
matching_totp_step(ByteView secret, std::string_view typed, Instant now, std::int64_t last_step);

/// RFC 4648 base32 without padding: how a secret is typed into an app.
[[nodiscard]] std::string to_base32(ByteView bytes);

} // namespace denkraum::secret
