// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/text/model.hpp"

#include <algorithm>
#include <array>

#include "base/json/json.hpp"
#include "base/prose/prose_json.hpp"

namespace denkraum::document::text {
namespace {

constexpr std::int64_t number_max = 1000;
constexpr std::size_t value_bytes_max = 64U << 10U;
constexpr std::array<std::string_view, 8> known_attributes{
    "kind", "level", "list", "indent", "rows", "header_row", "header_column", "sources"
};

std::optional<int> number_in(const json::value* value) {
    if (value == nullptr || !value->is_int64()) return std::nullopt;
    return static_cast<int>(std::clamp<std::int64_t>(value->get_int64(), 0, number_max));
}

std::optional<std::string> text_in(const json::value* value) {
    if (value == nullptr || !value->is_string()) return std::nullopt;
    return std::string(value->get_string().data(), value->get_string().size());
}

std::optional<bool> truth_in(const json::value& value) {
    if (!value.is_bool()) return std::nullopt;
    return value.get_bool();
}

void set_one(Attributes& attributes, std::string_view key, const json::value& value) {
    if (key == "kind") attributes.kind = text_in(&value);
    if (key == "list") attributes.list = text_in(&value);
    if (key == "level") attributes.level = number_in(&value);
    if (key == "indent") attributes.indent = number_in(&value);
    if (key == "header_row") attributes.header_row = truth_in(value);
    if (key == "header_column") attributes.header_column = truth_in(value);
    if (key == "sources" && value.is_array()) {
        attributes.sources = prose::sources_from_json(value.get_array());
    }
}

template <class T>
std::optional<T> first_of(
    const std::optional<T>& marker, const Attributes* changed, std::optional<T> Attributes::* member
) {
    if (changed != nullptr && (changed->*member).has_value()) return changed->*member;
    return marker;
}

} // namespace

/// As the editor reads it: anything else would be a block here and an atom there.
bool is_uid(std::string_view uid) {
    return uid.size() == uid_bytes && std::all_of(uid.begin(), uid.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
                      || c == '-' || c == '_';
           });
}

std::optional<Marker> marker_of(std::string_view embed_json) {
    const auto parsed = json::parse(embed_json, value_bytes_max);
    if (!parsed || !parsed->is_object()) return std::nullopt;
    const json::object& embed = parsed->get_object();
    const auto uid = text_in(embed.if_contains("b"));
    if (!uid || !is_uid(*uid)) return std::nullopt;
    return Marker{
        *uid,
        {.kind = text_in(embed.if_contains("kind")),
         .level = number_in(embed.if_contains("level")),
         .list = text_in(embed.if_contains("list")),
         .indent = number_in(embed.if_contains("indent"))}
    };
}

bool is_known_key(std::string_view key) {
    if (key.size() <= uid_bytes || key[uid_bytes] != '/') return false;
    const std::string_view name = key.substr(uid_bytes + 1);
    return is_uid(key.substr(0, uid_bytes))
           && std::ranges::find(known_attributes, name) != known_attributes.end();
}

std::string marker_json(const prose::Block& block) {
    json::object embed;
    embed["b"] = block.uid;
    if (block.kind != prose::Kind::Paragraph) embed["kind"] = prose::id_of(block.kind);
    if (block.level > 0) embed["level"] = block.level;
    if (block.list != prose::ListStyle::None) embed["list"] = prose::id_of(block.list);
    if (block.indent > 0) embed["indent"] = block.indent;
    return json::write(embed);
}

AttributeMap attributes_of(const crdt::Doc& doc) {
    AttributeMap map;
    for (const crdt::MapEntry& entry : doc.map_entries(attribute_root)) {
        if (!is_known_key(entry.key) || doc.view(entry.item).deleted) continue;
        Attributes& attributes = map[std::string(entry.key.substr(0, uid_bytes))];
        const std::string_view name = entry.key.substr(uid_bytes + 1);
        if (name == "rows") {
            attributes.rows = entry.item;
            continue;
        }
        if (doc.held_by(entry.item) != crdt::Held::Nothing) continue;
        const auto parsed = json::parse(doc.json_of(entry.item), value_bytes_max);
        if (parsed) set_one(attributes, name, *parsed);
    }
    return map;
}

void set_attributes(prose::Block& block, const Attributes& marker, const Attributes* changed) {
    const auto kind = first_of(marker.kind, changed, &Attributes::kind);
    const auto list = first_of(marker.list, changed, &Attributes::list);
    block.kind = prose::kind_from_id(kind.value_or("p")).value_or(prose::Kind::Paragraph);
    block.list = prose::list_from_id(list.value_or("")).value_or(prose::ListStyle::None);
    block.level = first_of(marker.level, changed, &Attributes::level).value_or(0);
    block.indent = first_of(marker.indent, changed, &Attributes::indent).value_or(0);
    if (changed != nullptr) block.sources = changed->sources;
}

} // namespace denkraum::document::text
