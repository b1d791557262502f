// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <utility>

#include "engine/crdt/lib0/any.hpp"
#include "engine/crdt/lib0/json_text.hpp"
#include "engine/crdt/types/read.hpp"

namespace denkraum::crdt {
namespace {

/// Elements in JSON; one that is undefined is left empty.
std::vector<std::string> values_of(const Store& store, const Item& item) {
    std::vector<std::string> values;
    const ByteView content = store.content(item);
    Reader reader(content);
    switch (item.kind) {
    case ContentKind::Any:
        for (Clock i = 0; i < item.length; ++i)
            append_json(values.emplace_back(), reader);
        break;
    case ContentKind::Json:
        for (Clock i = 0; i < item.length; ++i) {
            const std::string_view text = reader.var_string();
            values.emplace_back();
            if (text != "undefined") append_compact_json(values.back(), text);
        }
        break;
    case ContentKind::String: {
        // An array shows a text as its units; halves of a pair cannot be told in UTF-8.
        std::string_view text = as_text(content);
        while (!text.empty()) {
            const auto lead = static_cast<std::uint8_t>(text.front());
            const std::size_t bytes = lead < 0x80U ? 1 : lead < 0xe0U ? 2 : lead < 0xf0U ? 3 : 4;
            append_json_string(values.emplace_back(), text.substr(0, bytes));
            if (bytes == 4) {
                values.back() = "\"\xef\xbf\xbd\"";
                values.push_back(values.back());
            }
            text.remove_prefix(bytes);
        }
        break;
    }
    case ContentKind::Embed: append_compact_json(values.emplace_back(), as_text(content)); break;
    case ContentKind::Type:
        append_type_json(values.emplace_back(), store, store.held_by(item));
        break;
    case ContentKind::Doc: values.emplace_back("{}"); break;
    case ContentKind::Binary: {
        Writer writer;
        writer.byte(116);
        writer.var_bytes(content);
        Reader bytes(writer.view());
        append_json(values.emplace_back(), bytes);
        break;
    }
    case ContentKind::Gc:
    case ContentKind::Deleted:
    case ContentKind::Format:
    case ContentKind::Skip: break;
    }
    return values;
}

} // namespace

bool append_last_value(std::string& out, const Store& store, const Item& item) {
    if (item.kind == ContentKind::Type) {
        append_type_json(out, store, store.held_by(item));
        return true;
    }
    const std::vector<std::string> values = values_of(store, item);
    if (values.empty() || values.back().empty()) return false;
    out += values.back();
    return true;
}

void append_array(std::string& out, const Store& store, TypeIndex type) {
    out += '[';
    bool first = true;
    for (ItemIndex at = store.type(type).start; at != no_item; at = store.item(at).right) {
        if (!store.item(at).is_visible()) continue;
        for (const std::string& value : values_of(store, store.item(at))) {
            if (!std::exchange(first, false)) out += ',';
            out += value.empty() ? "null" : value;
        }
    }
    out += ']';
}

void append_map(std::string& out, const Store& store, TypeIndex type) {
    std::vector<std::pair<std::string, std::string>> members;
    for (const KeyTable::Entry& entry : store.type(type).keys.entries()) {
        if (entry.last == no_item || store.item(entry.last).deleted) continue;
        std::string value;
        if (!append_last_value(value, store, store.item(entry.last))) continue;
        members.emplace_back(store.name(entry.key), std::move(value));
    }
    sort_as_js_object(members);
    out += '{';
    bool first = true;
    for (const auto& [key, value] : members) {
        if (!std::exchange(first, false)) out += ',';
        append_json_string(out, key);
        out += ':';
        out += value;
    }
    out += '}';
}

void append_type_json(std::string& out, const Store& store, TypeIndex type) {
    switch (store.type(type).kind) {
    case TypeKind::Array: return append_array(out, store, type);
    case TypeKind::Map:
    case TypeKind::XmlHook: return append_map(out, store, type);
    case TypeKind::Text:
    case TypeKind::XmlElement:
    case TypeKind::XmlFragment:
    case TypeKind::XmlText: {
        std::string text;
        append_type_string(text, store, type);
        return append_json_string(out, text);
    }
    case TypeKind::Root: out += "null"; return;
    }
}

} // namespace denkraum::crdt
