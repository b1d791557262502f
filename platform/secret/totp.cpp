// SPDX-License-Identifier: EUPL-1.2
#include "platform/secret/totp.hpp"

#include <liboath/oath.h>

#include <array>

#include "base/check.hpp"
#include "platform/secret/hash.hpp"

namespace denkraum::secret {
namespace {

constexpr std::int64_t us_per_second = 1'000'000;
constexpr std::size_t code_buffer_bytes = 16;

} // namespace

std::int64_t totp_step_of(Instant at) {
    return at.us / us_per_second / totp_step_seconds;
}

std::string totp_code(ByteView secret, std::int64_t step, unsigned digits) {
    std::array<char, code_buffer_bytes> code{};
    const int made = oath_totp_generate(
        reinterpret_cast<const char*>(secret.data()),
        secret.size(),
        static_cast<std::time_t>(step * totp_step_seconds),
        totp_step_seconds,
        OATH_TOTP_DEFAULT_START_TIME,
        digits,
        code.data()
    );
    CHECK(made == OATH_OK, "liboath makes a code of every secret");
    return code.data();
}

std::optional<std::int64_t>
matching_totp_step(ByteView secret, std::string_view typed, Instant now, std::int64_t last_step) {
    std::string digits;
    for (const char c : typed) {
        if (c != ' ') digits += c;
    }
    if (digits.size() != totp_digits) return std::nullopt;
    const std::int64_t here = totp_step_of(now);
    std::optional<std::int64_t> found;
    for (std::int64_t step = here - totp_steps_off_max; step <= here + totp_steps_off_max; ++step) {
        const std::string code = totp_code(secret, step);
        if (equal_in_constant_time(as_bytes(code), as_bytes(digits)) && step > last_step) {
            found = step;
        }
    }
    return found;
}

std::string to_base32(ByteView bytes) {
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    std::string out;
    std::uint32_t bits = 0;
    unsigned count = 0;
    for (const std::uint8_t byte : bytes) {
        bits = (bits << 8U) | byte;
        count += 8;
        while (count >= 5) {
            count -= 5;
            out += letters[(bits >> count) & 31U];
        }
    }
    if (count > 0) out += letters[(bits << (5 - count)) & 31U];
    return out;
}

} // namespace denkraum::secret
