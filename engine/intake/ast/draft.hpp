// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/prose/prose.hpp"

/// A paragraph on its way from the file to prose: the block it will become, and what the later
/// steps (labels, structure, tables) need to know about where it stood.
namespace denkraum::intake {

struct Draft {
    prose::Block block = {};
    std::string label = {}; ///< of its list item: '(a)', '2.'; not yet part of the text
    bool is_bullet = false;
    int depth = 0;             ///< of the list, 0 is the outermost
    int list = 0;              ///< the outermost list it belongs to, 0 is none
    bool is_continued = false; ///< a further paragraph of a list item
    int note = 0;              ///< number of the note it belongs to, 0 is none
    int table = 0;             ///< with row and cell; 0 is none
    int row = 0;
    int cell = 0;                 ///< its first column; 0 in the caption of the table
    bool is_head = false;         ///< of the table's head
    bool has_head_column = false; ///< its table
    std::size_t part = 0;         ///< of Structure::parts, counted from 1; 0 is none
    std::string style = {};       ///< the style's name in the file, where it has one
    std::string uid = {};         ///< that the file says it had, in our own editions
    /// What its style says it is.
    std::optional<prose::Kind> own_kind = {};
    bool is_own_cell = false; ///< of a table whose heads are known by their style
};

/// The text without white space, without soft hyphens and without the raised digits that stand for
/// notes: the form in which paragraphs of file and converter are compared.
[[nodiscard]] std::string squeezed(std::string_view text);

/// Its words, parted where squeezed() leaves something out.
[[nodiscard]] std::vector<std::string> words_in(std::string_view text);

/// '¹²': the number of a note that stands after its paragraph, in the text and before the note.
[[nodiscard]] std::string raised(int number);

/// Stands where a note is referred to, until it is settled what becomes of the note.
[[nodiscard]] prose::Inline note_mark(int number);
/// The number of the note, 0 where the run is no such mark.
[[nodiscard]] int note_marked(const prose::Inline& run);

/// A label and a text as they are read: '(a) the text'.
[[nodiscard]] std::string labelled_text(const Draft& draft);

} // namespace denkraum::intake
