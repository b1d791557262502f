// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <chrono>
#include <random>

#include "engine/crdt/doc.hpp"
#include "engine/crdt/edit.hpp"
#include "engine/crdt/lib0/writer.hpp"

/// An empty document takes in a whole one by a way of its own (merge/load.hpp).
namespace denkraum::crdt {
namespace {

using std::chrono::steady_clock;

/// What waits for nothing but is taken in the ordinary way: the document is not empty.
Doc not_empty() {
    Doc doc;
    Edit edit(doc, 1);
    EXPECT_TRUE(edit.insert_text("elsewhere", Index{0}, "x"));
    (void)edit.finish();
    return doc;
}

void edit_at_random(Doc& doc, ClientId client, std::mt19937& random) {
    const auto below = [&](std::uint64_t count) { return random() % count; };
    Edit edit(doc, client);
    const std::uint64_t length = doc.length("t");
    const std::uint64_t at = below(length + 1);
    switch (below(6)) {
    case 0: EXPECT_TRUE(edit.insert_embed("t", Index{at}, R"({"b":"u"})")); break;
    case 1: EXPECT_TRUE(edit.remove("t", Index{at}, std::min(length - at, below(9)))); break;
    case 2: EXPECT_TRUE(edit.set_key("b", std::to_string(below(9)), "[1,\"ü\"]")); break;
    case 3:
        EXPECT_TRUE(edit.format("t", Index{at}, std::min(length - at, below(9)), {{"em", "true"}}));
        break;
    case 4: EXPECT_TRUE(edit.set_array("b", std::to_string(below(9)))); break;
    default: EXPECT_TRUE(edit.insert_text("t", Index{at}, "größer 😀"));
    }
    (void)edit.finish();
}

TEST(Load, gives_the_document_that_its_pieces_give) {
    std::mt19937 random(7);
    for (int round = 0; round < 40; ++round) {
        std::vector<Doc> replicas(3);
        for (int step = 0; step < 60; ++step) {
            const std::size_t who = random() % replicas.size();
            edit_at_random(replicas[who], 10 + who * 7, random);
            if (step % 4 != 0) continue;
            const Bytes news = replicas[who].encode_state();
            ASSERT_TRUE(replicas[(who + 1) % replicas.size()].apply(news));
        }
        Doc whole = not_empty();
        for (const Doc& replica : replicas)
            ASSERT_TRUE(whole.apply(replica.encode_state()));
        const Bytes state = whole.encode_state();
        Doc loaded;
        const auto changes = loaded.apply(state);
        ASSERT_TRUE(changes);
        EXPECT_EQ(loaded.encode_state(), state) << "round " << round;
        EXPECT_EQ(loaded.delta_json("t"), whole.delta_json("t")) << "round " << round;
        EXPECT_EQ(loaded.map_json("b"), whole.map_json("b")) << "round " << round;
        for (const IdRange& range : changes->deleted)
            EXPECT_TRUE(whole.is_deleted({range.client, range.clock}));
    }
}

TEST(Load, what_lacks_its_beginning_waits) {
    Doc doc;
    {
        Edit edit(doc, 5);
        ASSERT_TRUE(edit.insert_text("t", Index{0}, "beginning"));
        (void)edit.finish();
    }
    Doc behind;
    ASSERT_TRUE(behind.apply(doc.diff(Bytes{1, 5, 4}).value()));
    EXPECT_TRUE(behind.has_pending());
    EXPECT_EQ(behind.text("t"), "");
    ASSERT_TRUE(behind.apply(doc.encode_state()));
    EXPECT_EQ(behind.text("t"), "beginning");
}

TEST(Load, a_failure_in_the_last_byte_leaves_an_empty_document) {
    Doc doc = not_empty();
    Bytes state = doc.encode_state();
    state.push_back(0);
    Doc loaded;
    EXPECT_FALSE(loaded.apply(state));
    EXPECT_EQ(loaded.encode_state(), Doc().encode_state());
    state.pop_back();
    EXPECT_TRUE(loaded.apply(state));
    EXPECT_EQ(loaded.text("elsewhere"), "x");
}

/// Each client writes one character behind that of the next lower one, and is named before it.
Bytes chain_of_clients(std::uint64_t count) {
    Writer writer;
    writer.var_uint(count);
    for (std::uint64_t client = count; client > 0; --client) {
        writer.var_uint(1);
        writer.var_uint(client);
        writer.var_uint(0);
        if (client == 1) {
            writer.byte(4);
            writer.var_uint(1);
            writer.var_string("t");
        } else {
            writer.byte(0x84);
            writer.var_uint(client - 1);
            writer.var_uint(0);
        }
        writer.var_string("x");
    }
    writer.var_uint(0);
    return writer.take();
}

TEST(Load, clients_that_all_wait_for_the_last_one_cost_no_more_than_their_number) {
    constexpr std::uint64_t count = 200'000;
    const auto begun = steady_clock::now();
    Doc doc;
    ASSERT_TRUE(doc.apply(chain_of_clients(count)));
    EXPECT_EQ(doc.length("t"), count);
    EXPECT_LT(steady_clock::now() - begun, std::chrono::seconds(5));
}

TEST(Load, short_items_behind_a_long_one_are_found_as_fast_as_others) {
    constexpr std::uint64_t count = 300'000;
    constexpr std::uint64_t long_one = 4'000'000'000;
    Writer writer;
    writer.var_uint(1);
    writer.var_uint(count + 1);
    writer.var_uint(9);
    writer.var_uint(0);
    writer.byte(1);
    writer.var_uint(1);
    writer.var_string("t");
    writer.var_uint(long_one);
    for (std::uint64_t i = 0; i < count; ++i) {
        // All right behind the first character, each to the left of the one before.
        writer.byte(i == 0 ? 0x84 : 0xc4);
        writer.var_uint(9);
        writer.var_uint(long_one - 1);
        if (i > 0) {
            writer.var_uint(9);
            writer.var_uint(long_one + i - 1);
        }
        writer.var_string("x");
    }
    writer.var_uint(0);
    const auto begun = steady_clock::now();
    Doc doc;
    ASSERT_TRUE(doc.apply(writer.take()));
    EXPECT_EQ(doc.length("t"), count);
    EXPECT_LT(steady_clock::now() - begun, std::chrono::seconds(5));
}

} // namespace
} // namespace denkraum::crdt
