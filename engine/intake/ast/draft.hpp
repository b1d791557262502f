// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
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
    int cell = 0;
    std::size_t part = 0;   ///< of Structure::parts, counted from 1; 0 is none
    std::string style = {}; ///< the style's name in the file, where it has one
};

/// The text without white space and without the raised digits that stand for notes: the form in
/// which paragraphs of file and converter are compared.
[[nodiscard]] std::string squeezed(std::string_view text);

/// '¹²': the number of a note, in the text and before the note.
[[nodiscard]] std::string raised(int number);

/// A label and a text as they are read: '(a) the text'.
[[nodiscard]] std::string labelled_text(const Draft& draft);

} // namespace denkraum::intake
