// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/shown_words.hpp"

#include <span>
#include <utility>

#include "base/bytes.hpp"
#include "platform/secret/hash.hpp"

namespace denkraum::guideline {
namespace {

/// Enough that nobody meets the same mark by chance.
constexpr std::size_t mark_bytes = 12;

} // namespace

std::string mark_of(std::string_view words) {
    const secret::Digest digest = secret::sha256(as_bytes(words));
    return to_hex(std::span(digest).first(mark_bytes));
}

Typed compare(const ShownField& field) {
    if (field.typed == field.stored) return Typed::Nothing;
    if (field.mark.empty()) return Typed::News;
    if (mark_of(field.typed) == field.mark) return Typed::Nothing;
    return mark_of(field.stored) == field.mark ? Typed::News : Typed::Overtaken;
}

std::vector<std::string>
homeless_words(const http::Form& form, char kind, const std::set<std::string>& uids) {
    std::vector<std::string> homeless;
    for (const auto& [name, value] : form.fields.all()) {
        if (!name.starts_with(std::string{kind, '-'}) || uids.contains(name.substr(2))) continue;
        std::string words = plain_lines(value);
        const auto mark = form.fields.find("m-" + name.substr(2));
        const bool is_new = !mark || *mark != mark_of(words);
        if (is_new && !words.empty()) homeless.push_back(std::move(words));
    }
    return homeless;
}

std::string plain_lines(std::string_view typed) {
    std::string out;
    for (const char c : typed) {
        if (c != '\r') out += c;
    }
    return out;
}

} // namespace denkraum::guideline
