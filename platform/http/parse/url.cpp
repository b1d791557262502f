// SPDX-License-Identifier: EUPL-1.2
#include "platform/http/parse/url.hpp"

#include <algorithm>

#include "base/utf8.hpp"

namespace denkraum::http {
namespace {

bool is_unreserved(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'
           || c == '.' || c == '_' || c == '~';
}

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

enum class Plus { IsPlus, IsSpace };

Result<std::string> decode(std::string_view text, Plus plus) {
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+' && plus == Plus::IsSpace) {
            decoded.push_back(' ');
        } else if (text[i] != '%') {
            decoded.push_back(text[i]);
        } else {
            const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
            const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
            if (high < 0 || low < 0) {
                return fail(ErrorCode::Invalid, "'%' needs two hexadecimal digits");
            }
            decoded.push_back(static_cast<char>(high * 16 + low));
            i += 2;
        }
    }
    if (decoded.find('\0') != std::string::npos)
        return fail(ErrorCode::Invalid, "NUL in an address");
    if (!utf8::is_valid(decoded)) return fail(ErrorCode::Invalid, "an address that is not UTF-8");
    return decoded;
}

} // namespace

std::optional<std::string_view> Fields::find(std::string_view name) const {
    for (const auto& [key, value] : all_) {
        if (key == name) return value;
    }
    return std::nullopt;
}

std::vector<std::string_view> Fields::find_all(std::string_view name) const {
    std::vector<std::string_view> values;
    for (const auto& [key, value] : all_) {
        if (key == name) values.emplace_back(value);
    }
    return values;
}

std::string percent_encode(std::string_view text) {
    static constexpr std::string_view digits = "0123456789ABCDEF";
    std::string encoded;
    encoded.reserve(text.size());
    for (const char c : text) {
        if (is_unreserved(c)) {
            encoded.push_back(c);
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        encoded.push_back('%');
        encoded.push_back(digits[byte >> 4U]);
        encoded.push_back(digits[byte & 15U]);
    }
    return encoded;
}

Result<std::string> percent_decode(std::string_view text) {
    return decode(text, Plus::IsPlus);
}

std::string to_query(const Fields& fields) {
    std::string query;
    for (const auto& [name, value] : fields.all()) {
        if (!query.empty()) query.push_back('&');
        query += percent_encode(name) + "=" + percent_encode(value);
    }
    return query;
}

Result<Fields> parse_query(std::string_view text, std::size_t fields_max) {
    Fields fields;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('&'), text.size());
        const std::string_view pair = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (pair.empty()) continue;
        if (fields.all().size() == fields_max) {
            return fail(ErrorCode::TooLarge, "too many fields in a query or form");
        }
        const std::size_t equals = std::min(pair.find('='), pair.size());
        DK_TRY(auto name, decode(pair.substr(0, equals), Plus::IsSpace));
        DK_TRY(auto value, decode(pair.substr(std::min(equals + 1, pair.size())), Plus::IsSpace));
        fields.add(std::move(name), std::move(value));
    }
    return fields;
}

bool is_local_path(std::string_view url) {
    if (url.empty() || url.front() != '/') return false;
    if (url.size() > 1 && (url[1] == '/' || url[1] == '\\')) return false;
    // Browsers drop tabs and line ends wherever they stand, so "/\t/host" would be "//host".
    return std::ranges::none_of(url, [](char c) {
        return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f;
    });
}

std::optional<std::string> origin_of(std::string_view url) {
    std::string lower(url);
    std::ranges::transform(lower, lower.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    });
    std::string_view default_port;
    std::size_t begin = 0;
    if (lower.starts_with("https://")) {
        default_port = ":443";
        begin = 8;
    } else if (lower.starts_with("http://")) {
        default_port = ":80";
        begin = 7;
    } else {
        return std::nullopt;
    }
    lower.resize(std::min(lower.find_first_of("/?#", begin), lower.size()));
    if (lower.size() == begin || lower.find('@') != std::string::npos) return std::nullopt;
    if (lower.ends_with(default_port)) lower.resize(lower.size() - default_port.size());
    return lower;
}

} // namespace denkraum::http
