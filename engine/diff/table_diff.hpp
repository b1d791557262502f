// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <vector>

#include "base/prose/prose.hpp"
#include "engine/diff/words.hpp"

/// What became of a table, cell by cell.
namespace denkraum::diff {

/// One row or column of the older or the newer table, or of both.
struct TableLine {
    std::optional<std::size_t> before = {};
    std::optional<std::size_t> after = {};

    [[nodiscard]] bool is_added() const { return !before; }
    [[nodiscard]] bool is_removed() const { return !after; }

    friend bool operator==(const TableLine&, const TableLine&) = default;
};

/// One grid that shows both tables. A cell in an added row or column is Added as a whole, one in a
/// removed line is Removed, and one that neither table has (an added row crossing a removed column)
/// has no pieces. Lines are recognised in their order; one that moved is removed and added.
struct TableDiff {
    std::vector<TableLine> rows = {};
    std::vector<TableLine> columns = {};
    std::vector<std::vector<BlockDiff>> cells = {}; ///< by row, then by column
    bool header_row_before = true;
    bool header_row = true;
    bool header_column_before = false;
    bool header_column = false;

    [[nodiscard]] bool has_changes() const;

    friend bool operator==(const TableDiff&, const TableDiff&) = default;
};

/// Both tables must be normalised (base/prose). Equal lines are found by script_of(), similar ones
/// between them by their words, as long as table_work_max allows; above it, lines that are not
/// equal are removed and added.
[[nodiscard]] TableDiff compare_tables(const prose::Table& before, const prose::Table& after);

[[nodiscard]] prose::Table before_side(const TableDiff& diff);
[[nodiscard]] prose::Table after_side(const TableDiff& diff);

} // namespace denkraum::diff
