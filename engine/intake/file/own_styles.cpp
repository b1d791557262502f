// SPDX-License-Identifier: EUPL-1.2
#include "engine/intake/file/own_styles.hpp"

#include <algorithm>
#include <array>

#include "base/bytes.hpp"
#include "base/id.hpp"

namespace denkraum::intake {
namespace {

struct Named {
    std::string_view name;
    prose::Kind kind;
};

constexpr std::array<Named, 17> kinds{{
    {"Absatz", prose::Kind::Paragraph},
    {"Punkt", prose::Kind::Paragraph},
    {"Wertepaar", prose::Kind::ValuePair},
    {"Value pair", prose::Kind::ValuePair},
    {"Grundsatz", prose::Kind::Principle},
    {"Principle", prose::Kind::Principle},
    {"Selbstverpflichtung", prose::Kind::CommitmentClause},
    {"Commitment", prose::Kind::CommitmentClause},
    {"Empfehlung", prose::Kind::Recommendation},
    {"Recommendation", prose::Kind::Recommendation},
    {"Prüffrage", prose::Kind::CheckQuestion},
    {"Check question", prose::Kind::CheckQuestion},
    {"Erläuterung", prose::Kind::Explanation},
    {"Explanation", prose::Kind::Explanation},
    {"Beispiel", prose::Kind::Example},
    {"Example", prose::Kind::Example},
    {"Zitat", prose::Kind::Quote},
}};

constexpr std::string_view item_end = " Punkt";
constexpr std::string_view style_lead = "\uFDD0";

} // namespace

std::optional<prose::Kind> kind_of_style(std::string_view style) {
    if (style.ends_with(item_end)) style.remove_suffix(item_end.size());
    const auto found = std::ranges::find(kinds, style, &Named::name);
    if (found == kinds.end()) return std::nullopt;
    return found->kind;
}

bool is_own_character_style(std::string_view style) {
    constexpr std::array<std::string_view, 7> names{
        "Nummer",
        "Kapitelnummer",
        "Art",
        "Begriff",
        "Quelle Titel",
        "Quelle Fundstelle",
        "Quelle Datum"
    };
    return std::ranges::find(names, style) != names.end();
}

std::string term_of_style(std::string_view style) {
    return std::string(style_lead) + std::string(style);
}

std::string_view style_of_term(std::string_view term) {
    if (!term.starts_with(style_lead)) return {};
    return term.substr(style_lead.size());
}

std::optional<OwnPlace> own_place(std::string_view bookmark) {
    if (!bookmark.starts_with("dk_")) return std::nullopt;
    bookmark.remove_prefix(3);
    OwnPlace place;
    const std::size_t line = bookmark.find('_');
    if (line != std::string_view::npos) {
        const std::string_view level = bookmark.substr(line + 1);
        const bool is_level =
            level.size() == 1 && level[0] >= '1' && level[0] <= '0' + prose::heading_level_max;
        if (!is_level) return std::nullopt;
        place.level = level[0] - '0';
        bookmark = bookmark.substr(0, line);
    }
    const auto bytes = from_hex(bookmark);
    Id<struct BookmarkTag>::Raw raw{};
    if (!bytes || bytes->size() != raw.size()) return std::nullopt;
    std::ranges::copy(*bytes, raw.begin());
    place.uid = Id<struct BookmarkTag>(raw).text();
    return place;
}

} // namespace denkraum::intake
