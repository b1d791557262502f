// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <random>
#include <string>

#include "platform/http/parse/form.hpp"
#include "platform/http/parse/limits.hpp"

namespace denkraum::http {
namespace {

constexpr std::string_view multipart = "multipart/form-data; boundary=XX";

Result<Form> parse(std::string_view body, std::string_view type = multipart) {
    return parse_form(type, as_bytes(body));
}

/// One part as browsers write it.
std::string part(const std::string& disposition, const std::string& content) {
    return "--XX\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + content + "\r\n";
}

TEST(Form, reads_urlencoded_bodies) {
    const auto form = parse("titel=Gr%C3%BCn+und+gut&ja=on", "application/x-www-form-urlencoded");
    ASSERT_TRUE(form);
    EXPECT_EQ(form->fields.find("titel"), "Grün und gut");
    EXPECT_EQ(form->fields.find("ja"), "on");
}

TEST(Form, reads_fields_and_files_of_multipart_bodies) {
    const std::string body =
        "preamble\r\n" + part("name=\"titel\"", "Grün\r\nund gut")
        + "--XX\r\n"
          "content-disposition: form-data; name=\"datei\"; filename=\"B\xc3\xa4r.docx\"\r\n"
          "Content-Type: application/zip\r\n\r\n"
        + std::string("\x00\x01\r\n--X\r\n", 9) + "\r\n--XX--\r\nepilogue";
    const auto form = parse(body);
    ASSERT_TRUE(form) << form.error().detail;
    EXPECT_EQ(form->fields.find("titel"), "Grün\r\nund gut");
    ASSERT_EQ(form->uploads.size(), 1U);
    EXPECT_EQ(form->uploads[0].field, "datei");
    EXPECT_EQ(form->uploads[0].filename, "Bär.docx");
    EXPECT_EQ(form->uploads[0].content_type, "application/zip");
    EXPECT_EQ(as_text(form->uploads[0].bytes), std::string_view("\x00\x01\r\n--X\r\n", 9));
}

TEST(Form, takes_folders_and_escapes_off_file_names) {
    const auto form = parse(
        part("name=\"a\"; filename=\"C:\\Akten\\neu.docx\"", "1")
        + part("name=\"b\"; filename=\"../../etc/pass%22wd\"", "2")
        + part("name=\"c\"; filename=\"sch\\\"ön\"", "3") + "--XX--"
    );
    ASSERT_TRUE(form) << form.error().detail;
    ASSERT_EQ(form->uploads.size(), 3U);
    EXPECT_EQ(form->uploads[0].filename, "neu.docx");
    EXPECT_EQ(form->uploads[1].filename, "pass\"wd");
    EXPECT_EQ(form->uploads[2].filename, "sch\"ön");
}

TEST(Form, leaves_out_file_fields_without_a_file) {
    const auto form = parse(part("name=\"datei\"; filename=\"\"", "") + "--XX--");
    ASSERT_TRUE(form);
    EXPECT_TRUE(form->uploads.empty());
    EXPECT_TRUE(form->fields.all().empty());
}

TEST(Form, keeps_an_empty_field_and_an_empty_named_file) {
    const auto form =
        parse(part("name=\"x\"", "") + part("name=\"y\"; filename=\"leer.txt\"", "") + "--XX--");
    ASSERT_TRUE(form);
    EXPECT_EQ(form->fields.find("x"), "");
    ASSERT_EQ(form->uploads.size(), 1U);
    EXPECT_TRUE(form->uploads[0].bytes.empty());
}

TEST(Form, understands_a_quoted_boundary) {
    EXPECT_TRUE(parse(
        "--a b\r\nContent-Disposition: form-data; name=x\r\n\r\n1\r\n--a b--",
        "multipart/form-data; charset=utf-8; boundary=\"a b\""
    ));
}

TEST(Form, refuses_malformed_multipart_bodies) {
    for (const std::string& body : {
             std::string(),
             std::string("--XX"),
             std::string("--XX\r\n\r\ncontent\r\n--XX--"),
             std::string("--XX\r\nContent-Disposition: form-data\r\n\r\n1\r\n--XX--"),
             std::string("--XX\r\nContent-Disposition: attachment; name=a\r\n\r\n1\r\n--XX--"),
             std::string("--XXjunk\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--XX--"),
             part("name=\"a\"", "1"),
             part("name=\"a\"", "\xff") + "--XX--",
             part("name=\"a", "1") + "--XX--",
         }) {
        const auto form = parse(body);
        ASSERT_FALSE(form) << body;
        EXPECT_EQ(form.error().code, ErrorCode::Invalid) << body;
    }
    EXPECT_FALSE(parse("--XX--", "multipart/form-data"));
    EXPECT_FALSE(parse("--XX--", "multipart/form-data; boundary=" + std::string(71, 'X')));
}

TEST(Form, has_bounds_for_fields_and_files) {
    std::string fields;
    for (std::size_t i = 0; i <= form_fields_max; ++i)
        fields += part("name=\"a\"", "1");
    EXPECT_EQ(parse(fields + "--XX--").error().code, ErrorCode::TooLarge);
    std::string files;
    for (std::size_t i = 0; i <= form_uploads_max; ++i)
        files += part("name=a; filename=f", "1");
    EXPECT_EQ(parse(files + "--XX--").error().code, ErrorCode::TooLarge);
}

TEST(Form, parsing_survives_rubbish) {
    std::mt19937 random(3);
    const std::string whole = part("name=\"titel\"", "eins")
                              + part("name=\"datei\"; filename=\"a\\\"b\"", "zwei\r\n--X")
                              + "--XX--";
    std::size_t accepted = 0;
    for (int round = 0; round < 20'000; ++round) {
        std::string body = whole;
        for (std::size_t edits = 1 + random() % 4; edits > 0; --edits) {
            const std::size_t at = random() % body.size();
            switch (random() % 3) {
            case 0: body[at] = static_cast<char>(random()); break;
            case 1: body.erase(at, 1 + random() % 20); break;
            default: body.insert(at, body.substr(random() % body.size(), random() % 20));
            }
            if (body.empty()) body = "-";
        }
        const auto form = parse(body);
        if (!form) continue;
        ++accepted;
        std::size_t bytes = 0;
        for (const auto& upload : form->uploads)
            bytes += upload.bytes.size();
        EXPECT_LE(bytes, body.size());
    }
    EXPECT_GT(accepted, 0U) << "some edits hit only content";
}

} // namespace
} // namespace denkraum::http
