// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

/// How a family of texts numbers its parts. Profiles are values in a table: a new one is a new row.
namespace denkraum::intake {

enum class ProfileId {
    None,       ///< no legal structure; headings as the file gives them
    EuropeanEn, ///< acts of the Union: TITLE, CHAPTER, SECTION, Article, ANNEX
    EuropeanDe, ///< the same in German: TITEL, KAPITEL, ABSCHNITT, Artikel, ANHANG
    GermanLaw,  ///< Teil, Kapitel, Abschnitt, Unterabschnitt, §, Anlage
};

enum class PartKind { Part, Title, Chapter, Section, Subsection, Article, Annex, Recital };

/// Annexes stand beside the whole text: always at the highest level.
inline constexpr int annex_rank = 0;

/// A line that opens a part: its word, then its number.
struct PartRule {
    PartKind kind;
    std::string_view word;
    int rank; ///< 1 is the highest; ranks that a text uses become levels of headings
};

struct Profile {
    ProfileId id;
    std::string_view language;
    std::span<const PartRule> rules;
    std::string_view recitals_begin; ///< ends the line before recital (1)
    std::string_view recitals_end;   ///< begins the line after the last one
};

[[nodiscard]] std::span<const Profile> profiles();
[[nodiscard]] const Profile* profile_of(ProfileId id);

/// The number of a part: '5', 'IA', '12b'.
struct PartNumber {
    std::string text;
    int value = 0;
    std::string suffix = {}; ///< letters after the number, in lower case

    /// True when this is the next number after `last`: 5 after 4, 5a after 5, 6 after 5b.
    [[nodiscard]] bool follows(const std::optional<PartNumber>& last) const;
};

struct PartLine {
    const PartRule* rule = nullptr;
    PartNumber number;
    std::string rest; ///< the title where it stands in the same line
};

/// Reads a line as the opening of a part: 'Article 5', 'TITLE I GENERAL PROVISIONS', '§ 4
/// Begriffe'. A sentence that only begins like one ('Article 5 of …', 'Title III contains …') is
/// none.
[[nodiscard]] std::optional<PartLine> part_line(const Profile& profile, std::string_view line);

/// The position of the part that a heading also holds at its end ('GOVERNANCE CHAPTER 1'), or npos.
[[nodiscard]] std::size_t second_part_at(const Profile& profile, std::string_view line);

enum class LabelKind { None, Number, Parenthesis, Letter, Roman };

/// The kind of a label, of a list or typed: '1.' and '(1)' are Number and Parenthesis, '(a)' and
/// 'a)' Letter, '(i)' Roman (also Letter: only the one before it tells).
[[nodiscard]] LabelKind label_kind(std::string_view label);

/// The label that a text begins with, or nothing: '(1)', '(a)', '2.', 'b)'.
[[nodiscard]] std::string_view leading_label(std::string_view text);

} // namespace denkraum::intake
