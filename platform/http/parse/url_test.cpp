// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <random>
#include <string>

#include "platform/http/parse/headers.hpp"
#include "platform/http/parse/url.hpp"

namespace denkraum::http {
namespace {

TEST(Url, encodes_everything_that_is_not_unreserved) {
    EXPECT_EQ(percent_encode("a-Z_0.~"), "a-Z_0.~");
    EXPECT_EQ(
        percent_encode("Grundsätze & mehr/100 %"), "Grunds%C3%A4tze%20%26%20mehr%2F100%20%25"
    );
}

TEST(Url, decodes_what_it_encodes) {
    std::mt19937 random(7);
    for (int round = 0; round < 500; ++round) {
        std::string text;
        for (int i = 0; i < 20; ++i)
            text.push_back(static_cast<char>(1 + random() % 127));
        text += "äß€🙂";
        EXPECT_EQ(percent_decode(percent_encode(text)), text);
    }
}

TEST(Url, refuses_broken_escapes_and_what_is_not_utf8) {
    for (const auto* text : {"%", "%4", "%zz", "a%g0", "%00", "%ff", "%c3"}) {
        EXPECT_FALSE(percent_decode(text)) << text;
    }
    EXPECT_EQ(percent_decode("%41+b").value(), "A+b") << "a plus is a space in queries only";
}

TEST(Query, keeps_the_order_and_repeated_names) {
    const auto fields = parse_query("a=1&b=&a=2+3&c&&=x", 10);
    ASSERT_TRUE(fields);
    EXPECT_EQ(fields->find("a"), "1");
    EXPECT_EQ(fields->find_all("a"), (std::vector<std::string_view>{"1", "2 3"}));
    EXPECT_EQ(fields->find("b"), "");
    EXPECT_EQ(fields->find("c"), "");
    EXPECT_EQ(fields->find("d"), std::nullopt);
    EXPECT_EQ(fields->all().size(), 5U);
}

TEST(Query, reads_what_it_writes) {
    Fields fields;
    fields.add("Titel", "Fairness & Nichtdiskriminierung = 1+1");
    fields.add("leer", "");
    const auto query = to_query(fields);
    const auto read = parse_query(query, 10);
    ASSERT_TRUE(read) << query;
    EXPECT_EQ(read->all(), fields.all());
}

TEST(Query, has_a_bound) {
    EXPECT_TRUE(parse_query("a&b&c", 3));
    EXPECT_EQ(parse_query("a&b&c&d", 3).error().code, ErrorCode::TooLarge);
}

TEST(LocalPath, is_one_that_stays_on_this_site) {
    EXPECT_TRUE(is_local_path("/"));
    EXPECT_TRUE(is_local_path("/leitlinien/1?a=//b"));
    for (const auto* url :
         {"",
          "x",
          "//evil.example",
          "/\\evil.example",
          "https://evil.example",
          "/\t/evil.example",
          "/a\r\nSet-Cookie: x",
          "javascript:alert(1)"}) {
        EXPECT_FALSE(is_local_path(url)) << url;
    }
}

TEST(Origin, is_scheme_host_and_port) {
    EXPECT_EQ(origin_of("https://KI.example/pfad?x"), "https://ki.example");
    EXPECT_EQ(origin_of("https://ki.example:443"), "https://ki.example");
    EXPECT_EQ(origin_of("http://ki.example:8080/"), "http://ki.example:8080");
    EXPECT_EQ(origin_of("http://[::1]:80/x"), "http://[::1]");
    EXPECT_EQ(origin_of("ftp://ki.example"), std::nullopt);
    EXPECT_EQ(origin_of("https://"), std::nullopt);
    EXPECT_EQ(origin_of("https://ki.example@evil.example"), std::nullopt);
    EXPECT_EQ(origin_of("null"), std::nullopt);
}

TEST(Headers, are_found_in_any_case) {
    Headers headers;
    headers.add("Content-Type", "text/html");
    headers.add("X-Empty", "");
    headers.add("content-type", "second");
    EXPECT_EQ(headers.find("CONTENT-TYPE"), "text/html");
    EXPECT_EQ(headers.find("x-empty"), "");
    EXPECT_EQ(headers.find("X-Emp"), std::nullopt);
    EXPECT_EQ(headers.count("content-type"), 2U);
    EXPECT_EQ(headers.at(2).value, "second");
}

TEST(Headers, cannot_be_given_a_second_line) {
    Headers headers;
    headers.add("Location", "/a\r\nSet-Cookie: stolen=1");
    EXPECT_EQ(headers.find("Location"), "/a  Set-Cookie: stolen=1");
}

} // namespace
} // namespace denkraum::http
