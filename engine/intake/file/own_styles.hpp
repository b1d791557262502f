// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/prose/prose.hpp"

/// Names of styles in office files that say what a text is: our own editions carry them
/// (domain/guideline/export/office.hpp), and whoever writes in Word or LibreOffice may use them.
namespace denkraum::intake {

/// "Grundsatz", "Grundsatz Punkt", "Principle", "Zitat": the kind; nothing for other styles.
[[nodiscard]] std::optional<prose::Kind> kind_of_style(std::string_view style);

/// Whether a style of characters says something about their place: "Nummer", "Art", "Begriff",
/// "Quelle Titel" and the like.
[[nodiscard]] bool is_own_character_style(std::string_view style);

/// Until it is settled what becomes of them, words in such a style have it as their term.
[[nodiscard]] std::string term_of_style(std::string_view style);
/// The style, or nothing where the term is a real one.
[[nodiscard]] std::string_view style_of_term(std::string_view term);

/// Around words in such a style while the converter reads an ODT, which it would not tell:
///
///   styled := begin name middle words end
///
/// Three signs that no text has, since Unicode gives them to nobody.
inline constexpr std::string_view style_begin = "\uFDD0";
inline constexpr std::string_view style_middle = "\uFDD1";
inline constexpr std::string_view style_end = "\uFDD2";

/// What a bookmark at the beginning of a paragraph says:
///
///   name := "dk_" 32 hex digits [ "_" level ]
///
/// The level is that of a heading where the file shows another one: such files allow no gaps.
struct OwnPlace {
    std::string uid = {};
    int level = 0; ///< 0: the one that the file shows
};
/// Nothing for other names.
[[nodiscard]] std::optional<OwnPlace> own_place(std::string_view bookmark);

} // namespace denkraum::intake
