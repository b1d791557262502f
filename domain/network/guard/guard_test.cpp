// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "domain/network/guard/guard.hpp"
#include "domain/network/guard/pages.hpp"
#include "domain/network/limits.hpp"

namespace denkraum::network::guard {
namespace {

const Bytes key(32, 7);
const Instant noon = *instant_from_iso("2026-11-22T12:00:00.000000Z");

http::Request request_with(std::initializer_list<http::Headers::Field> fields, bool is_secure) {
    http::Request::Parts parts;
    parts.is_secure = is_secure;
    parts.headers.add("Host", "netz.example");
    for (const auto& field : fields)
        parts.headers.add(field.name, field.value);
    return *http::Request::make(std::move(parts));
}

const i18n::Words& german() {
    static const i18n::Words words(i18n::Language::German, std::locale::classic());
    return words;
}

TEST(Guard, a_notice_is_read_back_until_it_is_too_old) {
    const std::string value = sign_notice(key, "Gespeichert: „Öl“", noon);
    EXPECT_EQ(read_notice(key, value, noon), "Gespeichert: „Öl“");
    EXPECT_EQ(read_notice(key, value, noon + notice_lifetime), "Gespeichert: „Öl“");
    EXPECT_EQ(
        read_notice(key, value, noon + notice_lifetime + std::chrono::microseconds(1)), std::nullopt
    );
}

TEST(Guard, a_notice_that_was_changed_or_signed_by_others_is_not_read) {
    const std::string value = sign_notice(key, "Gespeichert", noon);
    EXPECT_EQ(read_notice(Bytes(32, 8), value, noon), std::nullopt);
    for (std::size_t i = 0; i < value.size(); ++i) {
        std::string changed = value;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        EXPECT_EQ(read_notice(key, changed, noon), std::nullopt) << i;
    }
    for (const char* bad : {"", ".", "AAAA", "AAAA.", ".AAAA", "AAAA.AAAA", "!.!"})
        EXPECT_EQ(read_notice(key, bad, noon), std::nullopt) << bad;
}

TEST(Guard, a_form_token_belongs_to_one_session) {
    const std::string token = csrf_token("session one");
    EXPECT_TRUE(is_csrf_token(token, "session one"));
    EXPECT_FALSE(is_csrf_token(token, "session two"));
    EXPECT_FALSE(is_csrf_token("", "session one"));
    EXPECT_FALSE(is_csrf_token(token.substr(1), "session one"));
}

TEST(Guard, where_a_form_comes_from) {
    const auto origin = [](std::initializer_list<http::Headers::Field> fields) {
        return origin_of(request_with(fields, false), "");
    };
    EXPECT_EQ(origin({{"Sec-Fetch-Site", "same-origin"}}), Origin::Ours);
    EXPECT_EQ(origin({{"Sec-Fetch-Site", "same-site"}}), Origin::Foreign);
    EXPECT_EQ(origin({{"Sec-Fetch-Site", "cross-site"}}), Origin::Foreign);
    EXPECT_EQ(origin({{"Sec-Fetch-Site", "same-origin"}, {"Origin", "null"}}), Origin::Ours);
    EXPECT_EQ(origin({{"Origin", "http://netz.example"}}), Origin::Ours);
    EXPECT_EQ(origin({{"Origin", "http://evil.example"}}), Origin::Foreign);
    EXPECT_EQ(origin({{"Origin", "null"}}), Origin::Foreign);
    EXPECT_EQ(origin({}), Origin::Unsaid);
}

TEST(Guard, over_https_cookies_belong_to_this_host_alone) {
    const http::Request secure = request_with({}, true);
    const http::Cookie cookie = make_cookie(Keepsake::Session, "abc", secure);
    EXPECT_EQ(cookie.name, "__Host-dk_sitzung");
    EXPECT_TRUE(cookie.secure);
    const http::Request planted = request_with({{"Cookie", "dk_sitzung=planted"}}, true);
    EXPECT_EQ(read_cookie(Keepsake::Session, planted), std::nullopt);
}

TEST(Guard, a_full_disk_is_named_and_reading_goes_on) {
    const html::Page page =
        error_page(german(), {.status = 503, .stopped = sql::Stopped::DiskFull});
    EXPECT_NE(
        page.body.markup().find("Speicherplatz ist voll. Lesen geht weiter."), std::string::npos
    );
}

TEST(Guard, every_status_is_explained_with_what_to_do_now) {
    for (const int status : {400, 403, 404, 405, 409, 413, 422, 429, 431, 500, 503}) {
        const html::Page page = error_page(german(), {.status = status});
        EXPECT_FALSE(page.title.empty()) << status;
        EXPECT_NE(page.body.markup().find("href=\"/\""), std::string::npos) << status;
    }
}

} // namespace
} // namespace denkraum::network::guard
