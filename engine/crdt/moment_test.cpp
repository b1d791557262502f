// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "engine/crdt/edit.hpp"
#include "engine/crdt/moment.hpp"

namespace denkraum::crdt {
namespace {

std::string text_at(const Doc& document, ByteView moment) {
    Doc then;
    const auto state = state_at(document, moment);
    if (!state || !then.apply(*state)) return "fails";
    return then.text("t");
}

void change(Doc& document, std::uint64_t deleted, std::string_view inserted) {
    Edit edit(document, 5);
    ASSERT_TRUE(edit.remove("t", Index{0}, deleted));
    ASSERT_TRUE(edit.insert_text("t", Index{0}, inserted));
    (void)edit.finish();
}

TEST(Moment, shows_the_document_as_it_was_then) {
    Doc document;
    const Bytes nothing = moment_of(document);
    change(document, 0, "Größe");
    const Bytes first = moment_of(document);
    change(document, 3, "Ma");
    const Bytes second = moment_of(document);
    change(document, 4, "");
    EXPECT_EQ(text_at(document, nothing), "");
    EXPECT_EQ(text_at(document, first), "Größe");
    EXPECT_EQ(text_at(document, second), "Maße");
    EXPECT_EQ(text_at(document, moment_of(document)), "");
}

TEST(Moment, has_the_bytes_of_a_yjs_snapshot) {
    // Y.encodeSnapshot() of client 5 after writing "ab" and deleting "a"
    Doc document;
    change(document, 0, "ab");
    change(document, 1, "");
    EXPECT_EQ(moment_of(document), (Bytes{1, 5, 1, 0, 1, 1, 5, 2}));
}

TEST(Moment, leaves_out_what_waited) {
    Doc whole;
    change(whole, 0, "a");
    const Bytes known = whole.state_vector();
    const Bytes first = whole.encode_state();
    change(whole, 0, "b");
    change(whole, 0, "c");
    const auto second = whole.diff(known);
    ASSERT_TRUE(second);
    Doc document;
    ASSERT_TRUE(document.apply(*second));
    const Bytes moment = moment_of(document);
    ASSERT_TRUE(document.apply(first));
    EXPECT_EQ(document.text("t"), "cba");
    EXPECT_EQ(text_at(document, moment), "");
}

TEST(Moment, halves_of_a_pair_deleted_one_after_the_other_read_as_yjs_reads_them) {
    Doc writer;
    change(writer, 0, "a😀b");
    const Bytes text = writer.encode_state();
    Doc document;
    // One half is deleted by what waits for the text, the other by what comes with it.
    ASSERT_TRUE(document.apply(Bytes{0, 1, 5, 1, 1, 1}));
    Bytes with_deletion = text;
    with_deletion.back() = 1;
    with_deletion.insert(with_deletion.end(), {5, 1, 2, 1});
    ASSERT_TRUE(document.apply(with_deletion));
    EXPECT_EQ(document.text("t"), "ab");
    EXPECT_EQ(text_at(document, Bytes{0, 1, 5, 4}), "a\ufffd\ufffdb");
}

TEST(Moment, of_another_document_is_refused) {
    Doc document;
    change(document, 0, "abc");
    Doc other;
    const auto state = state_at(other, moment_of(document));
    ASSERT_FALSE(state);
    EXPECT_EQ(state.error().code, ErrorCode::Invalid);
    EXPECT_FALSE(state_at(document, Bytes{}));
    EXPECT_FALSE(state_at(document, Bytes{1, 5, 1, 0}));
    EXPECT_FALSE(state_at(document, Bytes{0, 9, 9}));
}

} // namespace
} // namespace denkraum::crdt
