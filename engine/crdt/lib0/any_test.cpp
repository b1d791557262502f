// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "engine/crdt/lib0/any.hpp"

// Bytes as lib0 0.2.120 writes them: encoding.writeAny(encoder, value).

namespace denkraum::crdt {
namespace {

std::string json_of(const Bytes& bytes) {
    Reader check(bytes);
    skip_any(check);
    EXPECT_TRUE(check.result().has_value() && check.done());
    Reader reader(bytes);
    std::string json;
    if (!append_json(json, reader)) return "undefined";
    return json;
}

std::string string_of(const Bytes& bytes) {
    Reader reader(bytes);
    std::string text;
    append_js_string(text, reader);
    return text;
}

Bytes any_of(std::string_view json) {
    Writer writer;
    EXPECT_TRUE(write_any(writer, json).has_value());
    return writer.take();
}

TEST(Any, reads_every_kind_of_value) {
    EXPECT_EQ(json_of({127}), "undefined");
    EXPECT_EQ(json_of({126}), "null");
    EXPECT_EQ(json_of({125, 0x40}), "0"); // -0
    EXPECT_EQ(json_of({125, 0xff, 0xff, 0xff, 0xff, 0x0f}), "-2147483647");
    EXPECT_EQ(json_of({124, 0x3f, 0, 0, 0}), "0.5");
    EXPECT_EQ(json_of({123, 0x7f, 0xf8, 0, 0, 0, 0, 0, 0}), "null"); // NaN
    EXPECT_EQ(json_of({122, 255, 255, 255, 255, 255, 255, 255, 254}), "-2");
    EXPECT_EQ(json_of({121}), "false");
    EXPECT_EQ(json_of({120}), "true");
    EXPECT_EQ(json_of({119, 2, 0xc3, 0xa4}), "\"ä\"");
    EXPECT_EQ(json_of({118, 2, 1, 'b', 127, 1, 'a', 120}), R"({"a":true})");
    EXPECT_EQ(json_of({117, 2, 127, 126}), "[null,null]");
    EXPECT_EQ(json_of({116, 2, 7, 9}), R"({"0":7,"1":9})");
}

TEST(Any, refuses_what_is_cut_off_or_unknown) {
    for (const Bytes& bad : std::vector<Bytes>{
             {}, {115}, {128}, {125, 0x80}, {123, 0}, {119, 2, 'a'}, {118, 1, 1, 'a'}, {117, 9, 126}
         }) {
        Reader reader(bad);
        skip_any(reader);
        EXPECT_TRUE(reader.failed());
    }
}

TEST(Any, shows_values_as_javascript_strings) {
    EXPECT_EQ(string_of({119, 1, 'a'}), "a");
    EXPECT_EQ(string_of({126}), "null");
    EXPECT_EQ(string_of({127}), "undefined");
    EXPECT_EQ(string_of({118, 0}), "[object Object]");
    EXPECT_EQ(string_of({117, 3, 126, 119, 1, 'x', 117, 1, 120}), ",x,true");
    EXPECT_EQ(string_of({123, 0x7f, 0xf0, 0, 0, 0, 0, 0, 0}), "Infinity");
}

TEST(Any, writes_json_in_the_shortest_form_lib0_takes) {
    EXPECT_EQ(any_of("63"), (Bytes{125, 63}));
    EXPECT_EQ(any_of("-64"), (Bytes{125, 0xc0, 1}));
    EXPECT_EQ(any_of("0.5"), (Bytes{124, 0x3f, 0, 0, 0}));
    EXPECT_EQ(any_of("0.1").front(), 123);
    EXPECT_EQ(
        any_of(R"({"a":[null,true,"x"]})"), (Bytes{118, 1, 1, 'a', 117, 3, 126, 120, 119, 1, 'x'})
    );
    Writer writer;
    EXPECT_FALSE(write_any(writer, "{"));
}

} // namespace
} // namespace denkraum::crdt
