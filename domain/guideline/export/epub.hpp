// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/guideline/edition/files.hpp"
#include "domain/guideline/edition/rendition.hpp"

namespace denkraum::guideline {

/// An edition as EPUB 3: one XHTML page, a table of contents, a style sheet, its images, and what
/// it says of its own accessibility (schema.org words). The same edition gives the same bytes.
[[nodiscard]] std::string epub_file(
    const Edition& edition,
    const std::vector<Paragraph>& paragraphs,
    std::string_view base_url,
    const ImageBytes& images,
    const Into* into = nullptr
);

} // namespace denkraum::guideline
