// SPDX-License-Identifier: EUPL-1.2
#include "engine/diff/table_diff.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "engine/diff/limits.hpp"
#include "engine/diff/script.hpp"
#include "engine/diff/signature.hpp"

namespace denkraum::diff {
namespace {

using Keys = std::vector<std::uint32_t>;

const prose::Cell none;

/// Less in common, and a row is another row.
constexpr double line_min = 0.35;
/// The first cell of a row, or the head of a column, names it.
constexpr double same_name_bonus = 0.3;

/// What lines are compared by.
struct Lines {
    std::vector<Keys> bags;
    std::vector<Keys> names;
};

Keys keys_of(const prose::Cell& cell, Dictionary& dictionary) {
    Keys keys;
    for (const prose::Inline& run : cell) {
        append_keys(keys, run.text, dictionary);
        if (!run.atom.empty()) keys.push_back(dictionary.key_of("\n" + run.atom));
    }
    return keys;
}

Lines lines_of(const prose::Table& table, bool by_column, Dictionary& dictionary) {
    Lines lines;
    const std::size_t count = by_column ? table.columns() : table.rows.size();
    lines.bags.resize(count);
    lines.names.resize(count);
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        for (std::size_t column = 0; column < table.columns(); ++column) {
            const Keys keys = keys_of(table.rows[row][column], dictionary);
            const std::size_t line = by_column ? column : row;
            if ((by_column ? row : column) == 0) lines.names[line] = keys;
            lines.bags[line].insert(lines.bags[line].end(), keys.begin(), keys.end());
        }
    }
    for (Keys& bag : lines.bags)
        std::ranges::sort(bag);
    return lines;
}

double likeness(const Lines& before, std::size_t i, const Lines& after, std::size_t j) {
    const Keys& one = before.bags[i];
    const Keys& other = after.bags[j];
    if (one.empty() || other.empty()) return one.size() == other.size() ? 1 : 0;
    double score = 2 * static_cast<double>(shared(one, other))
                   / static_cast<double>(one.size() + other.size());
    const Keys& name = before.names[i];
    if (!name.empty() && name == after.names[j]) score += same_name_bonus;
    return score < line_min ? 0 : score;
}

/// Pairs lines of one gap in order, by dynamic programming; what is left is removed and added.
class Aligner {
public:
    Aligner(const Lines& before, const Lines& after, bool by_column)
        : before_(before), after_(after), by_column_(by_column) {}

    std::vector<TableLine> run() {
        const auto [old_ids, new_ids] = ids();
        std::size_t i = 0;
        std::size_t j = 0;
        for (const Edit& edit : script_of(old_ids, new_ids)) {
            for (; i < edit.before_first; ++i, ++j)
                lines_.push_back({i, j});
            gap(edit);
            i = edit.before_last;
            j = edit.after_last;
        }
        for (; i < before_.bags.size(); ++i, ++j)
            lines_.push_back({i, j});
        return std::move(lines_);
    }

private:
    [[nodiscard]] std::array<Keys, 2> ids() const {
        std::map<Keys, std::uint32_t> known;
        std::array<Keys, 2> ids;
        for (std::size_t side = 0; side < 2; ++side) {
            for (const Keys& bag : (side == 0 ? before_ : after_).bags) {
                const auto next = static_cast<std::uint32_t>(known.size());
                ids[side].push_back(known.emplace(bag, next).first->second);
            }
        }
        return ids;
    }

    [[nodiscard]] bool is_affordable(const Edit& edit) {
        std::size_t work = 0;
        for (std::size_t i = edit.before_first; i < edit.before_last; ++i)
            work += before_.bags[i].size() + 1;
        work *= edit.after_last - edit.after_first;
        std::size_t back = 0;
        for (std::size_t j = edit.after_first; j < edit.after_last; ++j)
            back += after_.bags[j].size() + 1;
        work += back * (edit.before_last - edit.before_first);
        if (work > work_left_) return false;
        work_left_ -= work;
        return true;
    }

    void gap(const Edit& edit) {
        const std::size_t rows = edit.before_last - edit.before_first;
        const std::size_t width = edit.after_last - edit.after_first + 1;
        if (rows == 0 || width == 1 || !is_affordable(edit)) {
            loose(edit);
            return;
        }
        std::vector<double> best((rows + 1) * width, 0);
        for (std::size_t i = rows; i-- > 0;) {
            for (std::size_t j = width - 1; j-- > 0;) {
                const double score =
                    likeness(before_, edit.before_first + i, after_, edit.after_first + j);
                const std::size_t cell = i * width + j;
                best[cell] = std::max(best[cell + 1], best[cell + width]);
                if (score > 0) best[cell] = std::max(best[cell], best[cell + width + 1] + score);
            }
        }
        Edit rest = edit;
        for (std::size_t i = 0, j = 0; i < rows && j + 1 < width;) {
            const std::size_t cell = i * width + j;
            if (best[cell] == best[cell + width]) {
                ++i;
            } else if (best[cell] == best[cell + 1]) {
                ++j;
            } else {
                const std::size_t before = edit.before_first + i++;
                const std::size_t after = edit.after_first + j++;
                loose({rest.before_first, before, rest.after_first, after});
                lines_.push_back({before, after});
                rest.before_first = before + 1;
                rest.after_first = after + 1;
            }
        }
        loose(rest);
    }

    /// Lines without a counterpart. As many columns instead of as many are the same ones with other
    /// words: the rows go through them.
    void loose(const Edit& edit) {
        std::size_t i = edit.before_first;
        std::size_t j = edit.after_first;
        if (by_column_ && edit.before_last - i == edit.after_last - j) {
            while (i < edit.before_last)
                lines_.push_back({i++, j++});
        }
        for (; i < edit.before_last; ++i)
            lines_.push_back({i, std::nullopt});
        for (; j < edit.after_last; ++j)
            lines_.push_back({std::nullopt, j});
    }

    const Lines& before_;
    const Lines& after_;
    bool by_column_;
    std::size_t work_left_ = table_work_max;
    std::vector<TableLine> lines_;
};

std::vector<TableLine>
aligned(const prose::Table& before, const prose::Table& after, bool by_column) {
    Dictionary dictionary;
    const Lines old_lines = lines_of(before, by_column, dictionary);
    const Lines new_lines = lines_of(after, by_column, dictionary);
    return Aligner(old_lines, new_lines, by_column).run();
}

template <class Index, class Side>
prose::Table side_of(const TableDiff& diff, Index index, Side side) {
    prose::Table table;
    for (std::size_t r = 0; r < diff.rows.size(); ++r) {
        if (!index(diff.rows[r])) continue;
        prose::Row row;
        for (std::size_t c = 0; c < diff.columns.size(); ++c) {
            if (!index(diff.columns[c])) continue;
            row.push_back(side(std::span(&diff.cells[r][c], 1)));
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

} // namespace

bool TableDiff::has_changes() const {
    const auto changed = [](const TableLine& line) { return !line.before || !line.after; };
    if (std::ranges::any_of(rows, changed) || std::ranges::any_of(columns, changed)) return true;
    if (header_row != header_row_before || header_column != header_column_before) return true;
    return std::ranges::any_of(cells, [](const std::vector<BlockDiff>& row) {
        return std::ranges::any_of(row, [](const BlockDiff& cell) {
            return cell.has_other_words() || cell.has_other_marks();
        });
    });
}

TableDiff compare_tables(const prose::Table& before, const prose::Table& after) {
    TableDiff diff{
        .rows = aligned(before, after, false),
        .columns = aligned(before, after, true),
        .header_row_before = before.header_row,
        .header_row = after.header_row,
        .header_column_before = before.header_column,
        .header_column = after.header_column,
    };
    for (const TableLine& row : diff.rows) {
        std::vector<BlockDiff>& cells = diff.cells.emplace_back();
        for (const TableLine& column : diff.columns) {
            const bool was = row.before && column.before;
            const bool is = row.after && column.after;
            const prose::Cell& old_cell = was ? before.rows[*row.before][*column.before] : none;
            const prose::Cell& new_cell = is ? after.rows[*row.after][*column.after] : none;
            cells.push_back(compare_words(old_cell, new_cell));
        }
    }
    return diff;
}

prose::Table before_side(const TableDiff& diff) {
    prose::Table table = side_of(
        diff,
        [](const TableLine& line) { return line.before.has_value(); },
        [](std::span<const BlockDiff> cell) { return before_side(cell); }
    );
    table.header_row = diff.header_row_before;
    table.header_column = diff.header_column_before;
    return table;
}

prose::Table after_side(const TableDiff& diff) {
    prose::Table table = side_of(
        diff,
        [](const TableLine& line) { return line.after.has_value(); },
        [](std::span<const BlockDiff> cell) { return after_side(cell); }
    );
    table.header_row = diff.header_row;
    table.header_column = diff.header_column;
    return table;
}

} // namespace denkraum::diff
