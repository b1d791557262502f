// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "base/prose/prose.hpp"
#include "base/result.hpp"
#include "engine/intake/intake.hpp"

/// What the tests of whole imports share. The words of a DOCX are read here a second time, by
/// looking for w:t in the characters of its XML and not through the reader under test.
namespace denkraum::intake::oracle {

/// Runs of characters between white space.
[[nodiscard]] std::vector<std::string> words_of(std::string_view text);
[[nodiscard]] std::vector<std::string> words_of(const prose::Prose& prose);

/// Those of the notes, which stand beside the text, in the order of their places.
[[nodiscard]] std::vector<std::string> note_words_of(const prose::Prose& prose);

/// The words of all w:t, in this order: those of a paragraph, then those of the text boxes anchored
/// in it. `part` is the XML of a story without alternatives and tracked changes.
[[nodiscard]] std::vector<std::string> words_of_story(std::string_view part);

/// Compares both ways. A word of the prose that the file does not have must be a label of a list
/// ('(1)', '2.3.', 'b)'); anything else is an invention.
/// Empty when both agree, else where they part.
[[nodiscard]] std::string
difference(const std::vector<std::string>& file, const std::vector<std::string>& prose);

/// upload → words → pandoc → prose.
[[nodiscard]] Result<Imported>
import(ByteView bytes, std::string_view name, Changes changes = Changes::Accepted);

} // namespace denkraum::intake::oracle
