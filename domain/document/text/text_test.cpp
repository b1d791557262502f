// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <ctime>
#include <random>

#include "base/prose/prose_json.hpp"
#include "domain/document/text/orphans.hpp"
#include "domain/document/text/projection.hpp"
#include "domain/document/text/repair.hpp"
#include "domain/document/text/seed.hpp"
#include "domain/document/text/tables.hpp"
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

prose::Prose with_table() {
    prose::Prose prose = two_paragraphs();
    prose::Block table = prose::block_of(prose::Kind::Table, "Fristen");
    table.uid = "u200000000000000000000";
    table.level = 0;
    prose::Row head(2);
    prose::append_run(head[0], "Schritt", {});
    prose::append_run(head[1], "Tage", {.strong = true});
    prose::Row line(2);
    prose::append_run(line[0], "Prüfen", {.term = "ansehen 🙂"});
    line[1].push_back({.atom = R"({"t":"note","text":"ab Eingang"})"});
    table.table = {.header_row = false, .header_column = true, .rows = {head, line}};
    table.sources = {{.title = "Handbuch", .looked_up = "2026-11-22"}};
    prose.blocks.push_back(table);
    return prose;
}
constexpr const char* table_uid = "u200000000000000000000";

/// The cell's text as an item, for a test to write into.
crdt::Id cell_id(const crdt::Doc& doc, int row, int column) {
    const auto nth = [&](crdt::ItemIndex holder, int wanted) {
        auto item = doc.first_in(holder);
        for (; item != crdt::no_item; item = doc.next(item)) {
            if (!doc.view(item).deleted && wanted-- == 0) break;
        }
        return item;
    };
    for (const crdt::MapEntry& entry : doc.map_entries(attribute_root)) {
        if (!entry.key.ends_with("/rows")) continue;
        return doc.view(nth(nth(entry.item, row), column)).id;
    }
    return {};
}

TEST(Tables, read_as_they_were_seeded_with_terms_notes_and_sources) {
    EXPECT_EQ(project(seeded(with_table())).prose, with_table());
}

TEST(Tables, rows_that_are_none_and_cells_that_are_no_texts_read_as_empty) {
    crdt::Doc doc = seeded(two_paragraphs());
    crdt::Edit edit(doc, anna);
    const auto rows = edit.set_array("b", "u100000000000000000000/rows");
    ASSERT_TRUE(edit.add_text(*rows).has_value());
    const auto row = edit.add_array(*rows);
    ASSERT_TRUE(edit.add_array(*row).has_value());
    const auto cell = edit.add_text(*row);
    ASSERT_TRUE(edit.append_text(*cell, "Wort").has_value());
    ASSERT_TRUE(edit.append_embed(*cell, "{\"b\":\"u300000000000000000000\"}").has_value());
    (void)edit.finish();
    const prose::Block block = project(doc).prose.blocks[1];
    EXPECT_EQ(block.kind, prose::Kind::Table);
    ASSERT_EQ(block.table.rows.size(), 2U);
    EXPECT_EQ(block.table.columns(), 2U);
    EXPECT_EQ(prose::plain_text(block), "Menschen entscheiden 🙂. Immer.\n\t\n\tWort\n");
}

TEST(Tables, a_marker_that_promises_rows_without_having_any_is_a_paragraph) {
    crdt::Doc doc = seeded(two_paragraphs());
    crdt::Edit edit(doc, anna);
    ASSERT_TRUE(edit.set_key("b", "u100000000000000000000/kind", "\"table\"").has_value());
    ASSERT_TRUE(edit.set_key("b", "u000000000000000000000/rows", "[[1,2]]").has_value());
    (void)edit.finish();
    EXPECT_EQ(project(doc).prose.blocks[1].kind, prose::Kind::Paragraph);
    EXPECT_EQ(project(doc).prose.blocks[0].kind, prose::Kind::Heading);
}

TEST(Tables, many_short_rows_beside_a_long_one_cost_no_more_than_the_bound) {
    crdt::Doc doc;
    prose::Prose prose;
    for (int table = 0; table < 6; ++table) {
        prose::Block block = prose::block_of(prose::Kind::Table, "x");
        block.uid = "u" + std::to_string(table) + "00000000000000000000";
        block.table.rows.assign(900, {});
        block.table.rows[0].resize(100);
        prose.blocks.push_back(block);
    }
    ASSERT_TRUE(seed(doc, server, prose).has_value());
    std::size_t cells = 0;
    for (const prose::Block& block : project(doc).prose.blocks)
        cells += block.table.rows.size() * block.table.columns();
    EXPECT_GT(cells, cells_max / 2);
    EXPECT_LE(cells, cells_max);
}

TEST(Tables, of_two_blocks_with_one_uid_only_the_keeper_has_the_rows) {
    crdt::Doc doc = seeded(with_table());
    crdt::Edit edit(doc, anna);
    const std::string twin = R"({"b":"u200000000000000000000","kind":"table"})";
    ASSERT_TRUE(edit.insert_embed("t", crdt::Index{0}, twin).has_value());
    (void)edit.finish();
    const prose::Prose shown = project(doc).prose;
    EXPECT_EQ(shown.blocks.front().kind, prose::Kind::Paragraph);
    EXPECT_TRUE(shown.blocks.front().table.rows.empty());
    EXPECT_EQ(shown.blocks.back(), with_table().blocks.back());
}

TEST(Repair, keys_that_nobody_knows_go_and_known_ones_stay) {
    crdt::Doc doc = seeded(with_table());
    crdt::Edit edit(doc, anna);
    ASSERT_TRUE(edit.set_key("b", "u200000000000000000000/colour", "\"red\"").has_value());
    ASSERT_TRUE(edit.set_key("b", "rubbish", "1").has_value());
    (void)edit.finish();
    SteadyRandomness randomness;
    ASSERT_FALSE(repair(doc, server, {}, randomness)->empty());
    EXPECT_FALSE(doc.map_value("b", "rubbish").has_value());
    EXPECT_FALSE(doc.map_value("b", "u200000000000000000000/colour").has_value());
    EXPECT_EQ(project(doc).prose, with_table());
    EXPECT_TRUE(repair(doc, server, {}, randomness)->empty());
}

/// Bert types into the first cell while Anna changes the document.
template <class Change>
std::vector<Orphan> bert_types_in_a_cell_while_anna(Change change) {
    crdt::Doc doc = seeded(with_table());
    crdt::Doc berts = copy_of(doc);
    crdt::Edit typing(berts, bert);
    EXPECT_TRUE(typing.append_text(cell_id(berts, 0, 0), "neu").has_value());
    const Bytes typed = typing.finish();
    crdt::Edit annas(doc, anna);
    change(doc, annas);
    (void)annas.finish();
    const auto changes = doc.apply(typed);
    EXPECT_TRUE(changes.has_value());
    return find_orphans(doc, changes->inserted, changes->deleted);
}

TEST(Orphans, words_in_a_cell_whose_table_was_deleted_are_found) {
    const auto orphans = bert_types_in_a_cell_while_anna([](crdt::Doc& doc, crdt::Edit& edit) {
        const crdt::Id marker = marker_id(doc, 2);
        EXPECT_TRUE(edit.remove_ids({marker.client, marker.clock, 1}).has_value());
    });
    ASSERT_EQ(orphans.size(), 1U);
    EXPECT_EQ(orphans[0].uid, table_uid);
    EXPECT_EQ(orphans[0].words, "neu");
}

TEST(Orphans, words_in_a_cell_that_was_deleted_are_found) {
    const auto orphans = bert_types_in_a_cell_while_anna([](crdt::Doc& doc, crdt::Edit& edit) {
        const crdt::Id cell = cell_id(doc, 0, 0);
        EXPECT_TRUE(edit.remove_ids({cell.client, cell.clock, 1}).has_value());
    });
    ASSERT_EQ(orphans.size(), 1U);
    EXPECT_EQ(orphans[0].words, "neu");
}

TEST(Orphans, words_in_a_cell_of_a_moved_table_stay_where_they_are) {
    const auto orphans = bert_types_in_a_cell_while_anna([](crdt::Doc& doc, crdt::Edit& edit) {
        const crdt::Id marker = marker_id(doc, 2);
        EXPECT_TRUE(edit.remove_ids({marker.client, marker.clock, 1}).has_value());
        const std::string moved = R"({"b":"u200000000000000000000","kind":"table"})";
        EXPECT_TRUE(edit.insert_embed("t", crdt::Index{0}, moved).has_value());
    });
    EXPECT_TRUE(orphans.empty());
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

/// Makes any change that a client could.
void change_somehow(crdt::Edit& edit, const crdt::Doc& doc, std::mt19937& random) {
    const std::uint64_t length = doc.length("t");
    const std::uint64_t at = random() % (length + 1);
    const std::string uid = "u" + std::to_string(random() % 4) + "00000000000000000000";
    switch (random() % 8) {
    case 0: (void)edit.insert_embed("t", crdt::Index{at}, R"({"b":")" + uid + R"("})"); return;
    case 1: (void)edit.insert_embed("t", crdt::Index{at}, R"({"t":"image"})"); return;
    case 2:
        (void)edit.remove("t", crdt::Index{at}, std::min<std::uint64_t>(length - at, 3));
        return;
    case 3: (void)edit.remove("t", crdt::Index{0}, std::min<std::uint64_t>(length, 1)); return;
    case 4: (void)edit.set_key("b", uid + "/kind", "\"quote\""); return;
    case 5: (void)edit.set_key("b", uid + "/colour", "\"red\""); return;
    default: (void)edit.insert_text("t", crdt::Index{at}, "wort"); return;
    }
}

TEST(Repair, has_nothing_to_do_wherever_a_change_is_said_to_need_none) {
    std::mt19937 random(7);
    SteadyRandomness randomness;
    int passed_over = 0;
    for (int round = 0; round < 2000; ++round) {
        crdt::Doc doc = seeded(two_paragraphs());
        crdt::Doc theirs = copy_of(doc);
        for (int i = 0; i < 4; ++i) {
            crdt::Edit edit(i % 2 == 0 ? doc : theirs, i % 2 == 0 ? anna : bert);
            change_somehow(edit, i % 2 == 0 ? doc : theirs, random);
            (void)edit.finish();
        }
        ASSERT_TRUE(repair(doc, server, {}, randomness).has_value());
        const auto changes = doc.apply(theirs.encode_state());
        ASSERT_TRUE(changes.has_value());
        if (may_need_repair(doc, *changes)) continue;
        ++passed_over;
        EXPECT_TRUE(repair(doc, server, {}, randomness)->empty()) << "round " << round;
    }
    EXPECT_GT(passed_over, 200) << "plain typing needs no look at the whole document";
}

TEST(Repair, is_asked_for_where_words_come_to_stand_before_the_first_marker) {
    crdt::Doc doc = seeded(two_paragraphs());
    crdt::Doc theirs = copy_of(doc);
    crdt::Edit edit(theirs, bert);
    ASSERT_TRUE(edit.insert_text("t", crdt::Index{0}, "davor").has_value());
    EXPECT_TRUE(may_need_repair(doc, *doc.apply(edit.finish())));
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

constexpr const char* first_uid = "u000000000000000000000";
constexpr const char* second_uid = "u100000000000000000000";

std::string marker_for(std::string_view uid) {
    return R"({"b":")" + std::string(uid) + R"("})";
}

/// Takes units out, as the binding does when a block is moved, and puts marker and words in again.
void move_units(
    crdt::Edit& edit,
    std::uint64_t from,
    std::uint64_t length,
    std::uint64_t to,
    std::string_view uid
) {
    EXPECT_TRUE(edit.remove("t", crdt::Index{from}, length).has_value());
    EXPECT_TRUE(edit.insert_embed("t", crdt::Index{to}, marker_for(uid)).has_value());
    EXPECT_TRUE(edit.insert_text("t", crdt::Index{to + 1}, "Anderswo").has_value());
}

TEST(Orphans, words_in_the_first_block_are_found_when_it_is_deleted) {
    const auto result = bert_types_while_anna(
        [](crdt::Doc&, crdt::Edit& edit) {
            EXPECT_TRUE(edit.remove("t", crdt::Index{0}, second_block_at).has_value());
        },
        3
    );
    ASSERT_EQ(result.orphans.size(), 1U);
    EXPECT_EQ(result.orphans[0].why, Orphan::Why::Deleted);
    EXPECT_EQ(result.orphans[0].uid, first_uid);
    EXPECT_EQ(result.orphans[0].words, "neu");
    EXPECT_NE(shown(result.doc).find("neu"), std::string::npos) << "and stand in the text";
}

TEST(Orphans, words_in_the_first_block_are_found_when_it_is_moved) {
    const auto result = bert_types_while_anna(
        [](crdt::Doc& doc, crdt::Edit& edit) {
            move_units(edit, 0, second_block_at, doc.length("t") - second_block_at, first_uid);
        },
        3
    );
    ASSERT_EQ(result.orphans.size(), 1U);
    EXPECT_EQ(result.orphans[0].why, Orphan::Why::Moved);
    EXPECT_EQ(result.orphans[0].uid, first_uid);
}

TEST(Orphans, words_before_the_first_marker_belong_to_no_block_and_are_no_orphans) {
    const auto result = bert_types_while_anna(
        [](crdt::Doc&, crdt::Edit& edit) {
            EXPECT_TRUE(edit.remove("t", crdt::Index{0}, second_block_at).has_value());
        },
        0
    );
    EXPECT_TRUE(result.orphans.empty());
}

/// A heading and an item below it, between two paragraphs.
crdt::Doc with_a_section() {
    prose::Prose prose;
    int number = 0;
    for (const auto kind :
         {prose::Kind::Paragraph,
          prose::Kind::Heading,
          prose::Kind::Principle,
          prose::Kind::Paragraph}) {
        prose.blocks.push_back(prose::block_of(kind, "abcd"));
        prose.blocks.back().uid = "u" + std::to_string(number++) + "00000000000000000000";
    }
    return seeded(prose);
}
constexpr std::uint64_t units_each = 5; // marker, "abcd"

struct Typed {
    crdt::Doc doc;
    Bytes update;
};
Typed typed_by_bert(const crdt::Doc& seen, std::uint64_t index) {
    crdt::Doc berts = copy_of(seen);
    crdt::Edit typing(berts, bert);
    EXPECT_TRUE(typing.insert_text("t", crdt::Index{index}, "neu").has_value());
    Bytes update = typing.finish();
    return {std::move(berts), std::move(update)};
}

std::vector<Orphan> found_in(crdt::Doc& doc, ByteView update) {
    const auto changes = doc.apply(update);
    EXPECT_TRUE(changes.has_value());
    return find_orphans(doc, changes->inserted, changes->deleted);
}

TEST(Orphans, words_in_a_block_that_moves_along_with_its_heading_belong_to_that_block) {
    crdt::Doc doc = with_a_section();
    const Typed typed = typed_by_bert(doc, 2 * units_each + 3);
    crdt::Edit edit(doc, anna);
    EXPECT_TRUE(edit.remove("t", crdt::Index{units_each}, 2 * units_each).has_value());
    std::uint64_t at = 2 * units_each;
    for (const char* uid : {second_uid, "u200000000000000000000"}) {
        EXPECT_TRUE(edit.insert_embed("t", crdt::Index{at++}, marker_for(uid)).has_value());
        EXPECT_TRUE(edit.insert_text("t", crdt::Index{at}, "abcd").has_value());
        at += 4;
    }
    (void)edit.finish();
    const auto orphans = found_in(doc, typed.update);
    ASSERT_EQ(orphans.size(), 1U);
    EXPECT_EQ(orphans[0].why, Orphan::Why::Moved);
    EXPECT_EQ(orphans[0].uid, "u200000000000000000000") << "not to the heading above it";
}

TEST(Orphans, words_in_a_block_that_moves_into_a_moved_section_are_found) {
    crdt::Doc doc = with_a_section();
    const Typed typed = typed_by_bert(doc, 3 * units_each + 2);
    crdt::Edit edit(doc, anna);
    // The section goes to the front, and then the last block into it.
    EXPECT_TRUE(edit.remove("t", crdt::Index{units_each}, 2 * units_each).has_value());
    EXPECT_TRUE(edit.insert_embed("t", crdt::Index{0}, marker_for(second_uid)).has_value());
    EXPECT_TRUE(edit.insert_text("t", crdt::Index{1}, "abcd").has_value());
    move_units(edit, 2 * units_each, units_each, units_each, "u300000000000000000000");
    (void)edit.finish();
    const auto orphans = found_in(doc, typed.update);
    ASSERT_EQ(orphans.size(), 1U);
    EXPECT_EQ(orphans[0].why, Orphan::Why::Moved);
    EXPECT_EQ(orphans[0].uid, "u300000000000000000000");
}

TEST(Orphans, words_in_a_block_moved_twice_are_found_wherever_they_were_typed) {
    for (const bool saw_first_move : {false, true}) {
        crdt::Doc doc = with_a_section();
        const crdt::Doc before = copy_of(doc);
        crdt::Edit once(doc, anna);
        move_units(once, units_each, units_each, 2 * units_each, second_uid);
        (void)once.finish();
        const crdt::Doc between = copy_of(doc);
        crdt::Edit twice(doc, anna);
        const std::uint64_t moved_units = 9; // marker, "Anderswo"
        move_units(twice, 2 * units_each, moved_units, 0, second_uid);
        (void)twice.finish();
        const std::uint64_t at = saw_first_move ? 2 * units_each + 3 : units_each + 3;
        const Typed typed = typed_by_bert(saw_first_move ? between : before, at);
        const auto orphans = found_in(doc, typed.update);
        ASSERT_EQ(orphans.size(), 1U) << saw_first_move;
        EXPECT_EQ(orphans[0].why, Orphan::Why::Moved);
        EXPECT_EQ(orphans[0].uid, second_uid);
        EXPECT_EQ(orphans[0].words, "neu");
    }
}

TEST(Orphans, words_in_a_block_that_was_moved_and_then_deleted_are_a_deleted_blocks) {
    crdt::Doc doc = with_a_section();
    const Typed typed = typed_by_bert(doc, units_each + 3);
    crdt::Edit edit(doc, anna);
    move_units(edit, units_each, units_each, 2 * units_each, second_uid);
    EXPECT_TRUE(edit.remove("t", crdt::Index{2 * units_each}, 9).has_value());
    (void)edit.finish();
    const auto orphans = found_in(doc, typed.update);
    ASSERT_EQ(orphans.size(), 1U);
    EXPECT_EQ(orphans[0].why, Orphan::Why::Deleted);
    EXPECT_EQ(orphans[0].uid, second_uid);
}

TEST(Orphans, a_move_in_one_update_orphans_none_of_the_words_it_carries) {
    crdt::Doc doc = with_a_section();
    crdt::Doc annas = copy_of(doc);
    crdt::Edit edit(annas, anna);
    move_units(edit, units_each, units_each, 2 * units_each, second_uid);
    const Bytes moved = edit.finish();
    EXPECT_TRUE(found_in(doc, moved).empty());
    EXPECT_EQ(shown(doc), shown(annas));
}

TEST(Orphans, words_typed_at_two_places_of_a_deleted_block_are_kept_as_two_lines) {
    crdt::Doc doc = with_a_section();
    crdt::Doc berts = copy_of(doc);
    crdt::Edit typing(berts, bert);
    EXPECT_TRUE(typing.insert_text("t", crdt::Index{units_each + 3}, "hinten").has_value());
    EXPECT_TRUE(typing.insert_text("t", crdt::Index{units_each + 1}, "vorne").has_value());
    const Bytes typed = typing.finish();
    crdt::Edit edit(doc, anna);
    EXPECT_TRUE(edit.remove("t", crdt::Index{units_each}, units_each).has_value());
    (void)edit.finish();
    const auto orphans = found_in(doc, typed);
    ASSERT_EQ(orphans.size(), 1U);
    EXPECT_EQ(orphans[0].uid, second_uid);
    EXPECT_EQ(orphans[0].words, "vorne\nhinten");
}

TEST(Orphans, who_deletes_the_border_and_types_behind_it_has_lost_nothing) {
    crdt::Doc doc = with_a_section();
    crdt::Doc berts = copy_of(doc);
    crdt::Edit edit(berts, bert);
    EXPECT_TRUE(edit.insert_text("t", crdt::Index{units_each + 1}, "neu").has_value());
    EXPECT_TRUE(edit.remove("t", crdt::Index{units_each + 4}, 4).has_value());
    EXPECT_TRUE(edit.remove("t", crdt::Index{units_each}, 1).has_value());
    EXPECT_TRUE(found_in(doc, edit.finish()).empty());
}

/// So many letters, each written before the last one: none goes on where another ends.
Bytes letters_backwards(const crdt::Doc& seen, std::uint64_t index, int count) {
    crdt::Doc berts = copy_of(seen);
    crdt::Edit typing(berts, bert);
    for (int i = 0; i < count; ++i) {
        const std::string letter(1, static_cast<char>('a' + i % 26));
        EXPECT_TRUE(typing.insert_text("t", crdt::Index{index}, letter).has_value());
    }
    return typing.finish();
}

double cpu_ms_of_search(crdt::Doc& doc, ByteView update, std::size_t orphans) {
    const auto changes = doc.apply(update);
    EXPECT_TRUE(changes.has_value());
    const std::clock_t begun = std::clock();
    EXPECT_EQ(find_orphans(doc, changes->inserted, changes->deleted).size(), orphans);
    return static_cast<double>(std::clock() - begun) * 1000 / CLOCKS_PER_SEC;
}

constexpr int many_letters = 100'000;
/// A hundred times what it takes, and a hundredth of what a walk for each letter would.
constexpr double search_ms_max = 2000;

TEST(Orphans, a_hundred_thousand_letters_that_join_with_nothing_are_looked_through_once) {
    crdt::Doc living = with_a_section();
    const Bytes typed = letters_backwards(living, units_each + 2, many_letters);
    EXPECT_LT(cpu_ms_of_search(living, typed, 0), search_ms_max);

    crdt::Doc dead = with_a_section();
    crdt::Edit edit(dead, anna);
    EXPECT_TRUE(edit.remove("t", crdt::Index{units_each}, units_each).has_value());
    (void)edit.finish();
    EXPECT_LT(cpu_ms_of_search(dead, typed, 1), search_ms_max);
}

TEST(Orphans, letters_in_thousands_of_deleted_blocks_are_looked_through_once) {
    constexpr int blocks = 10'000;
    crdt::Doc doc;
    crdt::Edit writing(doc, server);
    for (int i = 0; i < blocks; ++i) {
        const std::string number = std::to_string(100'000 + i);
        const std::string uid = "uuuuuuuuuuuuuuuu" + number;
        EXPECT_TRUE(writing.insert_embed("t", crdt::Index{0}, marker_for(uid)).has_value());
    }
    (void)writing.finish();
    crdt::Doc berts = copy_of(doc);
    crdt::Edit typing(berts, bert);
    for (std::uint64_t i = blocks; i > 0; --i)
        EXPECT_TRUE(typing.insert_text("t", crdt::Index{i}, "x").has_value());
    const Bytes typed = typing.finish();
    crdt::Edit edit(doc, anna);
    EXPECT_TRUE(edit.remove("t", crdt::Index{0}, blocks).has_value());
    (void)edit.finish();
    EXPECT_LT(cpu_ms_of_search(doc, typed, blocks), search_ms_max);
}

TEST(Orphans, who_types_and_moves_in_one_update_loses_nothing) {
    crdt::Doc doc = with_a_section();
    crdt::Doc berts = copy_of(doc);
    crdt::Edit edit(berts, bert);
    EXPECT_TRUE(edit.insert_text("t", crdt::Index{units_each + 3}, "neu").has_value());
    move_units(edit, units_each, units_each + 3, 2 * units_each, second_uid);
    EXPECT_TRUE(found_in(doc, edit.finish()).empty());
}

} // namespace
} // namespace denkraum::document::text
