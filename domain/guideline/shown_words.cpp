// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/shown_words.hpp"

#include <span>

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

std::string plain_lines(std::string_view typed) {
    std::string out;
    for (const char c : typed) {
        if (c != '\r') out += c;
    }
    return out;
}

} // namespace denkraum::guideline
