// SPDX-License-Identifier: EUPL-1.2
#include "base/html/html.hpp"

#include <algorithm>
#include <array>

#include "base/check.hpp"
#include "base/utf8.hpp"

namespace denkraum::html {

/// The only place where a string becomes markup.
class Writer {
public:
    static Html wrap(std::string markup) { return Html(std::move(markup)); }
};

namespace {

constexpr std::array<std::string_view, 14> void_tags{
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "source",
    "track",
    "wbr",
    "param"
};

void append_escaped(std::string& out, std::string_view words) {
    for (const char c : words) {
        switch (c) {
        case '&': out += "&amp;"; break;
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '"': out += "&quot;"; break;
        case '\'': out += "&#39;"; break;
        default:
            // Control characters are not allowed in HTML; white space is.
            if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') out += c;
        }
    }
}

std::string valid(std::string_view words) {
    return utf8::is_valid(words) ? std::string(words) : utf8::replace_invalid(words);
}

bool starts_with_scheme(std::string_view address, std::string_view scheme) {
    if (address.size() < scheme.size()) return false;
    return std::equal(scheme.begin(), scheme.end(), address.begin(), [](char want, char is) {
        return want == (is >= 'A' && is <= 'Z' ? static_cast<char>(is + 32) : is);
    });
}

} // namespace

Html text(std::string_view words) {
    std::string out;
    out.reserve(words.size() + words.size() / 8);
    append_escaped(out, valid(words));
    return Writer::wrap(std::move(out));
}

Attribute attr(Name name, std::string_view value) {
    return {name.view(), std::string(value)};
}

Attribute attr(Name name, long long value) {
    return {name.view(), std::to_string(value)};
}

Attribute attr_if(bool shown, Name name, std::string_view value) {
    return {name.view(), std::string(value), shown};
}

Attribute flag(Name name, bool shown) {
    return {name.view(), {}, shown, true};
}

std::string safe_address(std::string_view address) {
    address = utf8::trim(address);
    const bool has_control = std::any_of(address.begin(), address.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == '\\';
    });
    if (has_control) return "#";
    for (const std::string_view scheme : {"https://", "http://", "mailto:", "tel:"}) {
        if (starts_with_scheme(address, scheme)) return std::string(address);
    }
    // Relative: no colon before the first slash, question mark or hash.
    const std::size_t colon = address.find(':');
    const std::size_t path = address.find_first_of("/?#");
    const bool is_relative = colon == std::string_view::npos || path < colon;
    return is_relative && !address.starts_with("//") ? std::string(address) : "#";
}

Html data_block(std::string_view json) {
    std::string out = "<script type=\"application/ld+json\">";
    for (const char c : json) {
        // Nothing in it may end the element or begin a comment.
        if (c == '<' || c == '>' || c == '&') {
            out += c == '<' ? "\\u003c" : (c == '>' ? "\\u003e" : "\\u0026");
        } else {
            out += c;
        }
    }
    return Writer::wrap(out + "</script>");
}

Html element(Name tag, const Attributes& attributes, const Html& children) {
    const bool is_void =
        std::find(void_tags.begin(), void_tags.end(), tag.view()) != void_tags.end();
    CHECK(!is_void || children.empty(), "a void element has no children");
    std::string out;
    out.reserve(children.markup().size() + 64);
    out += '<';
    out += tag.view();
    for (const Attribute& attribute : attributes) {
        if (!attribute.shown) continue;
        out += ' ';
        out += attribute.name;
        if (attribute.is_flag) continue;
        out += "=\"";
        append_escaped(out, valid(attribute.value));
        out += '"';
    }
    out += '>';
    if (is_void) return Writer::wrap(std::move(out));
    out += children.markup();
    out += "</";
    out += tag.view();
    out += '>';
    return Writer::wrap(std::move(out));
}

} // namespace denkraum::html
