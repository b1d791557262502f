// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "engine/intake/file/package.hpp"

/// The words of a DOCX as they stand in the file, read without the converter: what an import must
/// not lose, and the labels of lists that the file only implies.
namespace denkraum::intake {

struct SourceParagraph {
    std::string text = {};  ///< all w:t; tabs as spaces, breaks as '\n'
    std::string label = {}; ///< '(a)', '1.1.'; empty for bullets and without a list
    std::string style = {}; ///< the style's name, 'heading 1'
    bool is_bullet = false;
    bool is_text_box = false; ///< stands after the paragraph it is anchored in
    int level = 0;            ///< of the list
};

struct DocxWords {
    /// Of the body: in the order of the file, tables cell by cell, text boxes after the paragraph
    /// that holds them. Paragraphs without words are left out.
    std::vector<SourceParagraph> body = {};
    /// Of the notes, in the order in which the body refers to them; notes nobody refers to last.
    std::vector<SourceParagraph> notes = {};
    std::int64_t images = 0;
    std::int64_t tracked_changes = 0;
    std::int64_t comments = 0;
    std::int64_t margin_words = 0; ///< in headers and footers

    [[nodiscard]] std::int64_t word_count() const;
};

/// Of mc:AlternateContent the first mc:Choice counts, mc:Fallback only where there is no choice.
/// Deleted text and the origin of moved text do not count.
///
/// Fails: Corrupt when a part is not well-formed; TooLarge when it is too deep or too large.
[[nodiscard]] Result<DocxWords> docx_words(const Package& package);

} // namespace denkraum::intake
