// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json/json.hpp"
#include "domain/guideline/edition/files.hpp"
#include "domain/guideline/export/look/look.hpp"

/// An edition as pandoc's document tree, from which pandoc writes ODT and DOCX. An import finds
/// everything again by names (engine/intake/file/own_styles.hpp):
///
///   paragraph styles   the kind ("Grundsatz"; in a list "Grundsatz Punkt"), "Absatz", "Punkt",
///                      "Zitat", "Tabellenkopf", "Tabellenzelle", "Impressum", "Begriffe",
///                      "Quellen"
///   character styles   "Nummer", "Art" before the words; "Begriff" for explained terms;
///                      "Quelle Titel", "Quelle Fundstelle", "Quelle Datum"
///   bookmarks          dk_<uid as 32 hex digits> at the beginning of each paragraph; _<level>
///                      behind it for a heading that is shown less deep
namespace denkraum::guideline {

struct OfficeDocument {
    json::object meta = {};
    json::array blocks = {};
    std::vector<std::string> alternatives = {}; ///< of its images, in order
    look::Margins margins = {};
};

[[nodiscard]] OfficeDocument office_document(
    const Edition& edition,
    const std::vector<Paragraph>& paragraphs,
    std::string_view base_url,
    const ImageBytes& images,
    const Into* into = nullptr
);

/// Pandoc leaves alternative texts and the lines of tables out of ODT: puts both where they belong.
/// Fails: as read_zip().
[[nodiscard]] Result<std::string>
finished_odt(std::string_view odt, const std::vector<std::string>& alternatives);

} // namespace denkraum::guideline
