// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/export/layout.hpp"

#include <algorithm>

#include "base/prose/lists.hpp"
#include "base/utf8.hpp"

namespace denkraum::guideline {
namespace {

class Nesting {
public:
    explicit Nesting(const std::vector<Paragraph>& paragraphs)
        : paragraphs_(paragraphs), depths_(prose::item_depths(prose_of(paragraphs))) {}

    std::vector<Piece> pieces() {
        std::vector<Piece> all;
        for (std::size_t at = 0; at < paragraphs_.size();) {
            if (depths_[at] > 0) {
                all.push_back({.list = list_from(at, depths_[at])});
                continue;
            }
            if (!is_empty(paragraphs_[at].block)) all.push_back({.at = at});
            ++at;
        }
        return all;
    }

private:
    /// The list that begins at `at`, with everything deeper; moves `at` behind it.
    ItemList list_from(std::size_t& at, int depth) {
        ItemList list{.style = paragraphs_[at].block.list};
        while (at < depths_.size() && depths_[at] == depth
               && paragraphs_[at].block.list == list.style) {
            ListItem item;
            item.at = at++;
            while (at < depths_.size() && depths_[at] > depth)
                item.inner.push_back(list_from(at, depths_[at]));
            list.items.push_back(std::move(item));
        }
        return list;
    }

    const std::vector<Paragraph>& paragraphs_;
    std::vector<int> depths_;
};

} // namespace

bool is_empty(const prose::Block& block) {
    bool has_atom = false;
    prose::each_run(block, [&](const prose::Inline& run) { has_atom |= !run.atom.empty(); });
    return !has_atom && block.table.rows.empty() && utf8::trim(prose::plain_text(block)).empty();
}

std::vector<int> outline_levels(const std::vector<Paragraph>& paragraphs) {
    std::vector<int> levels;
    levels.reserve(paragraphs.size());
    int before = 0;
    for (const Paragraph& paragraph : paragraphs) {
        const bool is_shown =
            paragraph.block.kind == prose::Kind::Heading && !is_empty(paragraph.block);
        if (is_shown) before = std::min(paragraph.block.level, before + 1);
        levels.push_back(is_shown ? before : 0);
    }
    return levels;
}

std::vector<Piece> pieces_of(const std::vector<Paragraph>& paragraphs) {
    return Nesting(paragraphs).pieces();
}

} // namespace denkraum::guideline
