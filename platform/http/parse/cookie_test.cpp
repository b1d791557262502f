// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <random>
#include <string>

#include "platform/http/parse/cookie.hpp"

namespace denkraum::http {
namespace {

TEST(Cookie, is_always_http_only_and_same_site) {
    EXPECT_EQ(
        to_set_cookie({.name = "s", .value = "abc"}), "s=abc; Path=/; HttpOnly; SameSite=Lax"
    );
    EXPECT_EQ(
        to_set_cookie({.name = "s", .value = "", .max_age = std::chrono::seconds(0), .secure = true}
        ),
        "s=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure"
    );
}

TEST(Cookie, is_found_by_its_whole_name) {
    const auto* const field = "xs=1; s=2;s=3 ; q=\"quoted\";bare; empty=";
    EXPECT_EQ(find_cookie(field, "s"), "2");
    EXPECT_EQ(find_cookie(field, "xs"), "1");
    EXPECT_EQ(find_cookie(field, "q"), "quoted");
    EXPECT_EQ(find_cookie(field, "empty"), "");
    EXPECT_EQ(find_cookie(field, "bare"), std::nullopt);
    EXPECT_EQ(find_cookie(field, "S"), std::nullopt);
    EXPECT_EQ(find_cookie("", "s"), std::nullopt);
}

TEST(Cookie, parsing_survives_rubbish) {
    std::mt19937 random(11);
    static constexpr std::string_view alphabet = "s=;\" \t\\,\xff\x01";
    for (int round = 0; round < 20'000; ++round) {
        std::string field;
        for (std::size_t i = random() % 16; i > 0; --i) {
            field.push_back(alphabet[random() % alphabet.size()]);
        }
        const auto value = find_cookie(field, "s");
        if (value) {
            EXPECT_NE(field.find(*value), std::string::npos);
        }
    }
}

} // namespace
} // namespace denkraum::http
