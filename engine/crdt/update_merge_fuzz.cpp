// SPDX-License-Identifier: EUPL-1.2
// Any bytes as up to four updates: refused, or merged into one that says of each client's units
// what they say together, whatever their order, and that merging again does not change.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/check.hpp"
#include "engine/crdt/doc.hpp"
#include "engine/crdt/update.hpp"

namespace {

using namespace denkraum;

std::vector<ByteView> parts_of(ByteView all) {
    std::vector<ByteView> parts;
    while (parts.size() < 3 && all.size() >= 2) {
        const std::size_t length = std::min(all.size() - 1, std::size_t{all.front()});
        parts.push_back(all.subspan(1, length));
        all = all.subspan(1 + length);
    }
    parts.push_back(all);
    return parts;
}

Bytes merged_again(const Bytes& update) {
    const std::vector<ByteView> one{update};
    const auto merged = crdt::merge_updates(one);
    CHECK(merged.has_value(), "what is merged is an update");
    return *merged;
}

} // namespace

/// Each part but the last begins with its length in one byte.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::vector<ByteView> parts = parts_of({data, size});
    const auto merged = crdt::merge_updates(parts);
    const bool all_valid =
        std::ranges::all_of(parts, [](ByteView part) { return crdt::validate(part).has_value(); });
    CHECK(merged.has_value() == all_valid, "merging refuses what is no update, and nothing else");
    if (!merged) return 0;
    const auto vector = crdt::state_vector_of(*merged);
    CHECK(vector.has_value(), "what is merged is an update");
    const Bytes again = merged_again(*merged);
    CHECK(crdt::state_vector_of(again).value() == *vector, "merging again loses nothing");
    CHECK(merged_again(again) == again, "and comes to rest");
    std::ranges::reverse(parts);
    const auto reversed = crdt::merge_updates(parts);
    CHECK(reversed.has_value(), "the order does not matter");
    CHECK(crdt::state_vector_of(*reversed).value() == *vector, "the order does not matter");
    crdt::Doc doc;
    (void)doc.apply(*merged);
    return 0;
}
