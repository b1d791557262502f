// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <utility>

#include "engine/intake/ast/blocks.hpp"
#include "engine/intake/limits.hpp"

namespace denkraum::intake {
namespace {

const json::array* list_at(const json::array& parts, std::size_t index) {
    return index < parts.size() && parts[index].is_array() ? &parts[index].get_array() : nullptr;
}

std::int64_t number_at(const json::array& parts, std::size_t index, std::int64_t otherwise) {
    if (index >= parts.size() || !parts[index].is_int64()) return otherwise;
    return parts[index].get_int64();
}

/// How many rows or columns a cell takes, within reason.
int span_at(const json::array& cell, std::size_t index) {
    const std::int64_t most = index == 2 ? table_rows_max : table_columns_max;
    return static_cast<int>(std::clamp<std::int64_t>(number_at(cell, index, 1), 1, most));
}

} // namespace

/// caption := [short, [block…]] · head, foot := [attr, [row…]]
/// body := [attr, head columns, [row…], [row…]]
void BlockReader::read_table(const json::array& parts) {
    const Place outer = place_;
    const bool is_inside_table = place_.pattern.table != 0;
    report_.add(is_inside_table ? RemarkKind::TableInTable : RemarkKind::TableTaken);
    // A table inside a cell stays in that cell: its paragraphs follow each other there.
    if (!is_inside_table) {
        place_.pattern.table = ++tables_;
        place_.pattern.row = 0;
        covered_.clear();
    }
    if (const json::array* caption = list_at(parts, 1);
        caption != nullptr && list_at(*caption, 1)) {
        read(*list_at(*caption, 1));
    }
    if (const json::array* head = list_at(parts, 3); head != nullptr && list_at(*head, 1)) {
        const std::size_t first = drafts.size();
        place_.pattern.is_head = !is_inside_table;
        read_rows(*list_at(*head, 1));
        place_.pattern.is_head = outer.pattern.is_head;
        drop_empty_head(first, outer.pattern.row);
    }
    if (const json::array* bodies = list_at(parts, 4)) {
        for (const json::value& body : *bodies) {
            if (body.is_array()) read_body(body.get_array());
        }
    }
    if (const json::array* foot = list_at(parts, 5); foot != nullptr && list_at(*foot, 1)) {
        read_rows(*list_at(*foot, 1));
    }
    place_ = outer;
}

/// The reader for ODT gives every table a head, if need be one without words.
void BlockReader::drop_empty_head(std::size_t first, int row) {
    if (format_ != Format::Odt || place_.pattern.cell != 0) return;
    const auto begin = drafts.begin() + static_cast<std::ptrdiff_t>(first);
    const bool is_empty = std::all_of(begin, drafts.end(), [](const Draft& draft) {
        return draft.block.content.empty();
    });
    if (!is_empty) return;
    drafts.erase(begin, drafts.end());
    place_.pattern.row = row;
    covered_.clear();
}

void BlockReader::read_body(const json::array& body) {
    const bool is_inner = place_.pattern.cell != 0;
    if (!is_inner) place_.pattern.has_head_column = number_at(body, 1, 0) > 0;
    if (const json::array* rows = list_at(body, 2)) read_rows(*rows);
    if (const json::array* rows = list_at(body, 3)) read_rows(*rows);
}

/// row := [attr, [cell…]]
void BlockReader::read_rows(const json::array& rows) {
    for (const json::value& row : rows) {
        if (!row.is_array()) continue;
        if (const json::array* cells = list_at(row.get_array(), 1)) read_cells(*cells);
    }
}

/// cell := [attr, alignment, row span, column span, [block…]]
void BlockReader::read_cells(const json::array& cells) {
    const Place outer = place_;
    const bool is_inner = outer.pattern.cell != 0;
    if (!is_inner) ++place_.pattern.row;
    const int row = place_.pattern.row;
    std::vector<int> covered = is_inner ? std::vector<int>() : next_covered();
    std::size_t column = 0;
    for (const json::value& cell : cells) {
        if (!is_inner) {
            while (column < covered.size() && covered[column] > 0)
                ++column;
            place_.pattern.cell = static_cast<int>(std::min(column, table_columns_max - 1)) + 1;
        }
        const std::size_t first = drafts.size();
        const json::array* parts = cell.is_array() ? &cell.get_array() : nullptr;
        if (parts != nullptr && list_at(*parts, 4)) read(*list_at(*parts, 4));
        // An empty cell keeps its place in the row.
        if (first == drafts.size() && !is_inner) drafts.push_back(place_.pattern);
        if (!is_inner && parts != nullptr) column = take_span(*parts, column, first);
    }
    place_ = outer;
    place_.pattern.row = row;
}

std::vector<int> BlockReader::next_covered() {
    const std::vector<int> covered = covered_;
    for (int& rows : covered_)
        rows = std::max(rows - 1, 0);
    return covered;
}

/// Remembers what a merged cell covers; its words stand in the first of the cells it was.
std::size_t
BlockReader::take_span(const json::array& cell, std::size_t column, std::size_t first_draft) {
    const int rows = span_at(cell, 2);
    const int columns = span_at(cell, 3);
    const std::size_t end =
        std::min(column + static_cast<std::size_t>(columns), std::size_t{table_columns_max});
    if (rows > 1 || columns > 1) {
        report_.add(RemarkKind::MergedCells, 1, prose::plain_text(drafts[first_draft].block));
    }
    if (rows > 1) {
        if (covered_.size() < end) covered_.resize(end);
        for (std::size_t i = column; i < end; ++i)
            covered_[i] = rows - 1;
    }
    return std::max(end, column + 1);
}

} // namespace denkraum::intake
