// SPDX-License-Identifier: EUPL-1.2
// Any bytes as an update and a state vector: what the vector's owner lacks is an update again, and
// brings a replica that has only a part to where the whole document is.
#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/check.hpp"
#include "engine/crdt/doc.hpp"
#include "engine/crdt/update.hpp"

namespace {

using namespace denkraum;

/// The part behind the middle of each client waits; the whole brings what it waits for.
void check_late_whole(const crdt::Doc& doc) {
    std::vector<crdt::ClientClock> half = doc.clocks();
    for (crdt::ClientClock& entry : half)
        entry.clock /= 2;
    const auto tail = doc.diff(crdt::encode_state_vector(half));
    CHECK(tail.has_value(), "a vector of our own is one");
    crdt::Doc behind;
    CHECK(behind.apply(*tail).has_value(), "a diff is an update");
    CHECK(behind.apply(doc.encode_state()).has_value(), "a state is an update");
    CHECK(behind.state_vector() == doc.state_vector(), "nothing is missing in the end");
    CHECK(behind.length("t") == doc.length("t"), "and the text is as long");
}

} // namespace

/// The first byte says how much of the rest is the state vector (in 1/256).
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const ByteView all(data + 1, size - 1);
    const std::size_t cut = all.size() * data[0] / 256;
    const ByteView vector = all.first(cut);
    const ByteView update = all.subspan(cut);
    const auto diff = crdt::diff_update(update, vector);
    if (diff) CHECK(crdt::validate(*diff).has_value(), "a diff is an update");
    crdt::Doc doc;
    if (!doc.apply(update)) return 0;
    const auto lacking = doc.diff(vector);
    CHECK(lacking.has_value() == crdt::decode_state_vector(vector).has_value(), "one reader");
    if (lacking) CHECK(crdt::validate(*lacking).has_value(), "a diff is an update");
    check_late_whole(doc);
    return 0;
}
