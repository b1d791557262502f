// SPDX-License-Identifier: EUPL-1.2
#include "platform/http/parse/headers.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace denkraum::http {
namespace {

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

bool is_control(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

} // namespace

bool equals_ignoring_case(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, [](char x, char y) { return lower(x) == lower(y); });
}

void Headers::add(std::string_view name, std::string_view value) {
    CHECK(text_.size() + name.size() + value.size() < UINT32_MAX, "header fields are short");
    Span span{};
    span.name_at = static_cast<std::uint32_t>(text_.size());
    text_.append(name);
    span.value_at = static_cast<std::uint32_t>(text_.size());
    text_.append(value);
    span.end = static_cast<std::uint32_t>(text_.size());
    const auto value_begin = text_.begin() + static_cast<std::ptrdiff_t>(span.value_at);
    std::replace_if(value_begin, text_.end(), is_control, ' ');
    spans_.push_back(span);
}

Headers::Field Headers::at(std::size_t index) const {
    const Span& span = spans_.at(index);
    const std::string_view text = text_;
    return {
        .name = text.substr(span.name_at, span.value_at - span.name_at),
        .value = text.substr(span.value_at, span.end - span.value_at)
    };
}

std::optional<std::string_view> Headers::find(std::string_view name) const {
    for (std::size_t i = 0; i < size(); ++i) {
        const Field field = at(i);
        if (equals_ignoring_case(field.name, name)) return field.value;
    }
    return std::nullopt;
}

std::size_t Headers::count(std::string_view name) const {
    std::size_t found = 0;
    for (std::size_t i = 0; i < size(); ++i) {
        if (equals_ignoring_case(at(i).name, name)) ++found;
    }
    return found;
}

} // namespace denkraum::http
