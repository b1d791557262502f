// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "engine/intake/ast/draft.hpp"
#include "engine/intake/ast/inlines.hpp"
#include "engine/intake/report/report.hpp"

/// Reads what pandoc makes of a document (`-t json`, pandoc-types 1.22 of pandoc 2.17) into a flat
/// list of drafts in reading order, one for each paragraph, also inside tables and notes.
///
///   document := {"pandoc-api-version": [1, 22 …], "meta": {…}, "blocks": [block…]}
///   block    := {"t": "Para" | "Plain", "c": [inline…]} | {"t": "Header", "c": [level, attr, …]}
///             | {"t": "BulletList", "c": [[block…]…]}
///             | {"t": "OrderedList", "c": [[start, style, delimiter], [[block…]…]]}
///             | {"t": "DefinitionList", "c": [[[inline…], [[block…]…]]…]}
///             | {"t": "BlockQuote", "c": [block…]} | {"t": "Div", "c": [attr, [block…]]}
///             | {"t": "LineBlock", "c": [[inline…]…]} | {"t": "CodeBlock", "c": [attr, text]}
///             | {"t": "Table", "c": [attr, caption, columns, head, [body…], foot]}
///             | {"t": "RawBlock", "c": [format, text]} | {"t": "HorizontalRule" | "Null"}
namespace denkraum::intake {

struct DraftText {
    std::string title; ///< from the document's properties, may be empty
    std::vector<Draft> drafts;
};

/// Title, subtitle, author, date and abstract, which pandoc takes out of the text, come first
/// (except for DOCX, where the words of the file say where they stood).
///
/// Fails: Invalid when it is not pandoc's JSON; TooLarge above the bounds of limits.hpp.
[[nodiscard]] Result<DraftText>
read_ast(std::string_view json, Format format, Report& report, const Pictures& pictures);

} // namespace denkraum::intake
