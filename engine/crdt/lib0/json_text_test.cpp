// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <limits>

#include "engine/crdt/lib0/json_text.hpp"

namespace denkraum::crdt {
namespace {

std::string compact(std::string_view text) {
    std::string out;
    append_compact_json(out, text);
    return out;
}

std::string number(double value) {
    std::string out;
    append_js_number(out, value);
    return out;
}

TEST(JsonText, tells_json_from_what_only_looks_like_it) {
    for (const std::string_view good :
         {"null", " true ", "-0.5e-10", "\"\\u00e4\\\"\"", "[]", "[1, [2]]", "{\"a\":{}}", "0"}) {
        EXPECT_TRUE(is_json(good)) << good;
    }
    for (const std::string_view bad :
         {"",           " ",     "undefined", "01",          "1.",   ".5",    "+1",
          "nul",        "\"",    "\"\n\"",    "\"\\x\"",     "[1,]", "{a:1}", "{\"a\"}",
          "{\"a\":1,}", "[1 2]", "1 2",       "\"\\u12g4\"", "--1",  "1e"}) {
        EXPECT_FALSE(is_json(bad)) << bad;
    }
}

TEST(JsonText, refuses_what_is_nested_too_deep) {
    EXPECT_TRUE(is_json(std::string(200, '[') + std::string(200, ']')));
    EXPECT_FALSE(is_json(std::string(201, '[') + std::string(201, ']')));
    EXPECT_FALSE(is_json(std::string(5'000'000, '[')));
}

// JSON.stringify(JSON.parse(text)) in node 20
TEST(JsonText, compacts_as_javascript_does) {
    EXPECT_EQ(compact(R"( { "b" : 1.0 , "a" : [ true , null ] } )"), R"({"b":1,"a":[true,null]})");
    EXPECT_EQ(compact(R"({"10":1,"x":2,"9":3,"x":4,"01":5})"), R"({"9":3,"10":1,"x":4,"01":5})");
    EXPECT_EQ(compact(R"("\u0041\/\u00e4\ud83d\ude00\u0007\n")"), "\"A/ä😀\\u0007\\n\"");
    EXPECT_EQ(compact("-0"), "0");
    EXPECT_EQ(compact("1e400"), "null");
    EXPECT_EQ(compact("100000000000000000000000"), "1e+23");
}

// String(value) in node 20
TEST(JsonText, writes_numbers_as_javascript_does) {
    EXPECT_EQ(number(0.1), "0.1");
    EXPECT_EQ(number(-1.5), "-1.5");
    EXPECT_EQ(number(1e21), "1e+21");
    EXPECT_EQ(number(123456789012345680000.0), "123456789012345680000");
    EXPECT_EQ(number(1e-6), "0.000001");
    EXPECT_EQ(number(1.25e-7), "1.25e-7");
    EXPECT_EQ(number(5e-324), "5e-324");
    EXPECT_EQ(number(1.7976931348623157e308), "1.7976931348623157e+308");
    EXPECT_EQ(number(9007199254740993.0), "9007199254740992");
    EXPECT_EQ(number(std::numeric_limits<double>::infinity()), "null");
}

TEST(JsonText, takes_objects_and_arrays_apart) {
    const auto members = json_members(R"({"a" : [1, 2], "ü\"" : "x"})");
    ASSERT_EQ(members.size(), 2U);
    EXPECT_EQ(members[0].second, "[1, 2]");
    EXPECT_EQ(members[1].first, "ü\"");
    const auto elements = json_members("[1, {}]");
    ASSERT_EQ(elements.size(), 2U);
    EXPECT_EQ(elements[1].first, "1");
    EXPECT_TRUE(json_members("17").empty());
    EXPECT_EQ(json_string(" \"a\\tb\" "), "a\tb");
    EXPECT_FALSE(json_string("1"));
}

TEST(JsonText, array_indexes_are_what_javascript_takes_for_one) {
    EXPECT_EQ(array_index("0"), 0U);
    EXPECT_EQ(array_index("4294967294"), 4294967294U);
    for (const std::string_view other : {"", "00", "-1", "4294967295", "1x", "99999999999"}) {
        EXPECT_FALSE(array_index(other)) << other;
    }
}

} // namespace
} // namespace denkraum::crdt
