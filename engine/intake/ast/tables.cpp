// SPDX-License-Identifier: EUPL-1.2
#include <utility>

#include "engine/intake/ast/blocks.hpp"

namespace denkraum::intake {
namespace {

const json::array* list_at(const json::array& parts, std::size_t index) {
    return index < parts.size() && parts[index].is_array() ? &parts[index].get_array() : nullptr;
}

} // namespace

/// caption := [short, [block…]] · head, foot := [attr, [row…]]
/// body := [attr, head columns, [row…], [row…]]
void BlockReader::read_table(const json::array& parts) {
    report_.add(RemarkKind::TableFlattened);
    if (const json::array* caption = list_at(parts, 1);
        caption != nullptr && list_at(*caption, 1)) {
        read(*list_at(*caption, 1));
    }
    const Place outer = place_;
    const bool is_inside_table = place_.pattern.table != 0;
    // A table inside a cell stays in that cell: its paragraphs follow each other there.
    if (!is_inside_table) {
        place_.pattern.table = ++tables_;
        place_.pattern.row = 0;
    }
    if (const json::array* head = list_at(parts, 3); head != nullptr && list_at(*head, 1)) {
        read_rows(*list_at(*head, 1));
    }
    if (const json::array* bodies = list_at(parts, 4)) {
        for (const json::value& body : *bodies) {
            if (!body.is_array()) continue;
            if (const json::array* rows = list_at(body.get_array(), 2)) read_rows(*rows);
            if (const json::array* rows = list_at(body.get_array(), 3)) read_rows(*rows);
        }
    }
    if (const json::array* foot = list_at(parts, 5); foot != nullptr && list_at(*foot, 1)) {
        read_rows(*list_at(*foot, 1));
    }
    place_ = outer;
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
    for (const json::value& cell : cells) {
        if (!is_inner) ++place_.pattern.cell;
        const std::size_t first = drafts.size();
        if (cell.is_array() && list_at(cell.get_array(), 4)) read(*list_at(cell.get_array(), 4));
        // An empty cell keeps its place in the row.
        if (first == drafts.size() && !is_inner) drafts.push_back(place_.pattern);
    }
    place_ = outer;
    place_.pattern.row = row;
}

} // namespace denkraum::intake
