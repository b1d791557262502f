// SPDX-License-Identifier: EUPL-1.2
#include "base/prose/prose_json.hpp"

#include <utility>

namespace denkraum::prose {
namespace {

json::value parsed_atom(const std::string& atom) {
    return json::parse(atom).value_or(json::value(atom));
}

json::value run_to_json(const Inline& run) {
    json::object out;
    if (!run.atom.empty()) {
        out["atom"] = parsed_atom(run.atom);
        return out;
    }
    out["text"] = run.text;
    if (run.marks.strong) out["strong"] = true;
    if (run.marks.em) out["em"] = true;
    if (run.marks.code) out["code"] = true;
    if (!run.marks.link.empty()) out["link"] = run.marks.link;
    if (!run.marks.term.empty()) out["term"] = run.marks.term;
    return out;
}

bool is_one_plain_run(const std::vector<Inline>& content) {
    if (content.empty()) return true;
    const Inline& first = content.front();
    return content.size() == 1 && first.atom.empty() && first.marks == Marks{};
}

json::array runs_to_json(const std::vector<Inline>& content) {
    json::array out;
    for (const Inline& run : content)
        out.push_back(run_to_json(run));
    return out;
}

json::value cell_to_json(const Cell& cell) {
    if (!is_one_plain_run(cell)) return runs_to_json(cell);
    return json::value(cell.empty() ? std::string() : cell.front().text);
}

json::object table_to_json(const Table& table) {
    json::object out;
    if (table.header_row) out["header_row"] = true;
    if (table.header_column) out["header_column"] = true;
    json::array rows;
    for (const Row& row : table.rows) {
        json::array cells;
        for (const Cell& cell : row)
            cells.push_back(cell_to_json(cell));
        rows.push_back(std::move(cells));
    }
    out["rows"] = std::move(rows);
    return out;
}

json::object source_to_json(const Source& source) {
    json::object out;
    out["title"] = source.title;
    if (!source.link.empty()) out["link"] = source.link;
    if (!source.file_number.empty()) out["file_number"] = source.file_number;
    if (!source.looked_up.empty()) out["looked_up"] = source.looked_up;
    return out;
}

Result<Inline> run_from_json(const json::value& json) {
    if (!json.is_object()) return fail(ErrorCode::Invalid, "a run is an object");
    const json::object& from = json.get_object();
    Inline run;
    if (const auto* atom = from.if_contains("atom")) {
        run.atom = json::write(*atom);
        return run;
    }
    DK_TRY(const std::string_view text, json::text_at(from, "text"));
    run.text = text;
    run.marks.strong = json::bool_or(from, "strong");
    run.marks.em = json::bool_or(from, "em");
    run.marks.code = json::bool_or(from, "code");
    run.marks.link = json::text_or(from, "link");
    run.marks.term = json::text_or(from, "term");
    return run;
}

Done runs_from_json(const json::array& items, std::vector<Inline>& content) {
    for (const json::value& item : items) {
        DK_TRY(Inline run, run_from_json(item));
        content.push_back(std::move(run));
    }
    return {};
}

Result<Cell> cell_from_json(const json::value& json) {
    Cell cell;
    if (json.is_string()) {
        append_run(cell, json.get_string(), {});
        return cell;
    }
    if (!json.is_array()) return fail(ErrorCode::Invalid, "a cell is a text or an array");
    DK_DO(runs_from_json(json.get_array(), cell));
    return cell;
}

Result<Row> row_from_json(const json::value& json) {
    if (!json.is_array()) return fail(ErrorCode::Invalid, "a row is an array");
    if (json.get_array().size() > json_columns_max) {
        return fail(ErrorCode::TooLarge, "too many columns");
    }
    Row row;
    for (const json::value& item : json.get_array()) {
        DK_TRY(Cell cell, cell_from_json(item));
        row.push_back(std::move(cell));
    }
    return row;
}

Result<Table> table_from_json(const json::object& from) {
    Table table;
    table.header_row = json::bool_or(from, "header_row");
    table.header_column = json::bool_or(from, "header_column");
    DK_TRY(const json::array* rows, json::array_at(from, "rows"));
    if (rows->size() > json_rows_max) return fail(ErrorCode::TooLarge, "too many rows");
    for (const json::value& item : *rows) {
        DK_TRY(Row row, row_from_json(item));
        table.rows.push_back(std::move(row));
    }
    return table;
}

Result<Block> block_from_json(const json::value& json) {
    if (!json.is_object()) return fail(ErrorCode::Invalid, "a block is an object");
    const json::object& from = json.get_object();
    Block block;
    block.uid = json::text_or(from, "uid");
    block.kind = kind_from_id(json::text_or(from, "kind", "p")).value_or(Kind::Paragraph);
    block.level = static_cast<int>(json::integer_or(from, "level"));
    block.list = list_from_id(json::text_or(from, "list")).value_or(ListStyle::None);
    block.indent = static_cast<int>(json::integer_or(from, "indent"));
    if (const auto* content = from.if_contains("content"); content && content->is_array()) {
        DK_DO(runs_from_json(content->get_array(), block.content));
    } else {
        append_run(block.content, json::text_or(from, "text"), {});
    }
    if (const auto* table = from.if_contains("table"); table && table->is_object()) {
        DK_TRY(block.table, table_from_json(table->get_object()));
    }
    if (const auto* sources = from.if_contains("sources"); sources && sources->is_array()) {
        block.sources = sources_from_json(sources->get_array());
    }
    return block;
}

} // namespace

json::array to_json(const std::vector<Source>& sources) {
    json::array out;
    for (const Source& source : sources)
        out.push_back(source_to_json(source));
    return out;
}

std::vector<Source> sources_from_json(const json::array& items) {
    std::vector<Source> sources;
    for (const json::value& item : items) {
        if (!item.is_object()) continue;
        const json::object& from = item.get_object();
        Source source{
            .title = std::string(json::text_or(from, "title")),
            .link = std::string(json::text_or(from, "link")),
            .file_number = std::string(json::text_or(from, "file_number")),
            .looked_up = std::string(json::text_or(from, "looked_up"))
        };
        if (source != Source{}) sources.push_back(std::move(source));
    }
    return sources;
}

json::value to_json(const Block& block) {
    json::object out;
    if (!block.uid.empty()) out["uid"] = block.uid;
    out["kind"] = id_of(block.kind);
    if (block.kind == Kind::Heading) out["level"] = block.level;
    if (block.list != ListStyle::None) out["list"] = id_of(block.list);
    if (block.list != ListStyle::None && block.indent > 0) out["indent"] = block.indent;
    if (is_one_plain_run(block.content)) {
        out["text"] = block.content.empty() ? std::string() : block.content.front().text;
    } else {
        out["content"] = runs_to_json(block.content);
    }
    if (!block.table.rows.empty()) out["table"] = table_to_json(block.table);
    if (!block.sources.empty()) out["sources"] = to_json(block.sources);
    return out;
}

json::value to_json(const Prose& prose) {
    json::array blocks;
    for (const Block& block : prose.blocks)
        blocks.push_back(to_json(block));
    json::object out;
    out["blocks"] = std::move(blocks);
    return out;
}

Result<Prose> from_json(const json::value& json) {
    if (!json.is_object()) return fail(ErrorCode::Invalid, "prose is an object");
    DK_TRY(const json::array* blocks, json::array_at(json.get_object(), "blocks"));
    if (blocks->size() > json_blocks_max) return fail(ErrorCode::TooLarge, "too many blocks");
    Prose prose;
    prose.blocks.reserve(blocks->size());
    for (const json::value& item : *blocks) {
        DK_TRY(Block block, block_from_json(item));
        prose.blocks.push_back(std::move(block));
    }
    if (cell_count(prose.blocks) > cells_max) return fail(ErrorCode::TooLarge, "too many cells");
    return normalised(std::move(prose));
}

} // namespace denkraum::prose
