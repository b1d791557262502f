// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/guideline/edition/files.hpp"

namespace denkraum::guideline {

/// An edition as plain text in UTF-8, lines of at most 78 characters where words allow it. Numbers
/// and kinds stand before the words, notes as [1] with a list behind the text, images as their
/// alternative text, tables as lines whose cells are parted by bars.
[[nodiscard]] std::string text_file(
    const Edition& edition, const std::vector<Paragraph>& paragraphs, std::string_view base_url
);

} // namespace denkraum::guideline
