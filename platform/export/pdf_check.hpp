// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

/// A look at the structure of a PDF that was built for PDF/UA-1: what can be seen in its objects
/// without rendering it. It is no proof of conformity; veraPDF would be one.
namespace denkraum::exports {

/// What the text has that must be found again.
struct PdfParts {
    bool headings = true;
    std::vector<bool> tables = {}; ///< of each table, in reading order: whether it has head cells
};

/// What is missing of: tags, structure tree, language, title and the wish to show it, bookmarks
/// where there are headings, the PDF/UA mark, an alternative text on every figure, head cells of
/// tables that say of what. Empty: nothing was found. Requires a file whose objects are not packed
/// into object streams, as Typst writes it.
[[nodiscard]] std::vector<std::string> pdf_faults(std::string_view pdf, const PdfParts& parts = {});

} // namespace denkraum::exports
