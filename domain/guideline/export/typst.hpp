// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/guideline/edition/files.hpp"
#include "domain/guideline/edition/rendition.hpp"

/// An edition as data for the Typst template (packaging/typst/edition.typ), which decides how it
/// looks. No word of it is ever read as markup.
///
///   edition := {"title", "language", "title_language", "label_language", "rendering": name?,
///               "right_to_left": bool?,
///               "subtitle", "citation": text, "authors": [text…],
///               "date": [year, month, day], "timestamp": seconds,
///               "imprint": [[key, value]…], "foot": [line…], "words": {"kind", "contents",
///               "page"}, "has_contents": bool, "blocks": [block…]}
///   block   := {"t": "heading", "level", "number", "runs"}
///            | {"t": "para" | "quote", "number", "kind", "runs"}
///            | {"t": "table", "number", "kind", "caption": runs, "header_row", "header_column",
///               "rows": [[runs…]…]}
///            | {"t": "list", list}
///   list    := "style": "bullet" | "number",
///              "items": [{"number", "kind", "runs", "table"?, "inner": [list…]}…]
///   run     := {"text", "strong"?, "em"?, "code"?, "link"?} | {"note": text}
///            | {"image": file name, "alt", "width"} | {"missing_image": words}
namespace denkraum::guideline {

struct TypstInput {
    std::string json = {};
    std::vector<File> images = {};    ///< named as in the JSON, each once
    bool has_headings = false;        ///< the lists behind the text have some too
    std::vector<bool> heads = {};     ///< of each table, in order: whether it has head cells
    std::vector<bool> row_heads = {}; ///< of each table, in order: whether rows begin with a head
};

/// `base_url` stands in front of addresses that are printed; `into`: a rendition.
[[nodiscard]] TypstInput typst_input(
    const Edition& edition,
    const std::vector<Paragraph>& paragraphs,
    std::string_view base_url,
    const ImageBytes& images,
    const Into* into = nullptr
);

} // namespace denkraum::guideline
