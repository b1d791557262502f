// SPDX-License-Identifier: EUPL-1.2
#include "engine/intake/profile/profile.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "base/utf8.hpp"

namespace denkraum::intake {
namespace {

constexpr std::array<PartRule, 12> european_en{{
    {PartKind::Part, "PART", 1},
    {PartKind::Part, "Part", 1},
    {PartKind::Title, "TITLE", 2},
    {PartKind::Title, "Title", 2},
    {PartKind::Chapter, "CHAPTER", 3},
    {PartKind::Chapter, "Chapter", 3},
    {PartKind::Section, "SECTION", 4},
    {PartKind::Section, "Section", 4},
    {PartKind::Article, "Article", 5},
    {PartKind::Article, "ARTICLE", 5},
    {PartKind::Annex, "ANNEX", annex_rank},
    {PartKind::Annex, "Annex", annex_rank},
}};

constexpr std::array<PartRule, 12> european_de{{
    {PartKind::Part, "TEIL", 1},
    {PartKind::Part, "Teil", 1},
    {PartKind::Title, "TITEL", 2},
    {PartKind::Title, "Titel", 2},
    {PartKind::Chapter, "KAPITEL", 3},
    {PartKind::Chapter, "Kapitel", 3},
    {PartKind::Section, "ABSCHNITT", 4},
    {PartKind::Section, "Abschnitt", 4},
    {PartKind::Article, "Artikel", 5},
    {PartKind::Article, "ARTIKEL", 5},
    {PartKind::Annex, "ANHANG", annex_rank},
    {PartKind::Annex, "Anhang", annex_rank},
}};

constexpr std::array<PartRule, 8> german_law{{
    {PartKind::Part, "Teil", 1},
    {PartKind::Chapter, "Kapitel", 2},
    {PartKind::Section, "Abschnitt", 3},
    {PartKind::Subsection, "Unterabschnitt", 4},
    {PartKind::Article, "§", 5},
    {PartKind::Annex, "Anlage", annex_rank},
    {PartKind::Annex, "Anhang", annex_rank},
    {PartKind::Annex, "ANLAGE", annex_rank},
}};

constexpr std::array<Profile, 3> table{{
    {ProfileId::EuropeanEn, "en", european_en, "Whereas:", "HAVE ADOPTED"},
    {ProfileId::EuropeanDe, "de", european_de, "in Erwägung nachstehender Gründe:", "HABEN FOLGENDE"
    },
    {ProfileId::GermanLaw, "de", german_law, "", ""},
}};

constexpr int number_max = 10'000;
/// A heading is a line, not a paragraph.
constexpr std::size_t line_bytes_max = 300;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

int roman_value(char c) {
    switch (c) {
    case 'I': return 1;
    case 'V': return 5;
    case 'X': return 10;
    case 'L': return 50;
    case 'C': return 100;
    default: return 0;
    }
}

/// The value of a Roman number, or 0 when it is none ('IC', 'VV').
int roman(std::string_view text) {
    int value = 0;
    int last = 1000;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const int sign = roman_value(text[i]);
        const int next = i + 1 < text.size() ? roman_value(text[i + 1]) : 0;
        if (sign == 0) return 0;
        const int step = sign < next ? -sign : sign;
        if (sign > last * 10) return 0;
        value += step;
        last = sign;
    }
    return value > 0 ? value : 0;
}

std::string lower(std::string_view text) {
    std::string small(text);
    for (char& c : small)
        c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return small;
}

std::optional<PartNumber> decimal_number(std::string_view word) {
    PartNumber number{.text = std::string(word)};
    std::size_t i = 0;
    for (; i < word.size() && is_digit(word[i]); ++i) {
        number.value = std::min(number.value * 10 + (word[i] - '0'), number_max);
    }
    number.suffix = lower(word.substr(i));
    const bool is_good =
        i > 0 && number.suffix.size() <= 2 && std::ranges::all_of(number.suffix, is_letter);
    return is_good ? std::optional(number) : std::nullopt;
}

/// 'XII', 'IA', 'VIIIa'; where letters are allowed also 'A' and 'B'.
std::optional<PartNumber> roman_number(std::string_view word, bool may_be_letter) {
    for (const std::size_t suffix : {std::size_t{0}, std::size_t{1}}) {
        if (word.size() <= suffix) break;
        const std::string_view signs = word.substr(0, word.size() - suffix);
        const std::string_view letters = word.substr(word.size() - suffix);
        const int value = roman(signs);
        if (value > 0 && std::ranges::all_of(letters, is_letter)) {
            return PartNumber{.text = std::string(word), .value = value, .suffix = lower(letters)};
        }
    }
    if (may_be_letter && word.size() == 1 && word[0] >= 'A' && word[0] <= 'Z') {
        return PartNumber{.text = std::string(word), .value = word[0] - 'A' + 1};
    }
    return std::nullopt;
}

std::optional<PartNumber> part_number(PartKind kind, std::string_view word) {
    while (!word.empty() && (word.back() == '.' || word.back() == ':'))
        word.remove_suffix(1);
    if (word.empty()) return std::nullopt;
    if (is_digit(word.front())) return decimal_number(word);
    const bool is_lettered = kind == PartKind::Section || kind == PartKind::Annex;
    return kind == PartKind::Article ? std::nullopt : roman_number(word, is_lettered);
}

std::string_view without_dash(std::string_view rest) {
    rest = utf8::trim(rest);
    for (const std::string_view dash : {"–", "—", "-", ":"}) {
        if (rest.starts_with(dash)) return utf8::trim(rest.substr(dash.size()));
    }
    return rest;
}

/// Titles begin with a capital letter (or a bracket, a quote) and do not end like a sentence.
bool may_be_title(std::string_view rest) {
    const std::string_view words = without_dash(rest);
    if (words.empty()) return true;
    const auto first = static_cast<unsigned char>(words.front());
    const bool begins =
        std::isupper(first) != 0 || first == '[' || first >= 0x80 || is_digit(words.front());
    const char last = words.back();
    return begins && last != '.' && last != ';' && last != ':' && last != ',';
}

/// 'Article 5 Definitions ......... 12' is a line of a table of contents.
bool is_contents_line(std::string_view line) {
    if (line.find("....") != line.npos || line.find("……") != line.npos) return true;
    const std::size_t tab = line.find_last_of('\t');
    return tab != line.npos && tab + 1 < line.size()
           && std::ranges::all_of(line.substr(tab + 1), is_digit);
}

} // namespace

std::span<const Profile> profiles() {
    return table;
}

const Profile* profile_of(ProfileId id) {
    const auto found = std::ranges::find(table, id, &Profile::id);
    return found == table.end() ? nullptr : &*found;
}

bool PartNumber::follows(const std::optional<PartNumber>& last) const {
    if (!last) return value <= 1;
    if (value == last->value) return suffix > last->suffix;
    return value == last->value + 1;
}

std::optional<PartLine> part_line(const Profile& profile, std::string_view line) {
    line = utf8::trim(line);
    if (line.size() > line_bytes_max || is_contents_line(line)) return std::nullopt;
    for (const PartRule& rule : profile.rules) {
        if (!line.starts_with(rule.word)) continue;
        const std::string_view after = line.substr(rule.word.size());
        const std::string_view words = utf8::trim(after);
        if (!words.empty() && words.size() == after.size() && rule.word != "§") continue;
        const std::size_t end = words.find_first_of(" \n\t");
        const std::string_view rest = utf8::trim(words.substr(std::min(end, words.size())));
        if (words.empty() && rule.kind == PartKind::Annex) return PartLine{&rule, {}, {}};
        const auto number = part_number(rule.kind, words.substr(0, end));
        if (!number || !may_be_title(rest)) continue;
        return PartLine{&rule, *number, std::string(without_dash(rest))};
    }
    return std::nullopt;
}

std::size_t second_part_at(const Profile& profile, std::string_view line) {
    for (const PartRule& rule : profile.rules) {
        if (rule.kind != PartKind::Chapter && rule.kind != PartKind::Section) continue;
        const std::size_t place = line.rfind(" " + std::string(rule.word) + " ");
        if (place == line.npos || place == 0) continue;
        const auto part = part_line(profile, line.substr(place + 1));
        if (part && part->rest.empty()) return place + 1;
    }
    return std::string_view::npos;
}

LabelKind label_kind(std::string_view label) {
    const bool is_open = label.starts_with('(');
    if (is_open) label.remove_prefix(1);
    if (label.size() < 2) return LabelKind::None;
    const char end = label.back();
    if (end != ')' && (is_open || end != '.')) return LabelKind::None;
    label.remove_suffix(1);
    if (is_digit(label.front())) return is_open ? LabelKind::Parenthesis : LabelKind::Number;
    if (!std::ranges::all_of(label, is_letter)) return LabelKind::None;
    const bool is_roman =
        label.find_first_not_of("ivxlc") == label.npos && label != "c" && label != "l";
    return is_roman ? LabelKind::Roman : LabelKind::Letter;
}

std::string_view leading_label(std::string_view text) {
    text = utf8::trim(text);
    constexpr std::size_t label_bytes_max = 8;
    const std::size_t end = std::min(text.find_first_of(" \n\t"), text.find("\u00A0"));
    if (end > label_bytes_max) return {};
    const std::string_view label = text.substr(0, end);
    return label_kind(label) == LabelKind::None ? std::string_view() : label;
}

} // namespace denkraum::intake
