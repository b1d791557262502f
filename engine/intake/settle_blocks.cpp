// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "base/utf8.hpp"
#include "engine/intake/limits.hpp"
#include "engine/intake/settle.hpp"
#include "engine/intake/settle_notes.hpp"

namespace denkraum::intake {
namespace {

using Content = std::vector<prose::Inline>;

bool has_words(const Content& content) {
    return std::ranges::any_of(content, [](const prose::Inline& run) {
        return !run.atom.empty() || !utf8::trim(run.text).empty();
    });
}

void trim_ends(Content& content) {
    while (!content.empty() && content.front().atom.empty()) {
        std::string& text = content.front().text;
        text.erase(0, text.find_first_not_of(" \n\t"));
        if (!text.empty()) break;
        content.erase(content.begin());
    }
    while (!content.empty() && content.back().atom.empty()) {
        std::string& text = content.back().text;
        text.erase(text.find_last_not_of(" \n\t") + 1);
        if (!text.empty()) break;
        content.pop_back();
    }
}

void add_paragraph(Content& content, Content more) {
    trim_ends(more);
    if (!has_words(more)) return;
    if (!content.empty()) prose::append_run(content, "\n", {});
    for (prose::Inline& run : more) {
        if (run.atom.empty())
            prose::append_run(content, run.text, run.marks);
        else
            content.push_back(std::move(run));
    }
}

/// A table whose cells are still coming.
class OpenTable {
public:
    [[nodiscard]] int number() const { return number_; }

    void take(Draft& draft) {
        number_ = draft.table;
        has_head_column_ = has_head_column_ || draft.has_head_column;
        take_own(draft);
        if (draft.cell == 0) {
            add_paragraph(caption_, std::move(draft.block.content));
            return;
        }
        const auto row = static_cast<std::size_t>(std::max(draft.row, 1));
        const auto cell = static_cast<std::size_t>(draft.cell);
        if (rows_.size() < row) rows_.resize(row);
        prose::Row& cells = rows_[row - 1];
        if (cells.size() < cell) cells.resize(cell);
        add_paragraph(cells[cell - 1], std::move(draft.block.content));
        if (row == 1 && draft.is_head) has_head_ = true;
    }

    /// One table, or several of a bounded length; paragraphs where it was a frame or had no words.
    std::vector<prose::Block> finish() {
        std::erase_if(rows_, [](const prose::Row& row) { return row.empty(); });
        const bool has_any = std::ranges::any_of(rows_, [](const prose::Row& row) {
            return std::ranges::any_of(row, has_words);
        });
        const bool is_frame = rows_.size() == 1 && rows_.front().size() == 1 && !is_own_;
        std::vector<prose::Block> blocks;
        if (has_words(caption_) && (!has_any || is_frame)) {
            blocks.push_back({.content = std::move(caption_)});
        }
        if (!has_any) return blocks;
        if (is_frame) {
            blocks.push_back({.content = std::move(rows_.front().front())});
            return blocks;
        }
        cut(blocks);
        return blocks;
    }

private:
    /// What only our own files say of a table.
    void take_own(Draft& draft) {
        is_own_ = is_own_ || draft.is_own_cell;
        if (uid_.empty()) uid_ = std::move(draft.block.uid);
        for (prose::Source& source : draft.block.sources)
            sources_.push_back(std::move(source));
    }

    void cut(std::vector<prose::Block>& blocks) {
        for (std::size_t first = 0; first < rows_.size(); first += table_rows_max) {
            prose::Block block{.kind = prose::Kind::Table};
            block.uid = std::exchange(uid_, {});
            block.content = std::exchange(caption_, {});
            block.sources = std::exchange(sources_, {});
            block.table.header_row = first == 0 && has_head_;
            block.table.header_column = has_head_column_;
            const auto begin = rows_.begin() + static_cast<std::ptrdiff_t>(first);
            const auto count = std::min(table_rows_max, rows_.size() - first);
            const auto end = begin + static_cast<std::ptrdiff_t>(count);
            block.table.rows.assign(std::move_iterator(begin), std::move_iterator(end));
            blocks.push_back(std::move(block));
        }
    }

    int number_ = 0;
    bool has_head_ = false;
    bool has_head_column_ = false;
    bool is_own_ = false;
    std::string uid_ = {};
    std::vector<prose::Source> sources_ = {};
    Content caption_ = {};
    std::vector<prose::Row> rows_ = {};
};

class BlockMaker {
public:
    BlockMaker(Structure& structure, const Notes& notes, Report& report)
        : structure_(structure), notes_(notes), report_(report) {}

    void take(Draft draft) {
        notes_.resolve(draft.block.content);
        if (draft.table != table_.number()) end_table();
        if (draft.note != 0) {
            take_note(std::move(draft));
        } else if (draft.table != 0) {
            table_.take(draft);
        } else {
            push(std::move(draft));
        }
    }

    Result<prose::Prose> finish() {
        end_table();
        if (prose::cell_count(blocks_) > prose::cells_max) {
            return fail(ErrorCode::TooLarge, "too many cells");
        }
        return prose::normalised({std::move(blocks_)});
    }

private:
    void take_note(Draft draft) {
        if (notes_.is_at_place(draft.note)) return;
        if (draft.note != last_note_) {
            report_.add(RemarkKind::NoteMoved);
            const std::string lead = draft.note > 0 ? raised(draft.note) + " " : std::string();
            draft.block.content.insert(draft.block.content.begin(), {.text = lead});
        }
        last_note_ = draft.note;
        draft.block.kind = prose::Kind::Explanation;
        draft.block.list = prose::ListStyle::None;
        if (draft.table != 0)
            after_table_.push_back(std::move(draft));
        else
            push(std::move(draft));
    }

    void end_table() {
        for (prose::Block& block : std::exchange(table_, {}).finish())
            blocks_.push_back(std::move(block));
        for (Draft& note : std::exchange(after_table_, {}))
            push(std::move(note));
    }

    void push(Draft draft) {
        trim_ends(draft.block.content);
        if (!has_words(draft.block.content)) return;
        if (draft.part != 0) structure_.parts[draft.part - 1].block = blocks_.size();
        blocks_.push_back(std::move(draft.block));
    }

    Structure& structure_;
    const Notes& notes_;
    Report& report_;
    std::vector<prose::Block> blocks_;
    OpenTable table_ = {};
    std::vector<Draft> after_table_ = {}; ///< notes of the table
    int last_note_ = 0;
};

} // namespace

Result<prose::Prose>
settle_blocks(std::vector<Draft> drafts, Structure& structure, Report& report) {
    const Notes notes(drafts);
    report.add(RemarkKind::NoteTaken, static_cast<std::int64_t>(notes.at_place_count()));
    BlockMaker maker(structure, notes, report);
    for (Draft& draft : drafts)
        maker.take(std::move(draft));
    return maker.finish();
}

} // namespace denkraum::intake
