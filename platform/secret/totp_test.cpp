// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <array>

#include "platform/secret/qr.hpp"
#include "platform/secret/random.hpp"
#include "platform/secret/sealed.hpp"
#include "platform/secret/totp.hpp"

namespace denkraum::secret {
namespace {

constexpr std::string_view rfc_secret = "12345678901234567890";

Instant at_second(std::int64_t second) {
    return {second * 1'000'000};
}

TEST(Totp, makes_the_codes_of_rfc_6238) {
    struct Vector {
        std::int64_t second;
        const char* code;
    };
    // Appendix B, SHA-1.
    static constexpr std::array<Vector, 6> vectors{{
        {59, "94287082"},
        {1'111'111'109, "07081804"},
        {1'111'111'111, "14050471"},
        {1'234'567'890, "89005924"},
        {2'000'000'000, "69279037"},
        {20'000'000'000, "65353130"},
    }};
    for (const Vector& vector : vectors) {
        const std::int64_t step = totp_step_of(at_second(vector.second));
        EXPECT_EQ(totp_code(as_bytes(rfc_secret), step, 8), vector.code);
    }
}

TEST(Totp, a_code_works_a_little_early_and_late_and_never_twice) {
    const ByteView secret = as_bytes(rfc_secret);
    const Instant now = at_second(1'234'567'890);
    const std::int64_t step = totp_step_of(now);
    EXPECT_EQ(matching_totp_step(secret, "005 924", now, 0), step);
    EXPECT_EQ(matching_totp_step(secret, totp_code(secret, step - 1), now, 0), step - 1);
    EXPECT_EQ(matching_totp_step(secret, totp_code(secret, step + 1), now, 0), step + 1);
    EXPECT_FALSE(matching_totp_step(secret, totp_code(secret, step + 2), now, 0));
    EXPECT_FALSE(matching_totp_step(secret, "005924", now, step)) << "used already";
    EXPECT_FALSE(matching_totp_step(secret, "005925", now, 0));
    EXPECT_FALSE(matching_totp_step(secret, "", now, 0));
    EXPECT_FALSE(matching_totp_step(secret, "89005924", now, 0));
}

TEST(Totp, base32_is_that_of_rfc_4648) {
    EXPECT_EQ(to_base32(as_bytes("foobar")), "MZXW6YTBOI");
    EXPECT_EQ(to_base32(as_bytes("fo")), "MZXQ");
    EXPECT_EQ(to_base32({}), "");
}

TEST(Sealed, opens_only_under_its_key_purpose_and_place_and_unchanged) {
    SystemRandomness randomness;
    const Bytes key(32, 7);
    const Bytes other_key(32, 8);
    const Bytes place{1, 2, 3};
    Bytes sealed = seal_secret({key, "a"}, place, as_bytes("geheim"), randomness);
    const auto opened = open_secret({key, "a"}, place, sealed);
    ASSERT_TRUE(opened.has_value());
    EXPECT_EQ(as_text(opened->reveal()), "geheim");
    EXPECT_FALSE(open_secret({other_key, "a"}, place, sealed));
    EXPECT_FALSE(open_secret({key, "b"}, place, sealed));
    EXPECT_FALSE(open_secret({key, "a"}, Bytes{1, 2, 4}, sealed));
    EXPECT_FALSE(open_secret({key, "a"}, place, Bytes(5)));
    sealed.back() ^= 1U;
    EXPECT_FALSE(open_secret({key, "a"}, place, sealed));
}

TEST(Qr, has_the_three_marks_in_its_corners) {
    const auto code = qr_of("otpauth://totp/Denkraum:a@b.example?secret=MZXW6YTBOI");
    ASSERT_TRUE(code.has_value());
    ASSERT_EQ(code->dark.size(), code->side * code->side);
    const std::size_t last = code->side - 1;
    for (std::size_t i = 0; i < 7; ++i) {
        EXPECT_TRUE(code->at(0, i) && code->at(i, 0) && code->at(0, last - i) && code->at(last, i));
    }
    EXPECT_FALSE(code->at(1, 1));
    EXPECT_FALSE(qr_of(std::string(5000, 'a')).has_value());
}

} // namespace
} // namespace denkraum::secret
