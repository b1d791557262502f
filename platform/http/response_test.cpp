// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>
#include <zlib.h>

#include <random>

#include "platform/http/parse/url.hpp"
#include "platform/http/response.hpp"

namespace denkraum::http {
namespace {

Bytes gunzip(ByteView packed, std::size_t bytes_max) {
    z_stream stream{};
    EXPECT_EQ(::inflateInit2(&stream, 15 + 16), Z_OK);
    Bytes bytes(bytes_max);
    stream.next_in = const_cast<Bytef*>(packed.data());
    stream.avail_in = static_cast<uInt>(packed.size());
    stream.next_out = bytes.data();
    stream.avail_out = static_cast<uInt>(bytes.size());
    EXPECT_EQ(::inflate(&stream, Z_FINISH), Z_STREAM_END);
    bytes.resize(stream.total_out);
    ::inflateEnd(&stream);
    return bytes;
}

Bytes page(std::size_t size) {
    Bytes bytes;
    for (std::size_t i = 0; i < size; ++i)
        bytes.push_back(static_cast<std::uint8_t>('a' + i % 7));
    return bytes;
}

TEST(Content, is_compressed_once_when_that_helps) {
    const Bytes body = page(5000);
    const auto content = Content::make({.body = body, .type = "text/html"});
    EXPECT_LT(content->gzip().size(), 500U);
    EXPECT_EQ(gunzip(content->gzip(), 10'000), body);
    EXPECT_TRUE(Content::make({.body = page(100), .type = "text/html"})->gzip().empty());
    Bytes noise;
    std::mt19937 random(1);
    for (int i = 0; i < 5000; ++i)
        noise.push_back(static_cast<std::uint8_t>(random()));
    EXPECT_TRUE(Content::make({.body = noise, .type = "font/woff2"})->gzip().empty());
    const auto asked_not_to =
        Content::make({.body = body, .type = "text/html", .compress = Content::Compress::No});
    EXPECT_TRUE(asked_not_to->gzip().empty());
}

TEST(Content, has_an_etag_of_its_bytes_and_encoding) {
    const auto one = Content::make({.body = page(5000), .type = "text/html"});
    const auto same = Content::make({.body = page(5000), .type = "text/plain"});
    const auto other = Content::make({.body = page(5001), .type = "text/html"});
    EXPECT_EQ(one->etag(), same->etag());
    EXPECT_NE(one->etag(), other->etag());
    EXPECT_NE(one->etag(), one->gzip_etag());
    EXPECT_TRUE(one->etag().starts_with('"') && one->etag().ends_with('"'));
    EXPECT_NE(one->gzip_head().find("Content-Encoding: gzip\r\n"), std::string::npos);
    EXPECT_EQ(one->head().find("Content-Encoding"), std::string::npos);
}

TEST(Response, to_a_form_leads_on) {
    const auto response =
        Response::see_other("/leitlinien").with_cookie({.name = "sitzung", .value = "abc"});
    EXPECT_EQ(response.status, 303);
    EXPECT_EQ(response.headers.find("Location"), "/leitlinien");
    EXPECT_TRUE(response.headers.find("Set-Cookie")->starts_with("sitzung=abc; "));
}

TEST(Response, made_for_one_person_is_not_stored) {
    EXPECT_EQ(Response::html("<p>").headers.find("Cache-Control"), "no-store");
    EXPECT_EQ(Response::json("{}", 201).status, 201);
}

TEST(Attachment, keeps_any_name_and_nothing_that_ends_the_quotes) {
    EXPECT_EQ(
        to_attachment("Leitlinie für KI.docx"),
        "attachment; filename=\"Leitlinie f_r KI.docx\"; "
        "filename*=UTF-8''Leitlinie%20f%C3%BCr%20KI.docx"
    );
    const auto nasty = to_attachment("a\"; evil=\"b\r\n\\/%41.txt");
    EXPECT_EQ(nasty.find('\r'), std::string::npos);
    EXPECT_TRUE(nasty.starts_with("attachment; filename=\"a_; evil=_b_____41.txt\"; filename*="))
        << nasty;
}

TEST(Etag, matches_lists_weak_tags_and_the_star) {
    EXPECT_TRUE(etag_matches("\"a\"", "\"a\""));
    EXPECT_TRUE(etag_matches("\"x\", W/\"a\"", "\"a\""));
    EXPECT_TRUE(etag_matches("*", "\"a\""));
    EXPECT_FALSE(etag_matches("", "\"a\""));
    EXPECT_FALSE(etag_matches("\"ab\"", "\"a\""));
}

TEST(ContentType, is_known_by_the_ending) {
    EXPECT_EQ(content_type_of("a/b/Kern.CSS"), "text/css; charset=utf-8");
    EXPECT_EQ(content_type_of("fira.woff2"), "font/woff2");
    EXPECT_EQ(content_type_of("unknown"), "application/octet-stream");
}

} // namespace
} // namespace denkraum::http
