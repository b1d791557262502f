// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <random>

#include "base/prose/prose_json.hpp"
#include "domain/document/text/orphans.hpp"
#include "domain/document/text/projection.hpp"
#include "domain/document/text/repair.hpp"
#include "domain/document/text/seed.hpp"
#include "engine/crdt/edit.hpp"

namespace denkraum::document::text {
namespace {

/// The same "random" bytes in every run.
class SteadyRandomness final : public Randomness {
public:
    void fill(std::span<std::uint8_t> out) override {
        for (auto& byte : out)
            byte = static_cast<std::uint8_t>(engine_());
    }

private:
    std::mt19937 engine_{1};
};

constexpr crdt::ClientId server = 9;
constexpr crdt::ClientId anna = 11;
constexpr crdt::ClientId bert = 22;

prose::Prose two_paragraphs() {
    prose::Prose prose;
    prose.blocks.push_back(prose::block_of(prose::Kind::Heading, "Ziele"));
    prose.blocks.push_back(prose::block_of(prose::Kind::Principle, "Menschen entscheiden 🙂."));
    prose.blocks[0].uid = "u000000000000000000000";
    prose.blocks[1].uid = "u100000000000000000000";
    prose::append_run(
        prose.blocks[1].content, " Immer.", {.strong = true, .link = "https://a.example"}
    );
    return prose;
}

crdt::Doc seeded(const prose::Prose& prose) {
    crdt::Doc doc;
    const auto update = seed(doc, server, prose);
    EXPECT_TRUE(update.has_value());
    return doc;
}

/// A replica that has seen everything.
crdt::Doc copy_of(const crdt::Doc& doc) {
    crdt::Doc copy;
    EXPECT_TRUE(copy.apply(doc.encode_state()).has_value());
    return copy;
}

std::string shown(const crdt::Doc& doc) {
    std::string out;
    for (const prose::Block& block : project(doc).prose.blocks) {
        out += "[" + std::string(prose::id_of(block.kind)) + " " + block.uid + "] ";
        out += prose::plain_text(block) + "\n";
    }
    return out;
}

crdt::Id marker_id(const crdt::Doc& doc, std::size_t index) {
    return project(doc).markers.at(index).id;
}

TEST(Projection, gives_back_what_was_seeded) {
    EXPECT_EQ(project(seeded(two_paragraphs())).prose, two_paragraphs());
}

TEST(Projection, attributes_of_the_map_win_over_the_marker) {
    crdt::Doc doc = seeded(two_paragraphs());
    crdt::Edit edit(doc, anna);
    ASSERT_TRUE(edit.set_key("b", "u100000000000000000000/kind", "\"example\"").has_value());
    ASSERT_TRUE(edit.set_key("b", "u100000000000000000000/unknown", "7").has_value());
    ASSERT_TRUE(edit.set_key("b", "u000000000000000000000/level", "99").has_value());
    (void)edit.finish();
    const prose::Prose prose = project(doc).prose;
    EXPECT_EQ(prose.blocks[1].kind, prose::Kind::Example);
    EXPECT_EQ(prose.blocks[0].level, prose::heading_level_max);
}

TEST(Projection, an_empty_document_shows_one_virtual_block) {
    const Projection empty = project(crdt::Doc());
    EXPECT_TRUE(empty.has_virtual_first);
    ASSERT_EQ(empty.prose.blocks.size(), 1U);
    EXPECT_EQ(empty.prose.blocks[0].uid, "");
}

TEST(Projection, rubbish_of_foreign_clients_loses_no_word_and_no_uid) {
    crdt::Doc doc = seeded(two_paragraphs());
    crdt::Edit edit(doc, anna);
    for (const auto* json :
         {"7",
          "null",
          "[]",
          "{\"b\":5}",
          "{\"b\":\"\"}",
          "{\"t\":\"image\"}",
          "{\"b\":\"u100000000000000000000\",\"kind\":7,\"level\":\"x\",\"list\":[]}"}) {
        ASSERT_TRUE(edit.insert_embed("t", crdt::Index{3}, json).has_value());
    }
    ASSERT_TRUE(edit.insert_text("t", crdt::Index{0}, "davor").has_value());
    (void)edit.finish();
    const Projection result = project(doc);
    EXPECT_TRUE(result.has_virtual_first);
    std::string words;
    std::set<std::string> uids;
    for (const auto& block : result.prose.blocks) {
        words += prose::plain_text(block);
        EXPECT_TRUE(uids.insert(block.uid).second) << block.uid;
    }
    EXPECT_EQ(words, "davorZieleMenschen entscheiden 🙂. Immer.");
}

TEST(Repair, words_before_the_first_marker_get_a_block_and_nothing_else_changes) {
    crdt::Doc doc = seeded(two_paragraphs());
    SteadyRandomness randomness;
    EXPECT_TRUE(repair(doc, server, {}, randomness)->empty());
    crdt::Edit edit(doc, anna);
    ASSERT_TRUE(edit.remove("t", crdt::Index{0}, 1).has_value());
    (void)edit.finish();
    ASSERT_TRUE(project(doc).has_virtual_first);
    const auto update = repair(doc, server, {}, randomness);
    ASSERT_TRUE(update.has_value());
    EXPECT_FALSE(update->empty());
    const Projection after = project(doc);
    EXPECT_FALSE(after.has_virtual_first);
    EXPECT_EQ(after.prose.blocks[0].uid.size(), 22U);
    EXPECT_EQ(prose::plain_text(after.prose.blocks[0]), "Ziele");
    EXPECT_TRUE(repair(doc, server, {}, randomness)->empty());
}

TEST(Repair, of_two_blocks_with_one_uid_the_last_keeps_it) {
    crdt::Doc doc = seeded(two_paragraphs());
    crdt::Edit edit(doc, anna);
    // Somebody pasted the block once more, with its uid, before the original.
    ASSERT_TRUE(edit.insert_embed(
                        "t", crdt::Index{0}, "{\"b\":\"u100000000000000000000\",\"kind\":\"quote\"}"
    )
                    .has_value());
    ASSERT_TRUE(edit.insert_text("t", crdt::Index{1}, "Kopie").has_value());
    (void)edit.finish();
    EXPECT_TRUE(project(doc).prose.blocks[0].uid.starts_with("u100000000000000000000~11."));
    SteadyRandomness randomness;
    ASSERT_FALSE(repair(doc, server, {}, randomness)->empty());
    const Projection after = project(doc);
    ASSERT_EQ(after.prose.blocks.size(), 3U);
    EXPECT_EQ(after.prose.blocks[0].uid.size(), 22U);
    EXPECT_EQ(after.prose.blocks[0].kind, prose::Kind::Quote);
    EXPECT_EQ(prose::plain_text(after.prose.blocks[0]), "Kopie");
    EXPECT_EQ(after.prose.blocks[2].uid, "u100000000000000000000");
}

TEST(Repair, an_empty_double_directly_before_the_keeper_goes) {
    crdt::Doc doc = seeded(two_paragraphs());
    crdt::Edit edit(doc, anna);
    ASSERT_TRUE(edit.insert_embed(
                        "t", crdt::Before{marker_id(doc, 1)}, "{\"b\":\"u100000000000000000000\"}"
    )
                    .has_value());
    (void)edit.finish();
    ASSERT_EQ(project(doc).prose.blocks.size(), 3U);
    SteadyRandomness randomness;
    ASSERT_FALSE(repair(doc, server, {}, randomness)->empty());
    EXPECT_EQ(project(doc).prose, two_paragraphs());
}

/// What Bert typed into the second block while Anna did something to it.
struct Meanwhile {
    crdt::Doc doc;
    std::vector<Orphan> orphans;
};
template <class Change>
Meanwhile bert_types_while_anna(Change change, std::uint64_t index) {
    crdt::Doc doc = seeded(two_paragraphs());
    crdt::Doc berts = copy_of(doc);
    crdt::Edit typing(berts, bert);
    EXPECT_TRUE(typing.insert_text("t", crdt::Index{index}, "neu").has_value());
    const Bytes typed = typing.finish();
    crdt::Edit annas(doc, anna);
    change(doc, annas);
    (void)annas.finish();
    const auto changes = doc.apply(typed);
    EXPECT_TRUE(changes.has_value());
    auto orphans = find_orphans(doc, changes->inserted);
    return {std::move(doc), std::move(orphans)};
}

constexpr std::uint64_t second_block_at = 6; // marker, "Ziele"

TEST(Orphans, words_in_a_deleted_block_are_found) {
    const auto result = bert_types_while_anna(
        [](crdt::Doc& doc, crdt::Edit& edit) {
            const auto length = doc.length("t") - second_block_at;
            EXPECT_TRUE(edit.remove("t", crdt::Index{second_block_at}, length).has_value());
        },
        second_block_at + 4
    );
    ASSERT_EQ(result.orphans.size(), 1U);
    EXPECT_EQ(result.orphans[0].why, Orphan::Why::Deleted);
    EXPECT_EQ(result.orphans[0].uid, "u100000000000000000000");
    EXPECT_EQ(result.orphans[0].words, "neu");
    EXPECT_EQ(shown(result.doc), "[h u000000000000000000000] Zieleneu\n");
}

TEST(Orphans, words_in_a_moved_block_are_found) {
    const auto result = bert_types_while_anna(
        [](crdt::Doc& doc, crdt::Edit& edit) {
            const auto length = doc.length("t") - second_block_at;
            EXPECT_TRUE(edit.remove("t", crdt::Index{second_block_at}, length).has_value());
            EXPECT_TRUE(edit.insert_embed("t", crdt::Index{0}, "{\"b\":\"u100000000000000000000\"}")
                            .has_value());
            EXPECT_TRUE(edit.insert_text("t", crdt::Index{1}, "Menschen").has_value());
        },
        second_block_at + 4
    );
    ASSERT_EQ(result.orphans.size(), 1U);
    EXPECT_EQ(result.orphans[0].why, Orphan::Why::Moved);
}

TEST(Orphans, a_join_orphans_nothing) {
    const auto result = bert_types_while_anna(
        [](crdt::Doc&, crdt::Edit& edit) {
            EXPECT_TRUE(edit.remove("t", crdt::Index{second_block_at}, 1).has_value());
        },
        second_block_at + 4
    );
    EXPECT_TRUE(result.orphans.empty());
}

TEST(Orphans, typing_in_a_living_block_orphans_nothing) {
    const auto result = bert_types_while_anna([](crdt::Doc&, crdt::Edit&) {}, second_block_at + 4);
    EXPECT_TRUE(result.orphans.empty());
}

TEST(Orphans, a_move_that_was_undone_orphans_nothing) {
    const auto result = bert_types_while_anna(
        [](crdt::Doc& doc, crdt::Edit& edit) {
            const auto marker = marker_id(doc, 1);
            EXPECT_TRUE(edit.remove("t", crdt::Index{second_block_at}, 1).has_value());
            EXPECT_TRUE(
                edit.insert_embed("t", crdt::Before{marker}, "{\"b\":\"u100000000000000000000\"}")
                    .has_value()
            );
        },
        second_block_at + 4
    );
    EXPECT_TRUE(result.orphans.empty());
}

} // namespace
} // namespace denkraum::document::text
