// SPDX-License-Identifier: EUPL-1.2
#include "engine/intake/preview.hpp"

#include <algorithm>

namespace denkraum::intake {
namespace {

/// The elements [first, first + count) and one on either side, as far as there are any.
template <class Value>
std::vector<Value>
with_neighbours(const std::vector<Value>& all, std::size_t first, std::size_t count) {
    const std::size_t begin = std::min(first == 0 ? 0 : first - 1, all.size());
    const std::size_t end = std::min(first + count + 1, all.size());
    const auto at = [&](std::size_t place) {
        return all.begin() + static_cast<std::ptrdiff_t>(place);
    };
    return {at(begin), at(std::max(begin, end))};
}

} // namespace

Preview preview_of(const Imported& imported) {
    Preview preview;
    for (const Recognised& part : imported.structure.parts) {
        if (part.sureness != Sureness::Unsure) {
            ++preview.sure;
            continue;
        }
        preview.unsure.push_back({
            .why = part.doubt,
            .kind = part.kind,
            .number = part.number,
            .before = with_neighbours(imported.structure.before, part.before, part.lines),
            .after = with_neighbours(imported.prose.blocks, part.block, 1),
            .first_block = part.block == 0 ? 0 : part.block - 1,
        });
    }
    return preview;
}

} // namespace denkraum::intake
