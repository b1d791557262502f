// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "engine/crdt/doc.hpp"
#include "engine/crdt/edit.hpp"
#include "engine/crdt/update.hpp"

// The base64 updates were made by yjs 13.6.33:
//   const doc = (id, gc = true) => { const d = new Y.Doc({ gc }); d.clientID = id; … return d }
//   with d.us collecting what d.on('update') gives.

namespace denkraum::crdt {
namespace {

Bytes b64(std::string_view text) {
    auto bytes = from_base64(text);
    EXPECT_TRUE(bytes.has_value()) << text;
    return bytes.value_or(Bytes{});
}

Doc with(std::initializer_list<std::string_view> updates) {
    Doc doc;
    for (const std::string_view update : updates) {
        const auto changes = doc.apply(b64(update));
        EXPECT_TRUE(changes.has_value()) << update;
    }
    return doc;
}

// const t = doc(1).getText('t'); t.insert(0, 'ab'); t.insert(2, 'c'); t.delete(1, 1)
constexpr std::string_view typed_ab = "AQEBAAQBAXQCYWIA";
constexpr std::string_view typed_c = "AQEBAoQBAQFjAA==";
constexpr std::string_view deleted_b = "AAEBAQEB";
// t.insert(0, 'Größe 😀', { bold: true }); t.insertEmbed(2, { b: 'uid' })
constexpr std::string_view formatted =
    "AQcBAAYBAXQEYm9sZAR0cnVlhAEAAkdyhAECCsO2w59lIPCfmICGAQgEYm9sZARudWxsxgECAQMEYm9sZARudWxsxQEK"
    "AQMLeyJiIjoidWlkIn3GAQsBAwRib2xkBHRydWUA";

TEST(Doc, reads_what_was_typed_and_deleted) {
    const Doc doc = with({typed_ab, typed_c, deleted_b});
    EXPECT_EQ(doc.text("t"), "ac");
    EXPECT_EQ(doc.length("t"), 2U);
    EXPECT_EQ(doc.next_clock(1), 3U);
}

TEST(Doc, tells_what_an_update_changed) {
    Doc doc;
    const auto typed = doc.apply(b64(typed_ab));
    EXPECT_EQ(typed->inserted, (std::vector{IdRange{1, 0, 2}}));
    EXPECT_TRUE(typed->deleted.empty());
    ASSERT_TRUE(doc.apply(b64(typed_c)));
    EXPECT_EQ(doc.apply(b64(deleted_b))->deleted, (std::vector{IdRange{1, 1, 1}}));
    const auto again = doc.apply(b64(deleted_b));
    EXPECT_TRUE(again->deleted.empty());
    EXPECT_TRUE(doc.apply(b64(typed_c))->inserted.empty());
}

TEST(Doc, keeps_what_was_deleted_readable_by_its_id) {
    const Doc doc = with({typed_ab, typed_c, deleted_b});
    const auto found = doc.find({1, 1});
    ASSERT_TRUE(found);
    const ItemView view = doc.view(found->item);
    EXPECT_TRUE(view.deleted);
    EXPECT_EQ(view.content, "b");
    EXPECT_EQ(view.root, "t");
    EXPECT_TRUE(doc.is_deleted({1, 1}));
    EXPECT_FALSE(doc.is_deleted({1, 0}));
    EXPECT_FALSE(doc.find({1, 3}));
}

TEST(Doc, walks_through_items_in_order_with_what_they_were_written_between) {
    const Doc doc = with({formatted});
    std::string seen;
    for (ItemIndex at = doc.first("t"); at != no_item; at = doc.next(at)) {
        const ItemView view = doc.view(at);
        seen += view.format_key.empty() ? "" : std::string(view.format_key) + "=";
        seen += std::string(view.content) + "|";
    }
    EXPECT_EQ(seen, R"(bold=true|Gr|bold=null|{"b":"uid"}|bold=true|öße 😀|bold=null|)");
    const ItemView embed = doc.view(doc.find({1, 11})->item);
    EXPECT_EQ(embed.kind, ContentKind::Embed);
    EXPECT_EQ(embed.origin, (Id{1, 10}));
    EXPECT_EQ(embed.right_origin, (Id{1, 3}));
}

TEST(Doc, shows_formats_and_embeds_as_a_delta) {
    EXPECT_EQ(
        with({formatted}).delta_json("t"),
        R"([{"insert":"Gr","attributes":{"bold":true}},{"insert":{"b":"uid"}},)"
        R"({"insert":"öße 😀","attributes":{"bold":true}}])"
    );
}

// const e = doc(2); Y.applyUpdate(e, <doc(1).getText('t').insert(0, 'x😀y')>)
// e.getText('t').insert(2, '-')
TEST(Doc, turns_both_halves_of_a_cut_character_into_replacements) {
    const Doc doc = with({"AQEBAAQBAXQGePCfmIB5AA==", "AQECAMQBAQECAS0A"});
    EXPECT_EQ(doc.text("t"), "x\ufffd-\ufffdy");
    EXPECT_EQ(doc.length("t"), 5U);
}

TEST(Doc, writes_the_half_of_a_character_as_a_replacement_in_a_diff) {
    const Doc doc = with({"AQEBAAQBAXQGePCfmIB5AA=="});
    // Y.encodeStateAsUpdate(d, new Uint8Array([1, 1, 2]))
    EXPECT_EQ(*doc.diff(Bytes{1, 1, 2}), b64("AQEBAoQBAQTvv715AA=="));
    EXPECT_EQ(doc.text("t"), "x😀y");
}

// const d = doc(1), e = doc(2), f = doc(3): 'A' then 'a' behind it, 'B', 'C', all at index 0
TEST(Doc, puts_concurrent_text_in_one_order_whatever_arrives_first) {
    std::vector<std::string_view> updates{
        "AQEBAAQBAXQBQQA=", "AQEBAYQBAAFhAA==", "AQECAAQBAXQBQgA=", "AQEDAAQBAXQBQwA="
    };
    std::sort(updates.begin(), updates.end());
    do {
        Doc doc;
        for (const std::string_view update : updates)
            ASSERT_TRUE(doc.apply(b64(update)));
        EXPECT_EQ(doc.text("t"), "AaBC");
        EXPECT_FALSE(doc.has_pending());
    } while (std::next_permutation(updates.begin(), updates.end()));
}

// const m = doc(5).getMap('m'); m.set('k', 'a'); m.set('k', 'b')
// The second struct has the bit for a key set, and no key, because it has an origin.
TEST(Doc, finds_the_key_of_a_value_by_its_origin) {
    const Doc doc = with({"AQEFACgBAW0BawF3AWEA", "AQEFAagFAAF3AWIBBQEAAQ=="});
    EXPECT_EQ(doc.map_json("m"), R"({"k":"b"})");
    EXPECT_EQ(doc.map_value("m", "k"), "\"b\"");
    EXPECT_FALSE(doc.map_value("m", "other"));
    const auto entries = doc.map_entries("m");
    ASSERT_EQ(entries.size(), 1U);
    EXPECT_EQ(entries[0].key, "k");
    EXPECT_EQ(doc.view(entries[0].item).map_key, "k");
}

// m.set('k', 1); m.set('k', -0); m.set('u', undefined); m.set('n', NaN); m.set('big', -5n)
// m.set('f', 0.1); m.set('o', {b: 1, 10: 2, 9: 3, a: [null, undefined, new Uint8Array([1, 2])]})
TEST(Doc, keeps_values_that_json_cannot_say_byte_by_byte) {
    constexpr std::string_view values =
        "AQcFACgBAW0BawF9AagFAAF9QCgBAW0BdQF/KAEBbQFuAXt/+AAAAAAAACgBAW0DYmlnAXr/////////+ygBAW0B"
        "ZgF7P7mZmZmZmZooAQFtAW8BdgQBOX0DAjEwfQIBYn0BAWF1A35/dAIBAgEFAQAB";
    const Doc doc = with({values});
    EXPECT_EQ(doc.encode_state(), b64(values));
    EXPECT_EQ(
        doc.map_json("m"),
        R"({"k":0,"n":null,"big":-5,"f":0.1,)"
        R"("o":{"9":3,"10":2,"b":1,"a":[null,null,{"0":1,"1":2}]}})"
    );
}

// const a = doc(3).getArray('a')
// a.insert(0, [1, 'zwei', [3], null, new Y.Map([['x', 1]]), new Y.Text('t'), new Uint8Array([9])])
TEST(Doc, reads_arrays_with_types_in_them) {
    const Doc doc = with({"AQYDAAgBAWEEfQF3BHp3ZWl1AX0DfocDAwEoAAMEAXgBfQGHAwQCBAADBgF0gwMGAQkA"});
    EXPECT_EQ(doc.array_json("a"), R"([1,"zwei",[3],null,{"x":1},"t",{"0":9}])");
    EXPECT_EQ(doc.length("a"), 7U);
}

// <Para b=1 a="z"> with an XmlText: 'fett' with { strong: { k: 'v' } }, ' und'
TEST(Doc, reads_xml_as_yjs_shows_it) {
    constexpr std::string_view xml = "AQgHAAcBAXgDBFBhcmEHAAcABgYABwEGc3Ryb25nCXsiayI6InYifYQHAgRmZ"
                                     "XR0hgcGBnN0cm9uZwRudWxshAcHBCB1"
                                     "bmQoAAcAAWIBfQEoAAcAAWEBdwF6AA==";
    EXPECT_EQ(with({xml}).xml("x"), R"(<para a="z" b="1"><strong k="v">fett</strong> und</para>)");
}

TEST(Doc, does_not_know_the_kind_of_a_root_until_it_is_read) {
    const Doc doc = with({typed_ab});
    EXPECT_EQ(doc.text("t"), "ab");
    EXPECT_EQ(doc.array_json("t"), R"(["a","b"])");
    EXPECT_EQ(doc.map_json("t"), "{}");
    EXPECT_EQ(doc.text("nobody wrote here"), "");
}

TEST(Doc, takes_in_what_waited_when_the_missing_part_comes) {
    Doc doc;
    const auto waiting = doc.apply(b64(typed_c));
    EXPECT_TRUE(waiting->pending);
    EXPECT_TRUE(waiting->inserted.empty());
    EXPECT_TRUE(doc.apply(b64(deleted_b))->pending);
    EXPECT_EQ(doc.state_vector(), Bytes{0});
    const auto all = doc.apply(b64(typed_ab));
    EXPECT_EQ(all->inserted, (std::vector{IdRange{1, 0, 3}}));
    EXPECT_EQ(all->deleted, (std::vector{IdRange{1, 1, 1}}));
    EXPECT_FALSE(all->pending);
    EXPECT_EQ(doc.text("t"), "ac");
}

TEST(Doc, hands_on_what_waits) {
    Doc first;
    ASSERT_TRUE(first.apply(b64(typed_c)));
    ASSERT_TRUE(first.apply(b64(deleted_b)));
    Doc second;
    ASSERT_TRUE(second.apply(first.encode_state()));
    EXPECT_TRUE(second.has_pending());
    ASSERT_TRUE(second.apply(b64(typed_ab)));
    EXPECT_EQ(second.text("t"), "ac");
    Doc third;
    ASSERT_TRUE(third.apply(b64(typed_ab)));
    ASSERT_TRUE(third.apply(*first.diff(third.state_vector())));
    EXPECT_EQ(third.text("t"), "ac");
}

// const a = doc(1).getArray('a'); a.insert(0, [new Y.Map()]); m.set('t', new Y.Text('weg'))
// peer 2 types '!' behind 'weg' while 1 deletes the map and collects it
TEST(Doc, collects_what_was_written_into_something_collected) {
    constexpr std::string_view collected = "AQIBAAEBAWEBAAQBAQEABQ==";
    constexpr std::string_view typed_into_it = "AQECAIQBBAEhAA==";
    const Doc doc = with({collected, typed_into_it});
    EXPECT_EQ(doc.array_json("a"), "[]");
    EXPECT_EQ(doc.next_clock(2), 1U);
    EXPECT_FALSE(doc.find({2, 0}));
    // Y.encodeStateAsUpdate() of peer 1 after it received the '!'
    EXPECT_EQ(doc.encode_state(), b64("AgECAAABAgEAAQEBYQEABAICAQABAQEABQ=="));
}

TEST(Doc, never_replaces_content_by_something_collected) {
    const Doc doc = with({typed_ab, "AQEBAAACAA=="});
    EXPECT_EQ(doc.text("t"), "ab");
}

TEST(Doc, keeps_embeds_and_json_as_they_came) {
    // An embed with white space and 1.0, as yjs would never write it: {1, [0x05 "…"]}
    const std::string json = R"({ "a" : 1.0 })";
    Bytes update{1, 1, 1, 0, 5, 1, 1, 't', static_cast<std::uint8_t>(json.size())};
    update.insert(update.end(), json.begin(), json.end());
    update.push_back(0);
    Doc doc;
    ASSERT_TRUE(doc.apply(update));
    EXPECT_EQ(doc.encode_state(), update);
    EXPECT_EQ(doc.delta_json("t"), R"([{"insert":{"a":1}}])");
}

TEST(Doc, takes_client_ids_of_53_bits) {
    // A replica of another implementation with the largest id there is.
    Bytes update{1, 1, 255, 255, 255, 255, 255, 255, 255, 15, 0, 4, 1, 1, 't', 1, 'a', 0};
    Doc doc;
    ASSERT_TRUE(doc.apply(update));
    EXPECT_EQ(doc.clocks(), (std::vector{ClientClock{(1ULL << 53U) - 1, 1}}));
    EXPECT_EQ(doc.encode_state(), update);
}

TEST(Doc, deletes_the_whole_subtree_with_a_type) {
    // new Y.Map in an array, with a Y.Text 'weg' in it, then the array item deleted (no collecting)
    Doc doc = with({"AQYDAAgBAWEEfQF3BHp3ZWl1AX0DfocDAwEoAAMEAXgBfQGHAwQCBAADBgF0gwMGAQkA"});
    const auto changes = doc.apply(Bytes{0, 1, 3, 1, 4, 1});
    ASSERT_TRUE(changes);
    EXPECT_EQ(changes->deleted, (std::vector{IdRange{3, 4, 2}}));
    EXPECT_EQ(doc.array_json("a"), R"([1,"zwei",[3],null,"t",{"0":9}])");
}

TEST(Doc, finds_positions_again_after_edits) {
    Doc doc = with({typed_ab, typed_c});
    const auto c = doc.id_at("t", 2, Side::Right);
    ASSERT_EQ(c, (Id{1, 2}));
    EXPECT_EQ(doc.id_at("t", 1, Side::Left), (Id{1, 0}));
    EXPECT_FALSE(doc.id_at("t", 3, Side::Right));
    EXPECT_FALSE(doc.id_at("t", 0, Side::Left));
    Edit edit(doc, 9);
    ASSERT_TRUE(edit.insert_text("t", Index{0}, "xyz"));
    ASSERT_TRUE(edit.remove("t", Index{4}, 1));
    (void)edit.finish();
    EXPECT_EQ(doc.text("t"), "xyzac");
    EXPECT_EQ(doc.index_of(*c, Side::Right), 4U);
    EXPECT_EQ(doc.index_of(*c, Side::Left), 5U);
    // The deleted b: where it was.
    EXPECT_EQ(doc.index_of({1, 1}, Side::Right), 4U);
    EXPECT_FALSE(doc.index_of({1, 77}, Side::Right));
}

TEST(Doc, joins_a_run_typed_key_by_key_into_one_item) {
    const Doc doc = with({"AQEBAAQBAXQBYQA=", "AQEBAYQBAAFiAA==", "AQEBAoQBAQFjAA=="});
    const ItemIndex first = doc.first("t");
    EXPECT_EQ(doc.view(first).content, "abc");
    EXPECT_EQ(doc.next(first), no_item);
}

} // namespace
} // namespace denkraum::crdt
