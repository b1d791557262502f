// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <concepts>
#include <string>
#include <string_view>
#include <vector>

/// Pages are typed functions that return `Html`. Text and markup do not mix: only text() crosses
/// from one to the other, and it escapes. There is no way to make Html from a string of markup
/// outside this folder.
///
///   el("p", {cls("kern-body")}, text(say("Noch keine Entwürfe.")))
namespace denkraum::html {

/// The name of a tag or attribute: a literal in the source, never data.
class Name {
public:
    consteval Name(const char* literal) : name_(literal) { // NOLINT(*-explicit-*)
        for (const char c : name_) {
            const bool fits = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
            const bool is_svg = (c >= 'A' && c <= 'Z') || c == ':';
            if (!fits && !is_svg) throw "not the name of a tag or attribute";
        }
    }
    [[nodiscard]] std::string_view view() const { return name_; }

private:
    std::string_view name_;
};

class Html {
public:
    Html() = default;

    [[nodiscard]] const std::string& markup() const& { return markup_; }
    [[nodiscard]] std::string markup() && { return std::move(markup_); }
    [[nodiscard]] bool empty() const { return markup_.empty(); }
    Html& operator+=(const Html& more) {
        markup_ += more.markup_;
        return *this;
    }
    friend Html operator+(Html first, const Html& more) { return first += more; }

private:
    friend class Writer;
    explicit Html(std::string markup) : markup_(std::move(markup)) {}

    std::string markup_;
};

struct Attribute {
    std::string_view name;
    std::string value;
    bool shown = true;    ///< false: left out altogether
    bool is_flag = false; ///< written without a value
};
using Attributes = std::vector<Attribute>;

/// Escapes a person's or the catalogue's words.
[[nodiscard]] Html text(std::string_view words);

[[nodiscard]] Attribute attr(Name name, std::string_view value);
[[nodiscard]] Attribute attr(Name name, long long value);
/// Only written when the value is not empty.
[[nodiscard]] Attribute attr_if(bool shown, Name name, std::string_view value);
[[nodiscard]] Attribute flag(Name name, bool shown = true);
[[nodiscard]] inline Attribute cls(std::string_view names) {
    return attr("class", names);
}
[[nodiscard]] inline Attribute id(std::string_view value) {
    return attr("id", value);
}

/// An address for href, src or action: http(s), mailto, tel or relative; everything else, such as
/// "javascript:", becomes "#".
[[nodiscard]] std::string safe_address(std::string_view address);
[[nodiscard]] inline Attribute href(std::string_view address) {
    return attr("href", safe_address(address));
}

/// A block of JSON for machines that read pages (schema.org): data, which no browser runs and no
/// policy for scripts forbids. `json` is what json::write() gives.
[[nodiscard]] Html data_block(std::string_view json);

/// An element with its children; void elements (br, img, input …) have none.
[[nodiscard]] Html element(Name tag, const Attributes& attributes, const Html& children);

/// Several parts one after the other.
template <std::same_as<Html>... Parts>
[[nodiscard]] Html join(const Parts&... parts) {
    Html all;
    ((all += parts), ...);
    return all;
}

template <std::same_as<Html>... Parts>
[[nodiscard]] Html el(Name tag, const Attributes& attributes, const Parts&... children) {
    return element(tag, attributes, join(children...));
}

/// One part per item: each(items, [&](const Item& item) { return el("li", …); })
template <class Items, class Make>
[[nodiscard]] Html each(const Items& items, Make make) {
    Html all;
    for (const auto& item : items)
        all += make(item);
    return all;
}

/// The part when `shown`, made only then.
template <class Make>
[[nodiscard]] Html when(bool shown, Make make) {
    return shown ? make() : Html();
}

} // namespace denkraum::html
