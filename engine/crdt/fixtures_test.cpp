// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <vector>

#include "base/json/json.hpp"
#include "engine/crdt/doc.hpp"
#include "engine/crdt/update.hpp"

// What yjs wrote once is read for ever: documents that it made, and what it said of them
// (tests/compat/fixtures/make.mjs has the form).

namespace denkraum::crdt {
namespace {

Bytes bytes_at(const json::object& from, std::string_view key) {
    return from_base64(json::text_or(from, key)).value_or(Bytes{});
}

/// All that a document says, named as in the files.
json::object said(const Doc& doc) {
    json::object all;
    all["text"] = doc.text("t");
    all["delta"] = doc.delta_json("t");
    all["map"] = doc.map_json("m");
    all["array"] = doc.array_json("a");
    all["xml"] = doc.xml("x");
    return all;
}

/// Without the order of its keys.
json::value parsed(std::string_view text) {
    return json::parse(text).value_or(json::value("no JSON"));
}

class Fixtures : public testing::TestWithParam<const char*> {
protected:
    void SetUp() override {
        std::ifstream file("tests/compat/fixtures/" + std::string(GetParam()) + ".json");
        const std::string text(std::istreambuf_iterator<char>(file), {});
        auto whole = json::parse(text);
        ASSERT_TRUE(whole.has_value()) << GetParam();
        whole_ = std::move(*whole);
        ASSERT_FALSE(moments().empty());
    }
    [[nodiscard]] const json::array& moments() const { return whole_.at("moments").as_array(); }

    static std::vector<Bytes> updates_of(const json::object& moment) {
        std::vector<Bytes> updates;
        for (const json::value& update : moment.at("updates").as_array()) {
            updates.push_back(from_base64(update.as_string()).value_or(Bytes{}));
        }
        return updates;
    }

    json::value whole_;
};

TEST_P(Fixtures, updates_bring_what_yjs_said_at_each_moment) {
    Doc doc;
    for (const json::value& value : moments()) {
        const json::object& moment = value.as_object();
        for (const Bytes& update : updates_of(moment))
            ASSERT_TRUE(doc.apply(update).has_value());
        EXPECT_FALSE(doc.has_pending());
        EXPECT_EQ(doc.state_vector(), bytes_at(moment, "vector"));
        EXPECT_EQ(said(doc), moment.at("reads").as_object());
    }
}

TEST_P(Fixtures, saved_documents_are_read_as_yjs_read_them) {
    for (const json::value& value : moments()) {
        const json::object& moment = value.as_object();
        Doc doc;
        ASSERT_TRUE(doc.apply(bytes_at(moment, "state")).has_value());
        EXPECT_EQ(doc.state_vector(), bytes_at(moment, "vector"));
        EXPECT_EQ(said(doc), moment.at("state_reads").as_object());
        Doc again;
        ASSERT_TRUE(again.apply(doc.encode_state()).has_value());
        EXPECT_EQ(said(again), said(doc));
    }
}

TEST_P(Fixtures, all_updates_merged_are_the_document_in_the_end) {
    std::vector<Bytes> all;
    for (const json::value& moment : moments()) {
        for (Bytes& update : updates_of(moment.as_object()))
            all.push_back(std::move(update));
    }
    const json::object& last = moments().back().as_object();
    const json::object& reads = last.at("reads").as_object();
    const std::vector<ByteView> views(all.begin(), all.end());
    const auto merged = merge_updates(views);
    ASSERT_TRUE(merged.has_value());
    Doc doc;
    ASSERT_TRUE(doc.apply(*merged).has_value());
    EXPECT_EQ(doc.state_vector(), bytes_at(last, "vector"));
    EXPECT_EQ(doc.text("t"), json::text_or(reads, "text"));
    EXPECT_EQ(doc.xml("x"), json::text_or(reads, "xml"));
    // Keys have another order where updates came in another one.
    EXPECT_EQ(parsed(doc.map_json("m")), parsed(json::text_or(reads, "map")));
    EXPECT_EQ(parsed(doc.array_json("a")), parsed(json::text_or(reads, "array")));
}

INSTANTIATE_TEST_SUITE_P(
    Yjs,
    Fixtures,
    testing::Values("text", "map", "array", "xml", "old"),
    [](const auto& fixture) { return std::string(fixture.param); }
);

} // namespace
} // namespace denkraum::crdt
