// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// JSON as the texts it is made of: enough to check, compact and take apart what embeds and
/// formats carry, without building a tree.
namespace denkraum::crdt {

/// RFC 8259, nested at most value_depth_max deep.
[[nodiscard]] bool is_json(std::string_view text);

/// Appends the text as JSON.stringify(JSON.parse(text)) gives it: no white space, numbers and
/// strings in their shortest form, array-index keys of objects first. Requires: is_json(text).
void append_compact_json(std::string& out, std::string_view text);

/// Appends a string in quotes, escaped as JSON.stringify() does.
void append_json_string(std::string& out, std::string_view text);

/// Appends a number as JavaScript writes it; null for infinities and NaN.
void append_js_number(std::string& out, double value);

/// The members of an object or the elements of an array (with their index as key), as texts.
/// Empty for anything else. Requires: is_json(text).
[[nodiscard]] std::vector<std::pair<std::string, std::string_view>>
json_members(std::string_view text);

/// The characters of a JSON string; nothing for anything else. Requires: is_json(text).
[[nodiscard]] std::optional<std::string> json_string(std::string_view text);

/// Members of an object in the order in which JavaScript shows them: array indexes by number,
/// then the others as they were set; a repeated key keeps its first place and its last value.
template <class Value>
void sort_as_js_object(std::vector<std::pair<std::string, Value>>& members);

/// Whether a key is an array index (0 to 2^32 - 2, no leading zeros), and which.
[[nodiscard]] std::optional<std::uint32_t> array_index(std::string_view key);

} // namespace denkraum::crdt
