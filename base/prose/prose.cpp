// SPDX-License-Identifier: EUPL-1.2
#include "base/prose/prose.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/check.hpp"

namespace denkraum::prose {
namespace {

constexpr std::array<std::pair<Kind, std::string_view>, 11> kind_ids{{
    {Kind::Paragraph, "p"},
    {Kind::Heading, "h"},
    {Kind::Quote, "quote"},
    {Kind::ValuePair, "value_pair"},
    {Kind::Principle, "principle"},
    {Kind::CommitmentClause, "commitment"},
    {Kind::Recommendation, "recommendation"},
    {Kind::CheckQuestion, "check_question"},
    {Kind::Explanation, "explanation"},
    {Kind::Example, "example"},
    {Kind::Table, "table"},
}};

constexpr std::array<std::pair<ListStyle, std::string_view>, 3> list_ids{{
    {ListStyle::None, ""},
    {ListStyle::Bullet, "bullet"},
    {ListStyle::Number, "number"},
}};

template <class Table, class Value>
std::string_view id_in(const Table& table, Value value) {
    for (const auto& [known, id] : table) {
        if (known == value) return id;
    }
    CHECK(false, "every value has an id");
}

template <class Value, std::size_t count>
std::optional<Value>
value_in(const std::array<std::pair<Value, std::string_view>, count>& table, std::string_view id) {
    for (const auto& [value, known] : table) {
        if (known == id) return value;
    }
    return std::nullopt;
}

bool is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

std::string words_of(const std::vector<Inline>& content) {
    std::string words;
    for (const Inline& run : content)
        words += run.text;
    return words;
}

std::vector<Inline> joined(std::vector<Inline>&& content) {
    std::vector<Inline> out;
    for (Inline& run : content) {
        if (run.atom.empty()) {
            append_run(out, run.text, run.marks);
        } else {
            out.push_back(std::move(run));
        }
    }
    return out;
}

std::size_t columns_of(const Table& table) {
    std::size_t columns = 0;
    for (const Row& row : table.rows)
        columns = std::max(columns, row.size());
    return columns;
}

void normalise_table(Block& block) {
    std::vector<Row>& rows = block.table.rows;
    const std::size_t columns = columns_of(block.table);
    if (columns == 0) {
        block.table = {};
        if (block.kind == Kind::Table) block.kind = Kind::Paragraph;
        return;
    }
    block.kind = Kind::Table;
    block.list = ListStyle::None;
    for (Row& row : rows) {
        row.resize(columns);
        for (Cell& cell : row)
            cell = joined(std::move(cell));
    }
}

} // namespace

std::size_t cell_count(const std::vector<Block>& blocks) {
    std::size_t cells = 0;
    for (const Block& block : blocks)
        cells += block.table.rows.size() * columns_of(block.table);
    return cells;
}

std::string_view id_of(Kind kind) {
    return id_in(kind_ids, kind);
}
std::optional<Kind> kind_from_id(std::string_view id) {
    return value_in(kind_ids, id);
}
std::string_view id_of(ListStyle style) {
    return id_in(list_ids, style);
}
std::optional<ListStyle> list_from_id(std::string_view id) {
    return value_in(list_ids, id);
}

std::string plain_text(const Block& block) {
    std::string text = words_of(block.content);
    for (const Row& row : block.table.rows) {
        if (!text.empty()) text += '\n';
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i > 0) text += '\t';
            text += words_of(row[i]);
        }
    }
    return text;
}

std::string plain_text(const Prose& prose) {
    std::string text;
    for (const Block& block : prose.blocks) {
        text += plain_text(block);
        text += '\n';
    }
    return text;
}

Block block_of(Kind kind, std::string text) {
    Block block;
    block.kind = kind;
    block.level = kind == Kind::Heading ? 1 : 0;
    append_run(block.content, text, {});
    return block;
}

void append_run(std::vector<Inline>& content, std::string_view text, const Marks& marks) {
    if (text.empty()) return;
    if (!content.empty() && content.back().atom.empty() && content.back().marks == marks) {
        content.back().text += text;
        return;
    }
    content.push_back({std::string(text), marks, {}});
}

Prose normalised(Prose prose) {
    for (Block& block : prose.blocks) {
        normalise_table(block);
        const bool is_heading = block.kind == Kind::Heading;
        block.level = is_heading ? std::clamp(block.level, 1, heading_level_max) : 0;
        if (is_heading) block.list = ListStyle::None;
        block.indent = block.list == ListStyle::None ? 0 : std::clamp(block.indent, 0, indent_max);
        block.content = joined(std::move(block.content));
    }
    return prose;
}

std::size_t word_count(const Prose& prose) {
    std::size_t words = 0;
    for (const Block& block : prose.blocks) {
        bool inside = false;
        for (const char c : plain_text(block)) {
            if (!is_space(c) && !inside) ++words;
            inside = !is_space(c);
        }
    }
    return words;
}

} // namespace denkraum::prose
