// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/redaction/mentions.hpp"

#include <algorithm>
#include <cctype>
#include <utility>

#include "base/utf8.hpp"
#include "domain/document/redaction/store.hpp"
#include "domain/trail/queries.hpp"

namespace denkraum::document::redaction {
namespace {

constexpr std::size_t digits_min = 5;
constexpr std::size_t pair_bytes_min = 10;
/// A shorter quotation may stand anywhere.
constexpr std::size_t quote_bytes_min = 10;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// A letter or digit; every sign beyond ASCII counts as one.
bool is_inner(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0
           || static_cast<unsigned char>(c) >= 0x80;
}

std::vector<std::string_view> parts_of(std::string_view text) {
    std::vector<std::string_view> parts;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        while (at < text.size() && is_inner(text[at]))
            ++at;
        if (at > begin) parts.push_back(text.substr(begin, at - begin));
        ++at;
    }
    return parts;
}

bool is_long_number(std::string_view part) {
    const auto digits = std::ranges::count_if(part, is_digit);
    return static_cast<std::size_t>(digits) >= digits_min;
}

bool has_capital(std::string_view part) {
    const auto first = static_cast<unsigned char>(part.front());
    return std::isupper(first) != 0 || first >= 0x80;
}

/// What tells a text apart: its long numbers and its pairs of capitalised words.
std::set<std::string> marks_of(std::string_view text) {
    std::set<std::string> marks;
    std::string_view before;
    for (const std::string_view part : parts_of(text)) {
        if (is_long_number(part)) marks.emplace(part);
        const bool is_pair = !before.empty() && has_capital(before) && has_capital(part)
                             && before.size() + part.size() >= pair_bytes_min;
        if (is_pair) marks.insert(std::string(before) + " " + std::string(part));
        before = part;
    }
    return marks;
}

/// A name of a point stands in what it says.
bool is_on_point(const trail::Shown& entry) {
    return entry.action == "document.point_named" || entry.action == "document.point_removed";
}

} // namespace

Telltales::Telltales(std::vector<std::string> words) : words_(std::move(words)) {
    for (const std::string& one : words_)
        marks_.merge(marks_of(one));
}

bool Telltales::are_in(std::string_view text) const {
    return std::ranges::any_of(marks_of(text), [this](const std::string& mark) {
        return marks_.contains(mark);
    });
}

bool Telltales::share_passage_with(std::string_view quote) const {
    const std::string_view trimmed = utf8::trim(quote);
    if (trimmed.size() < quote_bytes_min) return false;
    return std::ranges::any_of(words_, [&](const std::string& one) {
        const std::string_view said = utf8::trim(one);
        return said.contains(trimmed) || (said.size() >= quote_bytes_min && trimmed.contains(said));
    });
}

Done erase_mentions(sql::Transaction& main, DocumentId document, const Telltales& telltales) {
    DK_TRY(const auto labels, store::labels_beside(main, document));
    for (const store::Label& label : labels) {
        const bool is_meant = telltales.are_in(label.words) || telltales.are_in(label.quote)
                              || telltales.share_passage_with(label.quote);
        if (is_meant) DK_DO(store::empty_label(main, document, label));
    }
    DK_TRY(const auto kept, store::kept_words(main, document));
    for (const store::KeptWords& one : kept) {
        const bool is_meant =
            telltales.are_in(one.words) || telltales.share_passage_with(one.words);
        if (is_meant) DK_DO(store::erase_kept(main, one.id));
    }
    return {};
}

Result<std::vector<std::int64_t>>
entries_that_mention(sql::Transaction& main, DocumentId document, const Telltales& telltales) {
    const trail::Subject subject{.kind = "document", .id = trail::any(document)};
    std::vector<std::int64_t> found;
    for (std::int64_t before = trail::from_newest;;) {
        DK_TRY(const auto entries, trail::entries_of(main, subject, before));
        if (entries.empty()) return found;
        for (const trail::Shown& entry : entries) {
            before = entry.sequence;
            if (!entry.payload || !is_on_point(entry)) continue;
            if (telltales.are_in(*entry.payload)) found.push_back(entry.sequence);
        }
    }
}

} // namespace denkraum::document::redaction
