// SPDX-License-Identifier: EUPL-1.2
// Any bytes as an update: refused with the document unchanged, or taken in so that encoding,
// diffing and merging agree with each other.
#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/check.hpp"
#include "engine/crdt/doc.hpp"
#include "engine/crdt/update.hpp"

namespace {

using namespace denkraum;

void check_taken(const crdt::Doc& doc) {
    crdt::Doc again;
    CHECK(again.apply(doc.encode_state()).has_value(), "our own state is an update");
    CHECK(again.state_vector() == doc.state_vector(), "a state brings its vector");
    CHECK(again.text("t") == doc.text("t"), "a state brings its text");
    CHECK(again.map_json("b") == doc.map_json("b"), "a state brings its map");
    const auto rest = doc.diff(again.state_vector());
    CHECK(rest.has_value(), "a vector of our own is one");
    (void)doc.delta_json("t");
    (void)doc.xml("x");
    (void)doc.array_json("a");
}

} // namespace

/// The input is up to two updates: a byte says how long the first one is (in 1/256 of the whole).
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const ByteView all(data + 1, size - 1);
    const std::size_t cut = all.size() * data[0] / 256;
    const ByteView first = all.first(cut);
    const ByteView second = all.subspan(cut);
    crdt::Doc doc;
    const auto one = doc.apply(first);
    const Bytes before = doc.encode_state();
    const auto two = doc.apply(second);
    if (!two) CHECK(doc.encode_state() == before, "a refused update changes nothing");
    if (one || two) check_taken(doc);
    (void)crdt::inspect(second, doc);
    if (one && two) {
        const std::vector<ByteView> both{first, second};
        const auto merged = crdt::merge_updates(both);
        if (merged) {
            crdt::Doc other;
            CHECK(other.apply(*merged).has_value(), "what is merged is an update");
        }
    }
    const auto vector = crdt::state_vector_of(first);
    if (vector) (void)crdt::diff_update(second, *vector);
    return 0;
}
