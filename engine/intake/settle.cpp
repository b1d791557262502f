// SPDX-License-Identifier: EUPL-1.2
#include "engine/intake/settle.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "base/utf8.hpp"

namespace denkraum::intake {
namespace {

using Counters = std::vector<int>;

bool is_item(const Draft& draft) {
    const bool may_be = draft.table == 0 && draft.note == 0 && !draft.is_continued
                        && draft.block.kind != prose::Kind::Heading;
    return may_be && (draft.is_bullet || !draft.label.empty());
}

/// The number that an editor gives to an item at this depth.
int counted(Counters& counters, int depth) {
    counters.resize(static_cast<std::size_t>(std::max(depth, 0)) + 1, 0);
    return ++counters.back();
}

/// True when every number of the items [first, last) is the one an editor would give.
bool counts_from_one(const std::vector<Draft>& drafts, std::size_t first, std::size_t last) {
    Counters counters;
    for (std::size_t i = first; i < last; ++i) {
        const int depth = drafts[i].depth;
        const bool is_too_deep = depth > prose::indent_max || (i == first && depth != 0)
                                 || (i > first && depth > drafts[i - 1].depth + 1);
        const int number = counted(counters, depth);
        if (drafts[i].is_bullet) continue;
        if (is_too_deep || drafts[i].label != std::to_string(number) + ".") return false;
    }
    return true;
}

void put_before(Draft& draft, const std::string& label) {
    std::vector<prose::Inline>& content = draft.block.content;
    content.insert(content.begin(), prose::Inline{.text = label + " "});
}

void settle_item(Draft& draft, bool may_count, Report& report) {
    if (draft.is_bullet) {
        draft.block.list = prose::ListStyle::Bullet;
    } else if (may_count) {
        draft.block.list = prose::ListStyle::Number;
    } else {
        report.add(RemarkKind::NumberKeptAsText);
        put_before(draft, draft.label);
        return;
    }
    draft.block.indent = draft.depth;
    // A quotation or an explanation cannot be an item as well: the list is what readers count on.
    draft.block.kind = prose::Kind::Paragraph;
}

void join_row(prose::Block& row, const Draft& draft, std::string_view between) {
    prose::append_run(row.content, between, {});
    for (const prose::Inline& run : draft.block.content) {
        if (run.atom.empty())
            prose::append_run(row.content, run.text, run.marks);
        else
            row.content.push_back(run);
    }
}

bool has_words(const prose::Block& block) {
    return std::ranges::any_of(block.content, [](const prose::Inline& run) {
        return !run.atom.empty() || !utf8::trim(run.text).empty();
    });
}

void trim_ends(prose::Block& block) {
    while (!block.content.empty() && block.content.front().atom.empty()) {
        std::string& text = block.content.front().text;
        text.erase(0, text.find_first_not_of(" \n\t"));
        if (!text.empty()) break;
        block.content.erase(block.content.begin());
    }
    while (!block.content.empty() && block.content.back().atom.empty()) {
        std::string& text = block.content.back().text;
        text.erase(text.find_last_not_of(" \n\t") + 1);
        if (!text.empty()) break;
        block.content.pop_back();
    }
}

class BlockMaker {
public:
    explicit BlockMaker(Structure& structure) : structure_(structure) {}

    void take(Draft draft) {
        if (draft.table == 0) {
            end_row();
            push(std::move(draft));
        } else if (draft.note != 0) {
            notes_.push_back(std::move(draft));
        } else {
            take_cell(draft);
        }
    }

    prose::Prose finish() {
        end_row();
        return prose::normalised({std::move(blocks_)});
    }

private:
    void take_cell(const Draft& draft) {
        const bool same_row = in_row_ && draft.table == last_.table && draft.row == last_.row;
        if (!same_row) {
            end_row();
            in_row_ = true;
            join_row(row_, draft, "");
        } else {
            join_row(row_, draft, draft.cell == last_.cell ? "\n" : " | ");
        }
        last_ = draft;
    }

    void end_row() {
        if (!std::exchange(in_row_, false)) return;
        const bool is_empty =
            prose::plain_text(row_).find_first_not_of(" |\n\t") == std::string::npos;
        trim_ends(row_);
        if (!is_empty) blocks_.push_back(std::move(row_));
        row_ = {};
        for (Draft& note : std::exchange(notes_, {}))
            push(std::move(note));
    }

    void push(Draft draft) {
        trim_ends(draft.block);
        if (!has_words(draft.block)) return;
        if (draft.note != 0) {
            draft.block.kind = prose::Kind::Explanation;
            draft.block.list = prose::ListStyle::None;
        }
        if (draft.part != 0) structure_.parts[draft.part - 1].block = blocks_.size();
        blocks_.push_back(std::move(draft.block));
    }

    Structure& structure_;
    std::vector<prose::Block> blocks_;
    prose::Block row_ = {};
    Draft last_ = {};
    std::vector<Draft> notes_ = {}; ///< of the row, to stand after it
    bool in_row_ = false;
};

} // namespace

void settle_labels(std::vector<Draft>& drafts, ProfileId profile, Report& report) {
    std::size_t i = 0;
    while (i < drafts.size()) {
        std::size_t last = i;
        while (last < drafts.size() && is_item(drafts[last]))
            ++last;
        if (last == i) {
            if (!drafts[i].label.empty()) put_before(drafts[i], drafts[i].label);
            ++i;
            continue;
        }
        const bool may_count = profile == ProfileId::None && counts_from_one(drafts, i, last);
        for (; i < last; ++i)
            settle_item(drafts[i], may_count, report);
    }
}

prose::Prose settle_blocks(std::vector<Draft> drafts, Structure& structure) {
    BlockMaker maker(structure);
    for (Draft& draft : drafts)
        maker.take(std::move(draft));
    return maker.finish();
}

} // namespace denkraum::intake
