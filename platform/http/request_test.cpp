// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "platform/http/limits.hpp"
#include "platform/http/request.hpp"
#include "platform/http/status.hpp"

namespace denkraum::http {
namespace {

Request request_with(std::initializer_list<Headers::Field> fields, bool is_secure = false) {
    Request::Parts parts{.target = "/pfad?x=1&y=%C3%A4&x=2", .is_secure = is_secure};
    for (const auto& field : fields)
        parts.headers.add(field.name, field.value);
    return Request::make(std::move(parts)).value();
}

TEST(Request, gives_path_query_headers_and_cookies) {
    const auto request = request_with({{"Cookie", "sitzung=abc; theme=dark"}, {"X-One", "1"}});
    EXPECT_EQ(request.path(), "/pfad");
    EXPECT_EQ(request.target(), "/pfad?x=1&y=%C3%A4&x=2");
    EXPECT_EQ(request.query("y"), "ä");
    EXPECT_EQ(request.query_fields().find_all("x").size(), 2U);
    EXPECT_EQ(request.query("z"), std::nullopt);
    EXPECT_EQ(request.header("x-one"), "1");
    EXPECT_EQ(request.cookie("theme"), "dark");
    EXPECT_EQ(request.cookie("other"), std::nullopt);
}

TEST(Request, refuses_malformed_and_endless_queries) {
    EXPECT_EQ(Request::make({.target = "/a?b=%"}).error().code, ErrorCode::Invalid);
    EXPECT_EQ(Request::make({.target = "*"}).error().code, ErrorCode::Invalid);
    EXPECT_EQ(Request::make({.target = "/\x16/x"}).error().code, ErrorCode::Invalid);
    EXPECT_EQ(Request::make({.target = "/a b"}).error().code, ErrorCode::Invalid);
    std::string target = "/a?";
    for (std::size_t i = 0; i <= query_fields_max; ++i)
        target += "a&";
    EXPECT_EQ(Request::make({.target = target}).error().code, ErrorCode::TooLarge);
}

TEST(Request, reads_its_body_as_a_form_only_where_its_type_says_so) {
    Request::Parts parts{.method = Method::Post, .target = "/", .body = "a=1&b=2&b=3"};
    auto untyped = Request::make(parts).value();
    EXPECT_TRUE(untyped.read_form());
    EXPECT_EQ(untyped.field("a"), std::nullopt);
    parts.headers.add("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
    auto typed = Request::make(parts).value();
    EXPECT_TRUE(typed.read_form());
    EXPECT_EQ(typed.field("a"), "1");
    EXPECT_EQ(typed.fields("b"), (std::vector<std::string_view>{"2", "3"}));
    EXPECT_EQ(typed.upload("a"), nullptr);
}

TEST(SameOrigin, is_the_public_address_where_one_is_configured) {
    const std::string_view base = "https://ki.example/";
    EXPECT_TRUE(same_origin(request_with({{"Origin", "https://ki.example"}}), base));
    EXPECT_TRUE(same_origin(request_with({{"Origin", "https://KI.example:443"}}), base));
    EXPECT_FALSE(same_origin(request_with({{"Origin", "http://ki.example"}}), base));
    EXPECT_FALSE(same_origin(request_with({{"Origin", "https://ki.example.evil"}}), base));
    EXPECT_FALSE(same_origin(request_with({{"Origin", "null"}}), base));
    EXPECT_FALSE(same_origin(request_with({}), base));
}

TEST(SameOrigin, is_the_host_that_was_asked_where_nothing_is_configured) {
    const auto local =
        request_with({{"Origin", "http://127.0.0.1:8080"}, {"Host", "127.0.0.1:8080"}});
    EXPECT_TRUE(same_origin(local, ""));
    EXPECT_FALSE(same_origin(request_with({{"Origin", "http://a:8080"}, {"Host", "a:8081"}}), ""));
    EXPECT_TRUE(same_origin(request_with({{"Origin", "https://a"}, {"Host", "a"}}, true), ""));
    EXPECT_FALSE(same_origin(request_with({{"Origin", "http://a"}, {"Host", "a"}}, true), ""));
}

TEST(Method, has_a_name_that_is_read_back) {
    for (const Method method :
         {Method::Get,
          Method::Head,
          Method::Post,
          Method::Put,
          Method::Patch,
          Method::Delete,
          Method::Options}) {
        EXPECT_EQ(method_from(name_of(method)), method);
    }
    EXPECT_EQ(method_from("get"), std::nullopt) << "methods are case-sensitive";
    EXPECT_EQ(method_from("TRACE"), std::nullopt);
}

TEST(Status, is_named_for_every_reason) {
    for (const ErrorCode code :
         {ErrorCode::NotFound,
          ErrorCode::Forbidden,
          ErrorCode::Conflict,
          ErrorCode::Invalid,
          ErrorCode::TooLarge,
          ErrorCode::Corrupt,
          ErrorCode::Unavailable}) {
        EXPECT_GE(status_of(code), 400);
        EXPECT_NE(reason_of(status_of(code)), "Status") << status_of(code);
    }
    EXPECT_EQ(status_of(ErrorCode::NotFound), 404);
    EXPECT_EQ(status_of(ErrorCode::Unavailable), 503);
}

} // namespace
} // namespace denkraum::http
