// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/json/json.hpp"
#include "base/prose/prose.hpp"
#include "base/result.hpp"

/// Prose as JSON: for editions' downloads, sample files, and whoever wants to compute with a text.
///
///   prose  := {"blocks": [block…]}
///   block  := {"uid": text?, "kind": id, "level": 1…4 (headings only),
///              "list": "bullet" | "number" (items only), "indent": 0… (items only, if not 0),
///              "text": text                       when the block is one unmarked run, else
///              "content": [run…],
///              "table": table (tables only), "sources": [source…]?}
///   run    := {"text": text, "strong": true?, "em": true?, "code": true?, "link": address?,
///              "term": explanation?}
///           | {"atom": object}
///   table  := {"header_row": true?, "header_column": true?, "rows": [[cell…]…]}
///   cell   := text, when it is one unmarked run, else [run…]
///   source := {"title": text, "link": address?, "file_number": text?, "looked_up": day?}
namespace denkraum::prose {

constexpr std::size_t json_blocks_max = 100'000;
/// Of one table; rows and cells above them are refused.
constexpr std::size_t json_rows_max = 2000;
constexpr std::size_t json_columns_max = 100;

[[nodiscard]] json::value to_json(const Block& block);
[[nodiscard]] json::value to_json(const Prose& prose);

[[nodiscard]] json::array to_json(const std::vector<Source>& sources);
/// What is no source is left out.
[[nodiscard]] std::vector<Source> sources_from_json(const json::array& items);

/// Unknown members are ignored, an unknown kind reads as a paragraph.
/// Fails: Invalid for another shape; TooLarge above the bounds.
[[nodiscard]] Result<Prose> from_json(const json::value& json);

} // namespace denkraum::prose
