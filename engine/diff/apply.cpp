// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "engine/diff/prose_diff.hpp"

namespace denkraum::diff {
namespace {

using Parts = std::span<const BlockDiff>;

bool fits(const Frame& frame, const prose::Block& block) {
    return frame.uid == block.uid && frame.kind == block.kind && frame.level == block.level
           && frame.list == block.list && frame.indent == block.indent
           && frame.sources == block.sources;
}

bool has_shape(const Entry& entry) {
    const std::size_t longer = std::max(entry.before.size(), entry.after.size());
    return longer > 0 && std::min(entry.before.size(), entry.after.size()) <= 1
           && entry.frames_before.size() == entry.before.size()
           && entry.frames.size() == entry.after.size() && entry.parts.size() == longer;
}

/// The parts that one of the blocks on a side is made of.
Parts parts_of(const Entry& entry, std::size_t block, std::size_t blocks_on_side) {
    return blocks_on_side == 1 ? Parts(entry.parts) : Parts(entry.parts).subspan(block, 1);
}

class Application {
public:
    explicit Application(prose::Prose before)
        : before_(std::move(before)), used_(before_.blocks.size(), false) {}

    Done take(const Entry& entry) {
        if (!has_shape(entry)) return fail(ErrorCode::Conflict, "an entry of another shape");
        for (std::size_t k = 0; k < entry.before.size(); ++k)
            DK_DO(check(entry, k));
        for (std::size_t k = 0; k < entry.after.size(); ++k)
            after_.push_back({entry.after[k], block_of(entry, k)});
        return {};
    }

    Result<prose::Prose> result() && {
        if (std::ranges::find(used_, false) != used_.end())
            return fail(ErrorCode::Conflict, "a block that the difference does not know");
        std::ranges::sort(after_, {}, &Placed::index);
        prose::Prose prose;
        for (Placed& placed : after_) {
            if (placed.index != prose.blocks.size())
                return fail(ErrorCode::Conflict, "a block missing or given twice");
            prose.blocks.push_back(std::move(placed.block));
        }
        return prose;
    }

private:
    struct Placed {
        std::size_t index;
        prose::Block block;
    };

    Done check(const Entry& entry, std::size_t k) {
        const std::size_t index = entry.before[k];
        if (index >= used_.size() || used_[index])
            return fail(ErrorCode::Conflict, "no such block, or named twice");
        used_[index] = true;
        const prose::Block& block = before_.blocks[index];
        const bool is_same =
            fits(entry.frames_before[k], block)
            && before_side(parts_of(entry, k, entry.before.size())) == block.content;
        const prose::Table table = entry.table ? before_side(*entry.table) : prose::Table{};
        if (!is_same || table.rows != block.table.rows)
            return fail(ErrorCode::Conflict, "a block with other words");
        return {};
    }

    static prose::Block block_of(const Entry& entry, std::size_t k) {
        const Frame& frame = entry.frames[k];
        prose::Block block{
            .uid = frame.uid,
            .kind = frame.kind,
            .level = frame.level,
            .list = frame.list,
            .indent = frame.indent,
            .content = after_side(parts_of(entry, k, entry.after.size())),
            .sources = frame.sources,
        };
        if (entry.table && !entry.table->rows.empty()) {
            prose::Table table = after_side(*entry.table);
            if (!table.rows.empty()) block.table = std::move(table);
        }
        return block;
    }

    prose::Prose before_;
    std::vector<bool> used_;
    std::vector<Placed> after_;
};

} // namespace

Result<prose::Prose> apply(prose::Prose before, const ProseDiff& diff) {
    Application application(prose::normalised(std::move(before)));
    for (const Entry& entry : diff.entries)
        DK_DO(application.take(entry));
    return std::move(application).result();
}

} // namespace denkraum::diff
