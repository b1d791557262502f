// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <string>

#include "engine/diff/prose_diff.hpp"

/// A difference in sentences, for screen readers and mails: "Absatz 3 geändert: gestrichen »darf«,
/// eingefügt »muss«". The words come from the caller, in whatever language the reader speaks.
namespace denkraum::diff {

/// Sentences with placeholders in braces. A placeholder may be left out of a sentence; an unknown
/// one stays as it is. A list of changes is written with `between` between its members.
struct Wording {
    std::string place = {};   ///< of a block without a name: {number}, counted from 1
    std::string between = {}; ///< ", "

    std::string added = {};         ///< {place} {words}
    std::string removed = {};       ///< {place} {words}
    std::string changed = {};       ///< {place} {changes}
    std::string moved = {};         ///< {place} {place_before}
    std::string moved_changed = {}; ///< {place} {place_before} {changes}
    std::string split = {};         ///< {place_before} {places} {changes}
    std::string joined = {};        ///< {places_before} {place} {changes}
    std::string nothing = {};       ///< in place of {changes} where there are none

    std::string words_added = {};     ///< {words}
    std::string words_removed = {};   ///< {words}
    std::string words_replaced = {};  ///< {before} {words}
    std::string words_formatted = {}; ///< {words}
    /// {words} {before} {now}: the same words lead elsewhere, or are explained otherwise. Empty: as
    /// words_formatted.
    std::string words_linked = {};
    std::string words_explained = {};
    std::string none = {}; ///< in place of {before} or {now} where there is no link or explanation
    std::string kind_changed = {};
    std::string level_changed = {};
    std::string list_changed = {};
    std::string sources_changed = {};

    std::string cell = {};           ///< {row} {column} {changes}, counted from 1 as they stand now
    std::string row_added = {};      ///< {row} {words}
    std::string row_removed = {};    ///< {row} {words}, counted as it stood
    std::string column_added = {};   ///< {column} {words}
    std::string column_removed = {}; ///< {column} {words}
    std::string heads_changed = {};

    std::string image = {}; ///< {words}: its alternative text
    std::string note = {};  ///< {words}
    std::string other = {}; ///< another thing that is not text
};

/// What a block is called ("Absatz 3", "Artikel 52"), by its index; nothing: Wording::place.
struct PlaceNames {
    std::function<std::string(std::size_t)> before = {};
    std::function<std::string(std::size_t)> after = {};
};

/// One sentence; empty when the entry is_unchanged().
[[nodiscard]] std::string
in_words(const Entry& entry, const Wording& wording, const PlaceNames& names = {});

/// A line for each entry that is not unchanged, in reading order.
[[nodiscard]] std::string
in_words(const ProseDiff& diff, const Wording& wording, const PlaceNames& names = {});

/// The sentence with its placeholders filled in; what is filled in is not read again.
[[nodiscard]] std::string filled(
    std::string_view sentence,
    std::initializer_list<std::pair<std::string_view, std::string_view>> values
);

} // namespace denkraum::diff
