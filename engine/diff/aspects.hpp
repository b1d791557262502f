// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/diff/prose_diff.hpp"

/// What is different besides the words, finely enough to say it in a word or two: a reader who sees
/// the same words twice must learn what has changed. Every page and file asks here.
namespace denkraum::diff {

/// The ids in brackets stand in files.
enum class Aspect : std::uint8_t {
    Kind,    ///< [kind]
    Level,   ///< [level] of a heading
    List,    ///< [list] its style or its depth
    Marks,   ///< [marks] strong, emphasis or code on the same words
    Links,   ///< [links] the same words lead elsewhere
    Terms,   ///< [terms] what a word means is told otherwise
    Notes,   ///< [notes]
    Images,  ///< [images] another one, or another alternative text
    Heads,   ///< [heads] which cells of a table are heads
    Sources, ///< [sources] what the paragraph rests on
};

[[nodiscard]] std::string_view id_of(Aspect aspect);

/// What the marks of one piece say otherwise than before. Requires: the piece is Formatted.
struct Formatting {
    bool marks = false; ///< strong, emphasis, code
    bool links = false;
    bool terms = false;
};
[[nodiscard]] Formatting formatting_of(const Piece& piece);

/// Each once, in the order above. None of an entry that has only one side: all of it is new or
/// gone.
[[nodiscard]] std::vector<Aspect> aspects_of(const Entry& entry);

} // namespace denkraum::diff
