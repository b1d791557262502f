// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json/json.hpp"
#include "engine/intake/ast/draft.hpp"
#include "engine/intake/ast/inlines.hpp"
#include "engine/intake/report/report.hpp"

namespace denkraum::intake {

/// Walks pandoc's blocks and appends drafts. See ast.hpp for the grammar.
class BlockReader {
public:
    BlockReader(Format format, Report& report, const Pictures& pictures)
        : format_(format), report_(report), pictures_(pictures) {}

    void read(const json::array& blocks);
    /// A paragraph of inlines that stands outside the blocks (the title).
    void read_paragraph(const json::array& inlines, prose::Kind kind);

    std::vector<Draft> drafts = {};

private:
    /// Where the walk is; copied on the way down.
    struct Place {
        Draft pattern = {};     ///< what the next paragraph starts from
        std::string label = {}; ///< of the list item, until its first paragraph has taken it
        bool is_item = false;
        bool is_quote = false;
        int depth = -1;
    };

    void read_one(const json::object& block);
    bool read_text(std::string_view type, const json::array& inside);
    bool read_nested(std::string_view type, const json::array& inside);
    void read_div(const json::array& parts);
    void read_quote(const json::array& blocks);
    void read_list(const json::array& items, const json::array* attributes);
    void read_definitions(const json::array& items);
    void read_lines(const json::array& lines);
    void read_code(std::string_view text);
    void read_raw(std::string_view html);
    void add_paragraph(std::string_view text, const prose::Marks& marks);
    void read_table(const json::array& parts);
    void read_body(const json::array& body);
    void drop_empty_head(std::size_t first, int row);
    void read_rows(const json::array& rows);
    void read_cells(const json::array& cells);
    std::vector<int> next_covered();
    std::size_t take_span(const json::array& cell, std::size_t column, std::size_t first_draft);
    void finish(InlineReader& inlines, prose::Kind kind, int level = 0);
    void read_note(const FoundNote& note);
    [[nodiscard]] Draft next_draft(prose::Kind kind);

    Format format_;
    Report& report_;
    const Pictures& pictures_;
    Place place_ = {};
    Counts counts_ = {};
    int lists_ = 0;
    int tables_ = 0;
    /// Of each column of the table: how many more rows a cell above reaches down.
    std::vector<int> covered_ = {};
};

/// The label of an item as pandoc's list attributes give it: '(3)', 'b.', 'iv)'.
[[nodiscard]] std::string
label_of(std::int64_t number, std::string_view style, std::string_view delimiter);

} // namespace denkraum::intake
