// SPDX-License-Identifier: EUPL-1.2
#include "engine/crdt/lib0/any.hpp"

#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

#include "engine/crdt/lib0/json_text.hpp"
#include "engine/crdt/limits.hpp"

namespace denkraum::crdt {
namespace {

enum Tag : std::uint8_t {
    bytes_tag = 116,
    array_tag = 117,
    object_tag = 118,
    string_tag = 119,
    true_tag = 120,
    false_tag = 121,
    int64_tag = 122,
    float64_tag = 123,
    float32_tag = 124,
    integer_tag = 125,
    null_tag = 126,
    undefined_tag = 127,
};

std::uint64_t read_big_endian(Reader& reader, std::size_t count) {
    std::uint64_t value = 0;
    for (const std::uint8_t byte : reader.bytes(count))
        value = (value << 8U) | byte;
    return value;
}

double read_var_int(Reader& reader) {
    const std::uint8_t first = reader.byte();
    double value = first & 0x3fU;
    double scale = 64;
    bool more = (first & 0x80U) != 0;
    for (int groups = 0; more && !reader.failed(); ++groups) {
        const std::uint8_t next = reader.byte();
        value += (next & 0x7fU) * scale;
        scale *= 128;
        more = (next & 0x80U) != 0;
        if (groups == 7) reader.refuse(ErrorCode::Corrupt, "whole number too long");
    }
    return (first & 0x40U) != 0 ? -value : value;
}

void skip_value(Reader& reader, std::size_t depth);

void skip_members(Reader& reader, std::size_t depth, bool named) {
    if (depth == value_depth_max) {
        reader.refuse(ErrorCode::TooLarge, "value nested too deep");
        return;
    }
    const std::uint64_t count = reader.var_count(named ? 2 : 1);
    for (std::uint64_t i = 0; i < count && !reader.failed(); ++i) {
        if (named) (void)reader.var_string();
        skip_value(reader, depth + 1);
    }
}

void skip_value(Reader& reader, std::size_t depth) {
    switch (reader.byte()) {
    case undefined_tag:
    case null_tag:
    case true_tag:
    case false_tag: break;
    case integer_tag: (void)read_var_int(reader); break;
    case float32_tag: (void)reader.bytes(4); break;
    case float64_tag:
    case int64_tag: (void)reader.bytes(8); break;
    case string_tag: (void)reader.var_string(); break;
    case object_tag: skip_members(reader, depth, true); break;
    case array_tag: skip_members(reader, depth, false); break;
    case bytes_tag: (void)reader.var_bytes(); break;
    default: reader.refuse(ErrorCode::Corrupt, "unknown kind of value");
    }
}

/// The members as texts; a member that JSON cannot say (undefined) is left out.
std::vector<std::pair<std::string, std::string>> object_members(Reader& reader) {
    std::vector<std::pair<std::string, std::string>> members;
    const std::uint64_t count = reader.var_uint();
    for (std::uint64_t i = 0; i < count && !reader.failed(); ++i) {
        std::string key(reader.var_string());
        std::string value;
        append_json(value, reader);
        members.emplace_back(std::move(key), std::move(value));
    }
    sort_as_js_object(members);
    std::erase_if(members, [](const auto& member) { return member.second.empty(); });
    return members;
}

void append_object(std::string& json, Reader& reader) {
    json += '{';
    bool first = true;
    for (const auto& [key, value] : object_members(reader)) {
        if (!std::exchange(first, false)) json += ',';
        append_json_string(json, key);
        json += ':';
        json += value;
    }
    json += '}';
}

void append_array(std::string& json, Reader& reader) {
    const std::uint64_t count = reader.var_uint();
    json += '[';
    for (std::uint64_t i = 0; i < count && !reader.failed(); ++i) {
        if (i > 0) json += ',';
        if (!append_json(json, reader)) json += "null";
    }
    json += ']';
}

/// JSON.stringify() shows a Uint8Array as an object of its indexes.
void append_bytes(std::string& json, ByteView bytes) {
    json += '{';
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i > 0) json += ',';
        json += '"' + std::to_string(i) + "\":" + std::to_string(bytes[i]);
    }
    json += '}';
}

double read_float32(Reader& reader) {
    return std::bit_cast<float>(static_cast<std::uint32_t>(read_big_endian(reader, 4)));
}

/// String([a, b]) joins the elements with commas; undefined and null show as nothing.
void append_js_array(std::string& text, Reader& reader) {
    const std::uint64_t count = reader.var_uint();
    for (std::uint64_t i = 0; i < count && !reader.failed(); ++i) {
        if (i > 0) text += ',';
        const std::uint8_t tag = *reader.at();
        if (tag == undefined_tag || tag == null_tag) {
            skip_any(reader);
        } else {
            append_js_string(text, reader);
        }
    }
}

void append_number_string(std::string& text, double value) {
    if (std::isnan(value)) {
        text += "NaN";
    } else if (std::isinf(value)) {
        text += value < 0 ? "-Infinity" : "Infinity";
    } else {
        append_js_number(text, value);
    }
}

} // namespace

void skip_any(Reader& reader) {
    skip_value(reader, 0);
}

bool append_json(std::string& json, Reader& reader) {
    switch (reader.byte()) {
    case null_tag: json += "null"; return true;
    case true_tag: json += "true"; return true;
    case false_tag: json += "false"; return true;
    case integer_tag: append_js_number(json, read_var_int(reader)); return true;
    case float32_tag: append_js_number(json, read_float32(reader)); return true;
    case float64_tag:
        append_js_number(json, std::bit_cast<double>(read_big_endian(reader, 8)));
        return true;
    case int64_tag:
        json += std::to_string(static_cast<std::int64_t>(read_big_endian(reader, 8)));
        return true;
    case string_tag: append_json_string(json, reader.var_string()); return true;
    case object_tag: append_object(json, reader); return true;
    case array_tag: append_array(json, reader); return true;
    case bytes_tag: append_bytes(json, reader.var_bytes()); return true;
    default: return false;
    }
}

void append_js_string(std::string& text, Reader& reader) {
    switch (*reader.at()) {
    case string_tag:
        (void)reader.byte();
        text += reader.var_string();
        return;
    case undefined_tag:
        (void)reader.byte();
        text += "undefined";
        return;
    case object_tag:
        skip_any(reader);
        text += "[object Object]";
        return;
    case array_tag:
        (void)reader.byte();
        append_js_array(text, reader);
        return;
    case bytes_tag: {
        (void)reader.byte();
        const char* comma = "";
        for (const std::uint8_t byte : reader.var_bytes()) {
            text += std::exchange(comma, ",") + std::to_string(byte);
        }
        return;
    }
    case float32_tag:
        (void)reader.byte();
        append_number_string(text, read_float32(reader));
        return;
    case float64_tag:
        (void)reader.byte();
        append_number_string(text, std::bit_cast<double>(read_big_endian(reader, 8)));
        return;
    default: append_json(text, reader);
    }
}

namespace {

void write_var_int(Writer& writer, std::uint64_t value, bool negative) {
    const unsigned sign = negative ? 0x40U : 0U;
    writer.byte(static_cast<std::uint8_t>((value > 0x3fU ? 0x80U : 0U) | sign | (value & 0x3fU)));
    for (value >>= 6U; value > 0; value >>= 7U) {
        writer.byte(static_cast<std::uint8_t>((value > 0x7fU ? 0x80U : 0U) | (value & 0x7fU)));
    }
}

void write_number(Writer& writer, double value) {
    constexpr double integer_max = 2147483647;
    if (std::trunc(value) == value && std::abs(value) <= integer_max) {
        writer.byte(integer_tag);
        write_var_int(writer, static_cast<std::uint64_t>(std::abs(value)), std::signbit(value));
        return;
    }
    const auto narrow = static_cast<float>(value);
    const bool is_narrow = static_cast<double>(narrow) == value;
    const std::size_t count = is_narrow ? 4 : 8;
    const std::uint64_t bits =
        is_narrow ? std::bit_cast<std::uint32_t>(narrow) : std::bit_cast<std::uint64_t>(value);
    writer.byte(is_narrow ? float32_tag : float64_tag);
    for (std::size_t i = count; i > 0; --i) {
        writer.byte(static_cast<std::uint8_t>(bits >> (8 * (i - 1))));
    }
}

void write_value(Writer& writer, std::string_view json);

void write_members(Writer& writer, std::string_view json, bool named) {
    const auto members = json_members(json);
    writer.byte(named ? object_tag : array_tag);
    writer.var_uint(members.size());
    for (const auto& [key, value] : members) {
        if (named) writer.var_string(key);
        write_value(writer, value);
    }
}

void write_value(Writer& writer, std::string_view json) {
    const std::size_t start = json.find_first_not_of(" \t\r\n");
    json.remove_prefix(start);
    switch (json.front()) {
    case 'n': writer.byte(null_tag); return;
    case 't': writer.byte(true_tag); return;
    case 'f': writer.byte(false_tag); return;
    case '{': write_members(writer, json, true); return;
    case '[': write_members(writer, json, false); return;
    case '"':
        writer.byte(string_tag);
        writer.var_string(json_string(json).value_or(""));
        return;
    default: break;
    }
    double number = 0;
    std::from_chars(json.data(), json.data() + json.size(), number);
    write_number(writer, number);
}

} // namespace

Done write_any(Writer& writer, std::string_view json) {
    if (!is_json(json)) return fail(ErrorCode::Invalid, "bad JSON");
    write_value(writer, json);
    return {};
}

} // namespace denkraum::crdt
