// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json/json.hpp"
#include "domain/guideline/edition/files.hpp"

/// An edition as pandoc's document tree, from which pandoc writes ODT and DOCX. Numbers and kinds
/// stand before the words with character styles of their own ("Nummer", "Art"); terms and sources
/// are listed behind the text.
namespace denkraum::guideline {

struct OfficeDocument {
    json::object meta = {};
    json::array blocks = {};
    std::vector<std::string> alternatives = {}; ///< of its images, in order
};

[[nodiscard]] OfficeDocument office_document(
    const Edition& edition,
    const std::vector<Paragraph>& paragraphs,
    std::string_view base_url,
    const ImageBytes& images
);

/// Pandoc leaves alternative texts out of ODT: puts them where they belong.
/// Fails: as read_zip().
[[nodiscard]] Result<std::string>
odt_with_alternatives(std::string_view odt, const std::vector<std::string>& alternatives);

} // namespace denkraum::guideline
