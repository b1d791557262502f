// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/text/tables.hpp"

#include <algorithm>

#include "base/json/json.hpp"
#include "base/prose/prose_json.hpp"
#include "domain/document/text/model.hpp"
#include "domain/document/text/runs.hpp"

namespace denkraum::document::text {
namespace {

prose::Cell cell_of(const crdt::Doc& doc, crdt::ItemIndex cell) {
    prose::Cell content;
    if (doc.held_by(cell) != crdt::Held::Text) return content;
    MarkState marks;
    for (auto item = doc.first_in(cell); item != crdt::no_item; item = doc.next(item)) {
        const crdt::ItemView view = doc.view(item);
        if (view.deleted) continue;
        if (view.kind == crdt::ContentKind::Format) {
            marks.read(view);
        } else if (view.kind == crdt::ContentKind::Embed && marker_of(view.content)) {
            prose::append_run(content, "\n", {});
        } else {
            append_item(content, view, marks.marks());
        }
    }
    return content;
}

/// Calls back for every living value of an array; an item may hold several plain ones.
template <class Visit>
void each_value(const crdt::Doc& doc, crdt::ItemIndex array, Visit visit) {
    for (auto item = doc.first_in(array); item != crdt::no_item; item = doc.next(item)) {
        const crdt::ItemView view = doc.view(item);
        if (view.deleted || !view.countable) continue;
        for (crdt::Clock i = 0; i < view.length; ++i) {
            if (!visit(item)) return;
        }
    }
}

prose::Row row_of(const crdt::Doc& doc, crdt::ItemIndex item) {
    prose::Row row;
    if (doc.held_by(item) != crdt::Held::Array) return row;
    each_value(doc, item, [&](crdt::ItemIndex cell) {
        if (row.size() == prose::json_columns_max) return false;
        row.push_back(cell_of(doc, cell));
        return true;
    });
    return row;
}

Done write_cell(crdt::Edit& edit, crdt::Id row, const prose::Cell& cell) {
    DK_TRY(const crdt::Id text, edit.add_text(row));
    for (const prose::Inline& run : cell) {
        const crdt::Attributes attributes = attributes_for(run.marks);
        if (run.atom.empty()) {
            DK_DO(edit.append_text(text, run.text, attributes));
        } else {
            DK_DO(edit.append_embed(text, run.atom, attributes));
        }
    }
    return {};
}

} // namespace

std::vector<prose::Row>
rows_of(const crdt::Doc& doc, crdt::ItemIndex rows, std::size_t& cells_left) {
    std::vector<prose::Row> found;
    std::size_t columns = 0;
    if (doc.held_by(rows) != crdt::Held::Array) return found;
    each_value(doc, rows, [&](crdt::ItemIndex item) {
        prose::Row row = row_of(doc, item);
        columns = std::max(columns, row.size());
        // Every row will be as long as the longest, and an empty one costs its writer next to
        // nothing.
        const std::size_t room = (found.size() + 1) * std::max<std::size_t>(columns, 1);
        if (found.size() == prose::json_rows_max || room > cells_left) return false;
        found.push_back(std::move(row));
        return true;
    });
    cells_left -= std::min(cells_left, found.size() * std::max<std::size_t>(columns, 1));
    return found;
}

CellItems living_cells(const crdt::Doc& doc, crdt::ItemIndex rows) {
    CellItems found;
    if (doc.held_by(rows) != crdt::Held::Array) return found;
    each_value(doc, rows, [&](crdt::ItemIndex row) {
        if (found.size() == prose::json_rows_max) return false;
        auto& cells = found.emplace_back();
        if (doc.held_by(row) != crdt::Held::Array) return true;
        each_value(doc, row, [&](crdt::ItemIndex cell) {
            if (cells.size() == prose::json_columns_max) return false;
            if (doc.held_by(cell) == crdt::Held::Text) cells.push_back(cell);
            return true;
        });
        return true;
    });
    return found;
}

CellItems cells_ever(const crdt::Doc& doc, crdt::ItemIndex rows) {
    CellItems found;
    if (doc.held_by(rows) != crdt::Held::Array) return found;
    for (auto row = doc.first_in(rows); row != crdt::no_item; row = doc.next(row)) {
        if (doc.held_by(row) != crdt::Held::Array) continue;
        auto& cells = found.emplace_back();
        for (auto cell = doc.first_in(row); cell != crdt::no_item; cell = doc.next(cell))
            if (doc.held_by(cell) == crdt::Held::Text) cells.push_back(cell);
    }
    return found;
}

Done write_rows(crdt::Edit& edit, std::string_view uid, const std::vector<prose::Row>& rows) {
    DK_TRY(const crdt::Id array, edit.set_array(attribute_root, std::string(uid) + "/rows"));
    for (const prose::Row& row : rows) {
        DK_TRY(const crdt::Id cells, edit.add_array(array));
        for (const prose::Cell& cell : row)
            DK_DO(write_cell(edit, cells, cell));
    }
    return {};
}

crdt::Attributes attributes_for(const prose::Marks& marks) {
    crdt::Attributes attributes;
    if (marks.strong) attributes.push_back({"strong", "true"});
    if (marks.em) attributes.push_back({"em", "true"});
    if (marks.code) attributes.push_back({"code", "true"});
    if (!marks.link.empty()) {
        attributes.push_back({"link", json::write(json::value(marks.link))});
    }
    if (!marks.term.empty()) {
        attributes.push_back({"term", json::write(json::value(marks.term))});
    }
    return attributes;
}

} // namespace denkraum::document::text
