// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "base/utf8.hpp"
#include "engine/crdt/lib0/any.hpp"
#include "engine/crdt/lib0/json_text.hpp"
#include "engine/crdt/types/read.hpp"

/// toString() of the xml types. It is a debugging form of yjs, not well-formed xml: nothing in it
/// is escaped.
namespace denkraum::crdt {
namespace {

constexpr std::string_view object_string = "[object Object]";

/// JavaScript compares strings by UTF-16 units: pairs (above U+FFFF) come before U+E000.
bool js_less(std::string_view a, std::string_view b) {
    const auto weight = [](char32_t c) {
        if (c >= 0x10000) return c - 0x10000 + 0xd800;
        return c >= 0xe000 ? c + 0x200000 : c;
    };
    while (!a.empty() && !b.empty()) {
        const auto left = utf8::decode_first(a);
        const auto right = utf8::decode_first(b);
        if (left.code_point != right.code_point) {
            return weight(left.code_point) < weight(right.code_point);
        }
        a.remove_prefix(left.bytes);
        b.remove_prefix(right.bytes);
    }
    return a.size() < b.size();
}

std::string lower(std::string_view name) {
    std::string out;
    while (!name.empty()) {
        const auto [code_point, bytes] = utf8::decode_first(name);
        char32_t c = code_point;
        const bool latin = (c >= 0xc0 && c <= 0xde && c != 0xd7);
        const bool greek = c >= 0x391 && c <= 0x3a9;
        const bool cyrillic = c >= 0x410 && c <= 0x42f;
        if ((c >= 'A' && c <= 'Z') || latin || greek || cyrillic) c += 0x20;
        utf8::append(out, c);
        name.remove_prefix(bytes);
    }
    return out;
}

/// String() of a JSON value.
void append_json_as_string(std::string& out, std::string_view json) {
    if (const auto text = json_string(json)) {
        out += *text;
    } else if (json.front() == '{') {
        out += object_string;
    } else if (json.front() == '[') {
        const char* comma = "";
        for (const auto& [key, value] : json_members(json)) {
            out += std::exchange(comma, ",");
            if (value != "null") append_json_as_string(out, value);
        }
    } else {
        append_compact_json(out, json);
    }
}

/// String() of the values of an item, one after the other without anything between.
void append_values_as_string(std::string& out, const Store& store, const Item& item, Clock from) {
    Reader reader(store.content(item));
    switch (item.kind) {
    case ContentKind::Any:
        for (Clock i = 0; i < item.length; ++i) {
            if (i < from) {
                skip_any(reader);
            } else {
                append_js_string(out, reader);
            }
        }
        return;
    case ContentKind::Json:
        for (Clock i = 0; i < item.length; ++i) {
            const std::string_view text = reader.var_string();
            if (i < from) continue;
            text == "undefined" ? void(out += text) : append_json_as_string(out, text);
        }
        return;
    case ContentKind::Type: append_type_string(out, store, store.held_by(item)); return;
    case ContentKind::String: out += as_text(store.content(item)); return;
    case ContentKind::Embed: append_json_as_string(out, as_text(store.content(item))); return;
    case ContentKind::Binary: {
        const char* comma = "";
        for (const std::uint8_t byte : store.content(item)) {
            out += std::exchange(comma, ",") + std::to_string(byte);
        }
        return;
    }
    case ContentKind::Doc: out += object_string; return;
    case ContentKind::Gc:
    case ContentKind::Deleted:
    case ContentKind::Format:
    case ContentKind::Skip: return;
    }
}

/// <key a="1"> for the attribute key: {"a": 1}; members as `for … in` finds them.
std::string opening_tag(std::string_view key, std::string_view value) {
    std::vector<std::pair<std::string, std::string>> members;
    if (const auto text = json_string(value)) {
        // A string shows its units as members.
        std::size_t index = 0;
        for (std::string_view rest = *text; !rest.empty();) {
            const auto [code_point, bytes] = utf8::decode_first(rest);
            const bool pair = code_point >= 0x10000;
            const std::string unit(pair ? "\xef\xbf\xbd" : rest.substr(0, bytes));
            for (int i = 0; i < (pair ? 2 : 1); ++i) {
                members.emplace_back(std::to_string(index++), unit);
            }
            rest.remove_prefix(bytes);
        }
    } else {
        for (const auto& [name, json] : json_members(value)) {
            append_json_as_string(members.emplace_back(name, "").second, json);
        }
        sort_as_js_object(members);
    }
    std::stable_sort(members.begin(), members.end(), [](const auto& a, const auto& b) {
        return js_less(a.first, b.first);
    });
    std::string tag = "<" + std::string(key);
    for (const auto& [name, text] : members)
        tag += " " + name + "=\"" + text + "\"";
    return tag + ">";
}

void append_marked(std::string& out, FormatState formats, std::string_view inner) {
    std::stable_sort(formats.begin(), formats.end(), [](const auto& a, const auto& b) {
        return js_less(a.first, b.first);
    });
    for (const auto& [key, value] : formats)
        out += opening_tag(key, value);
    out += inner;
    for (auto format = formats.rbegin(); format != formats.rend(); ++format) {
        out += "</" + std::string(format->first) + ">";
    }
}

} // namespace

void append_xml(std::string& out, const Store& store, TypeIndex type) {
    for (ItemIndex at = store.type(type).start; at != no_item; at = store.item(at).right) {
        const Item& item = store.item(at);
        if (item.is_visible()) append_values_as_string(out, store, item, 0);
    }
}

void append_xml_element(std::string& out, const Store& store, TypeIndex type) {
    const Type& element = store.type(type);
    std::vector<KeyTable::Entry> attributes = element.keys.entries();
    std::erase_if(attributes, [&](const KeyTable::Entry& entry) {
        return entry.last == no_item || store.item(entry.last).deleted;
    });
    std::sort(attributes.begin(), attributes.end(), [&](const auto& a, const auto& b) {
        return js_less(store.name(a.key), store.name(b.key));
    });
    const std::string name = lower(store.name(element.name));
    out += "<" + name;
    for (const KeyTable::Entry& entry : attributes) {
        const Item& item = store.item(entry.last);
        out += " " + std::string(store.name(entry.key)) + "=\"";
        append_values_as_string(out, store, item, item.length - 1);
        out += '"';
    }
    out += '>';
    append_xml(out, store, type);
    out += "</" + name + ">";
}

void append_xml_text(std::string& out, const Store& store, TypeIndex type) {
    FormatState formats;
    std::string text;
    const auto flush = [&] {
        if (!text.empty()) append_marked(out, formats, text);
        text.clear();
    };
    for (ItemIndex at = store.type(type).start; at != no_item; at = store.item(at).right) {
        const Item& item = store.item(at);
        if (item.deleted) continue;
        if (item.kind == ContentKind::String) {
            text += as_text(store.content(item));
        } else if (item.kind == ContentKind::Format) {
            flush();
            update_formats(formats, format_of(store, item));
        } else if (item.kind == ContentKind::Embed || item.kind == ContentKind::Type) {
            flush();
            std::string inner;
            append_values_as_string(inner, store, item, 0);
            append_marked(out, formats, inner);
        }
    }
    flush();
}

void append_type_string(std::string& out, const Store& store, TypeIndex type) {
    switch (store.type(type).kind) {
    case TypeKind::Text: return append_text(out, store, type);
    case TypeKind::XmlElement: return append_xml_element(out, store, type);
    case TypeKind::XmlFragment: return append_xml(out, store, type);
    case TypeKind::XmlText: return append_xml_text(out, store, type);
    case TypeKind::Array:
    case TypeKind::Map:
    case TypeKind::XmlHook:
    case TypeKind::Root: out += object_string; return;
    }
}

} // namespace denkraum::crdt
