// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <vector>

#include "base/prose/prose.hpp"
#include "base/result.hpp"
#include "engine/crdt/doc.hpp"
#include "engine/crdt/edit.hpp"

/// The rows of a table, which stand beside the text: the marker names them, so a table moves
/// without its cells being copied, and words typed meanwhile stay in them.
///
///   b["<uid>/rows"] := array of rows; row := array of cells; cell := text (format | atom | words)
///
/// Reading is total: a row that is no array has no cells, a cell that is no text is empty, a marker
/// in a cell (only a foreign program writes one) reads as a line break.
namespace denkraum::document::text {

/// Cells of all tables of a document together; rows above are not shown.
constexpr std::size_t cells_max = prose::cells_max;

/// What the rows held by an item read as; `cells_left` counts down. Rows are as long as they stand
/// there: prose::normalised fills them up.
[[nodiscard]] std::vector<prose::Row>
rows_of(const crdt::Doc& doc, crdt::ItemIndex rows, std::size_t& cells_left);

/// The items that hold the texts of the cells, row by row; a cell that is no text is left out.
using CellItems = std::vector<std::vector<crdt::ItemIndex>>;
/// Those that stand there, as many as rows_of() shows of one table.
[[nodiscard]] CellItems living_cells(const crdt::Doc& doc, crdt::ItemIndex rows);
/// And those that stood there once.
[[nodiscard]] CellItems cells_ever(const crdt::Doc& doc, crdt::ItemIndex rows);

/// Writes the rows of a table under the uid of its block.
[[nodiscard]] Done
write_rows(crdt::Edit& edit, std::string_view uid, const std::vector<prose::Row>& rows);

/// The attributes that a run of text is written with.
[[nodiscard]] crdt::Attributes attributes_for(const prose::Marks& marks);

} // namespace denkraum::document::text
