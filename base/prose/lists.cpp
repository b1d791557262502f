// SPDX-License-Identifier: EUPL-1.2
#include "base/prose/lists.hpp"

namespace denkraum::prose {

std::vector<int> item_depths(const Prose& prose) {
    std::vector<int> depths;
    depths.reserve(prose.blocks.size());
    std::vector<int> open_indents;
    for (const Block& block : prose.blocks) {
        if (block.list == ListStyle::None) {
            open_indents.clear();
            depths.push_back(0);
            continue;
        }
        while (!open_indents.empty() && open_indents.back() > block.indent)
            open_indents.pop_back();
        if (open_indents.empty() || open_indents.back() < block.indent) {
            open_indents.push_back(block.indent);
        }
        depths.push_back(static_cast<int>(open_indents.size()));
    }
    return depths;
}

} // namespace denkraum::prose
