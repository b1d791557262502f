// SPDX-License-Identifier: EUPL-1.2
#include "platform/mail/mail.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>

#include "base/bytes.hpp"
#include "base/utf8.hpp"
#include "platform/mail/limits.hpp"

namespace denkraum::mail {
namespace {

bool is_alphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_local_part(std::string_view text) {
    constexpr std::string_view others = "!#$%&'*+-/=?^_`{|}~.";
    return !text.empty() && !text.starts_with('.') && !text.ends_with('.')
           && text.find("..") == std::string_view::npos && std::ranges::all_of(text, [&](char c) {
                  return is_alphanumeric(c) || others.find(c) != std::string_view::npos;
              });
}

bool is_domain(std::string_view text) {
    return !text.empty() && !text.starts_with('.') && !text.ends_with('.') && !text.starts_with('-')
           && text.find("..") == std::string_view::npos && std::ranges::all_of(text, [](char c) {
                  return is_alphanumeric(c) || c == '.' || c == '-';
              });
}

Done check_line(std::string_view text, std::size_t bytes_max) {
    if (text.size() > bytes_max) return fail(ErrorCode::TooLarge, "a header is too long");
    const bool has_control = std::ranges::any_of(text, [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
    });
    if (has_control || !utf8::is_valid(text)) {
        return fail(ErrorCode::Invalid, "a header holds control characters or is not UTF-8");
    }
    return {};
}

// RFC 2047: words of at most 75 characters, cut between characters, folded.
std::string encoded_words(std::string_view text) {
    constexpr std::size_t word_bytes_max = 45;
    std::string out;
    while (!text.empty()) {
        const std::string_view word = utf8::truncate(text, word_bytes_max);
        if (!out.empty()) out += "\r\n ";
        out += "=?UTF-8?B?" + to_base64(as_bytes(word)) + "?=";
        text.remove_prefix(word.size());
    }
    return out;
}

std::string header_text(std::string_view text) {
    constexpr std::size_t plain_bytes_max = 60;
    const bool plain =
        text.size() <= plain_bytes_max && std::ranges::all_of(text, [](char c) {
            return is_alphanumeric(c) || c == ' ' || c == '.' || c == ',' || c == '-' || c == ':';
        });
    return plain ? std::string(text) : encoded_words(text);
}

// RFC 2045 section 6.7: lines of at most 76 characters; a space at a line's end is encoded.
class QuotedPrintable {
public:
    void put_line(std::string_view line) {
        for (std::size_t i = 0; i < line.size(); ++i) {
            const auto byte = static_cast<unsigned char>(line[i]);
            const bool blank = byte == ' ' || byte == '\t';
            const bool last = i + 1 == line.size();
            const bool plain = (byte > 0x20 && byte < 0x7f && byte != '=') || (blank && !last);
            put(plain ? std::string(1, line[i]) : fmt::format("={:02X}", byte));
        }
        out_ += "\r\n";
        column_ = 0;
    }
    std::string finish() && { return std::move(out_); }

private:
    void put(const std::string& piece) {
        constexpr std::size_t line_max = 76;
        if (column_ + piece.size() > line_max - 1) {
            out_ += "=\r\n";
            column_ = 0;
        }
        out_ += piece;
        column_ += piece.size();
    }
    std::string out_;
    std::size_t column_ = 0;
};

std::string quoted_printable(std::string_view text) {
    QuotedPrintable encoder;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        encoder.put_line(line);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return std::move(encoder).finish();
}

// "Sun, 22 Nov 2026 16:34:16 +0000"
std::string rfc5322_date(Instant at) {
    using namespace std::chrono;
    constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array months{
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };
    const sys_time<microseconds> time{microseconds(at.us)};
    const auto day = floor<std::chrono::days>(time);
    const year_month_day date(day);
    const hh_mm_ss clock(floor<seconds>(time - day));
    return fmt::format(
        "{}, {:02} {} {:04} {:02}:{:02}:{:02} +0000",
        days[weekday(day).c_encoding()],
        static_cast<unsigned>(date.day()),
        months[static_cast<unsigned>(date.month()) - 1U],
        static_cast<int>(date.year()),
        clock.hours().count(),
        clock.minutes().count(),
        clock.seconds().count()
    );
}

} // namespace

Done check_address(std::string_view address) {
    if (address.size() > address_bytes_max) {
        return fail(ErrorCode::TooLarge, "the address is too long");
    }
    const std::size_t at = address.rfind('@');
    if (at == std::string_view::npos || !is_local_part(address.substr(0, at))
        || !is_domain(address.substr(at + 1))) {
        return fail(ErrorCode::Invalid, "this is no mail address");
    }
    return {};
}

Result<std::string>
compose(const Message& message, const Sender& sender, Instant now, Randomness& randomness) {
    DK_DO(check_address(message.to));
    DK_DO(check_address(sender.address));
    DK_DO(check_line(message.subject, subject_bytes_max));
    DK_DO(check_line(sender.name, name_bytes_max));
    if (message.text.size() > text_bytes_max) return fail(ErrorCode::TooLarge, "the mail is long");
    if (!utf8::is_valid(message.text)) return fail(ErrorCode::Invalid, "the mail is not UTF-8");
    std::array<std::uint8_t, 16> unique{};
    randomness.fill(unique);
    const std::string domain = sender.address.substr(sender.address.rfind('@') + 1);
    return fmt::format(
        "Date: {}\r\n"
        "From: {} <{}>\r\n"
        "To: {}\r\n"
        "Subject: {}\r\n"
        "Message-ID: <{}@{}>\r\n"
        "Auto-Submitted: auto-generated\r\n"
        "MIME-Version: 1.0\r\n"
        "Content-Type: text/plain; charset=utf-8\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\n"
        "\r\n{}",
        rfc5322_date(now),
        encoded_words(sender.name),
        sender.address,
        message.to,
        header_text(message.subject),
        to_hex(unique),
        domain,
        quoted_printable(message.text)
    );
}

} // namespace denkraum::mail
