// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "engine/crdt/edit.hpp"
#include "engine/crdt/snapshot.hpp"

namespace denkraum::crdt {
namespace {

Doc written() {
    Doc doc;
    Edit edit(doc, 7);
    EXPECT_TRUE(edit.insert_text("t", Index{0}, "Größe 😀 und mehr"));
    EXPECT_TRUE(edit.insert_text("other", Index{0}, "second"));
    EXPECT_TRUE(edit.remove("t", Index{0}, 6));
    EXPECT_TRUE(edit.set_key("b", "k", "1"));
    (void)edit.finish();
    return doc;
}

TEST(Snapshot, the_texts_are_read_without_the_document) {
    const Bytes bytes = write_snapshot(written());
    const auto snapshot = Snapshot::open(bytes);
    ASSERT_TRUE(snapshot);
    EXPECT_EQ(snapshot->text("t"), "😀 und mehr");
    EXPECT_EQ(snapshot->text("other"), "second");
    EXPECT_EQ(snapshot->text("b"), "") << "a map has no text";
    EXPECT_EQ(snapshot->text("unknown"), "");
}

TEST(Snapshot, the_document_comes_back_whole) {
    const Doc doc = written();
    const Bytes bytes = write_snapshot(doc);
    const auto back = Snapshot::open(bytes)->load();
    ASSERT_TRUE(back);
    EXPECT_EQ(back->encode_state(), doc.encode_state());
    EXPECT_EQ(back->text("t"), doc.text("t"));
    EXPECT_EQ(back->map_json("b"), doc.map_json("b"));
}

TEST(Snapshot, what_waits_is_kept) {
    Doc doc;
    ASSERT_TRUE(doc.apply(written().diff(Bytes{1, 7, 3}).value()));
    ASSERT_TRUE(doc.has_pending());
    const Bytes bytes = write_snapshot(doc);
    EXPECT_TRUE(Snapshot::open(bytes)->load()->has_pending());
}

TEST(Snapshot, one_changed_byte_anywhere_is_found) {
    const Bytes whole = write_snapshot(written());
    for (std::size_t at = 0; at < whole.size(); ++at) {
        Bytes bytes = whole;
        bytes[at] ^= 1U;
        const auto snapshot = Snapshot::open(bytes);
        EXPECT_TRUE(!snapshot || !snapshot->load()) << "byte " << at;
    }
}

TEST(Snapshot, every_truncation_is_found) {
    const Bytes whole = write_snapshot(written());
    for (std::size_t length = 0; length < whole.size(); ++length) {
        const auto snapshot = Snapshot::open(ByteView(whole).first(length));
        EXPECT_TRUE(!snapshot || !snapshot->load()) << length << " bytes";
    }
}

} // namespace
} // namespace denkraum::crdt
