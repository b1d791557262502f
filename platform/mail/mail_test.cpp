// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "platform/mail/limits.hpp"
#include "platform/mail/mail.hpp"
#include "platform/secret/random.hpp"

namespace denkraum::mail {
namespace {

class Compose : public testing::Test {
protected:
    Result<std::string> composed() { return compose(message_, sender_, now_, randomness_); }

    // Header lines, unfolded.
    static std::vector<std::string> headers_of(const std::string& mail) {
        std::vector<std::string> headers;
        std::size_t at = 0;
        while (mail.compare(at, 2, "\r\n") != 0) {
            const std::size_t end = mail.find("\r\n", at);
            const std::string line = mail.substr(at, end - at);
            if (line.starts_with(' ')) {
                headers.back() += line;
            } else {
                headers.push_back(line);
            }
            at = end + 2;
        }
        return headers;
    }
    static std::string body_of(const std::string& mail) {
        return mail.substr(mail.find("\r\n\r\n") + 4);
    }
    // What a mail program shows for encoded words.
    static std::string decode(std::string header) {
        std::string out;
        for (std::size_t at = 0; at < header.size();) {
            if (header.compare(at, 10, "=?UTF-8?B?") != 0) {
                // White space between two encoded words does not count.
                if (header[at] != ' ' || header.compare(at + 1, 2, "=?") != 0 || out.empty()) {
                    out += header[at];
                }
                ++at;
                continue;
            }
            const std::size_t end = header.find("?=", at + 10);
            EXPECT_LE(end + 2 - at, 75U) << "RFC 2047 section 2";
            const auto bytes = from_base64(header.substr(at + 10, end - at - 10));
            EXPECT_TRUE(bytes);
            out += as_text(*bytes);
            at = end + 2;
        }
        return out;
    }
    static std::string decode_body(std::string_view body) {
        std::string out;
        for (std::size_t at = 0; at < body.size();) {
            if (body.substr(at).starts_with("=\r\n")) {
                at += 3;
            } else if (body[at] == '=') {
                out += as_text(from_hex(body.substr(at + 1, 2)).value());
                at += 3;
            } else {
                out += body[at++];
            }
        }
        return out;
    }

    Message message_{.to = "anna@example.org", .subject = "Einladung", .text = "Guten Tag"};
    Sender sender_{.address = "denkraum@example.org", .name = "Denkraum"};
    Instant now_ = instant_from_iso("2026-11-22T16:34:16.000000Z").value();
    secret::SystemRandomness randomness_;
};

TEST_F(Compose, writes_the_headers_that_a_server_expects) {
    const auto headers = headers_of(composed().value());
    const auto has = [&](std::string_view line) { return std::ranges::count(headers, line) == 1; };
    EXPECT_TRUE(has("Date: Sun, 22 Nov 2026 16:34:16 +0000"));
    EXPECT_TRUE(has("To: anna@example.org"));
    EXPECT_TRUE(has("Subject: Einladung"));
    EXPECT_TRUE(has("Content-Type: text/plain; charset=utf-8"));
    EXPECT_TRUE(has("Content-Transfer-Encoding: quoted-printable"));
    EXPECT_TRUE(has("Auto-Submitted: auto-generated"));
    EXPECT_EQ(headers.size(), 9U);
}

TEST_F(Compose, a_long_subject_with_umlauts_is_read_back) {
    message_.subject = "Änderungsvorschläge zur Leitlinie „Künstliche Intelligenz in der Arbeits- "
                       "und Sozialverwaltung“ warten auf Ihre Stellungnahme \U0001F642";
    for (const auto& header : headers_of(composed().value())) {
        if (header.starts_with("Subject: ")) {
            EXPECT_EQ(decode(header.substr(9)), message_.subject);
        }
    }
}

TEST_F(Compose, the_body_is_read_back_and_its_lines_are_short) {
    message_.text = "Größe = 5\n\n.\nvon hier \nein sehr langes Wort: " + std::string(300, 'x')
                    + "\n" + std::string(40, 'a') + "ä\tEnde\t";
    const std::string body = body_of(composed().value());
    std::size_t at = 0;
    for (std::size_t end; (end = body.find("\r\n", at)) != std::string::npos; at = end + 2) {
        EXPECT_LE(end - at, 76U);
        if (end > at) {
            EXPECT_NE(body[end - 1], ' ');
        }
    }
    std::string expected;
    for (const char c : message_.text)
        expected += c == '\n' ? std::string("\r\n") : std::string(1, c);
    EXPECT_EQ(decode_body(body), expected + "\r\n");
}

TEST_F(Compose, nothing_in_a_message_can_add_a_header) {
    const std::string evil = "x\r\nBcc: all@example.org";
    const auto refused = [this] { return !composed().has_value(); };
    message_.subject = evil;
    EXPECT_TRUE(refused());
    message_.subject = "x\nBcc: all@example.org";
    EXPECT_TRUE(refused());
    message_.subject = "x";
    message_.to = "anna@example.org\r\nBcc: all@example.org";
    EXPECT_TRUE(refused());
    message_.to = "anna@example.org, all@example.org";
    EXPECT_TRUE(refused());
    message_.to = "anna@example.org";
    sender_.name = evil;
    EXPECT_TRUE(refused());
    sender_.name = "x";
    message_.text = evil;
    EXPECT_EQ(headers_of(composed().value()).size(), 9U);
}

TEST_F(Compose, bounds_are_kept) {
    message_.subject.assign(subject_bytes_max + 1, 'x');
    EXPECT_EQ(composed().error().code, ErrorCode::TooLarge);
    message_.subject = "x";
    message_.text.assign(text_bytes_max + 1, 'x');
    EXPECT_EQ(composed().error().code, ErrorCode::TooLarge);
}

TEST(Address, usual_ones_pass) {
    for (const auto* good :
         {"a@b", "anna.berg@amt.example.de", "x+y_z@sub-domain.example", "O'Brien@example.org"}) {
        EXPECT_TRUE(check_address(good)) << good;
    }
}

TEST(Address, others_are_refused) {
    for (const auto* bad :
         {"",
          "@",
          "a@",
          "@b",
          "a b@c",
          "a@b c",
          "a@b\n",
          "<a@b>",
          "a@b,c@d",
          "ä@b",
          "a@ä.de",
          "a..b@c",
          ".a@b",
          "a@b..c",
          "a@-b",
          "\"a\"@b",
          "a@b>",
          "a\r\n@b"}) {
        EXPECT_EQ(check_address(bad).error().code, ErrorCode::Invalid) << bad;
    }
    EXPECT_EQ(
        check_address(std::string(250, 'a') + "@example.org").error().code, ErrorCode::TooLarge
    );
}

} // namespace
} // namespace denkraum::mail
