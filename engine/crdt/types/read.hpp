// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/crdt/state/store.hpp"

/// Shared types as yjs shows them. All functions append, and show only what is not deleted.
namespace denkraum::crdt {

/// Attributes in force at a place of a text, in the order in which they were set; values are
/// JSON, never `null`. Keys and values point into the store.
using FormatState = std::vector<std::pair<std::string_view, std::string_view>>;

/// The key and the JSON value of a Format item.
struct Format {
    std::string_view key;
    std::string_view value;
};
[[nodiscard]] Format format_of(const Store& store, const Item& item);
void update_formats(FormatState& formats, const Format& format);

void append_text(std::string& out, const Store& store, TypeIndex type);
void append_delta(std::string& out, const Store& store, TypeIndex type);
void append_array(std::string& out, const Store& store, TypeIndex type);
void append_map(std::string& out, const Store& store, TypeIndex type);
/// The children of a fragment.
void append_xml(std::string& out, const Store& store, TypeIndex type);
void append_xml_element(std::string& out, const Store& store, TypeIndex type);
void append_xml_text(std::string& out, const Store& store, TypeIndex type);
/// toJSON() of a nested type, by its kind.
void append_type_json(std::string& out, const Store& store, TypeIndex type);
/// toString() of a nested type, by its kind.
void append_type_string(std::string& out, const Store& store, TypeIndex type);

/// JSON of the last value of an item; false when it is undefined.
bool append_last_value(std::string& out, const Store& store, const Item& item);

} // namespace denkraum::crdt
