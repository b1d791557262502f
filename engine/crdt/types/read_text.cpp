// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <utility>

#include "engine/crdt/lib0/json_text.hpp"
#include "engine/crdt/types/read.hpp"

namespace denkraum::crdt {
namespace {

void append_attributes(std::string& out, const FormatState& formats) {
    if (formats.empty()) return;
    std::vector<std::pair<std::string, std::string>> members;
    for (const auto& [key, value] : formats) {
        append_compact_json(members.emplace_back(std::string(key), "").second, value);
    }
    sort_as_js_object(members);
    out += ",\"attributes\":{";
    for (std::size_t i = 0; i < members.size(); ++i) {
        if (i > 0) out += ',';
        append_json_string(out, members[i].first);
        out += ':';
        out += members[i].second;
    }
    out += '}';
}

/// Builds the list of insertions; text between two formats is one.
class DeltaWriter {
public:
    explicit DeltaWriter(std::string& out) : out_(out) { out_ += '['; }

    void text(std::string_view text) { text_ += text; }
    void value(std::string_view json) {
        flush();
        insert(json);
    }
    void format(const Format& format) {
        flush();
        update_formats(formats_, format);
    }
    void close() {
        flush();
        out_ += ']';
    }

private:
    void flush() {
        if (text_.empty()) return;
        std::string json;
        append_json_string(json, text_);
        text_.clear();
        insert(json);
    }
    void insert(std::string_view json) {
        if (!std::exchange(first_, false)) out_ += ',';
        out_ += "{\"insert\":";
        out_ += json;
        append_attributes(out_, formats_);
        out_ += '}';
    }

    std::string& out_;
    std::string text_;
    FormatState formats_;
    bool first_ = true;
};

} // namespace

Format format_of(const Store& store, const Item& item) {
    Reader reader(store.content(item));
    const std::string_view key = as_text(reader.var_bytes());
    return {key, as_text(reader.var_bytes())};
}

void update_formats(FormatState& formats, const Format& format) {
    const auto known = std::find_if(formats.begin(), formats.end(), [&](const auto& entry) {
        return entry.first == format.key;
    });
    if (format.value == "null") {
        if (known != formats.end()) formats.erase(known);
    } else if (known != formats.end()) {
        known->second = format.value;
    } else {
        formats.emplace_back(format.key, format.value);
    }
}

void append_text(std::string& out, const Store& store, TypeIndex type) {
    out.reserve(out.size() + store.type(type).length);
    for (ItemIndex at = store.type(type).start; at != no_item; at = store.item(at).right) {
        const Item& item = store.item(at);
        if (item.kind == ContentKind::String && !item.deleted) {
            out += as_text(store.content(item));
        }
    }
}

void append_delta(std::string& out, const Store& store, TypeIndex type) {
    DeltaWriter delta(out);
    for (ItemIndex at = store.type(type).start; at != no_item; at = store.item(at).right) {
        const Item& item = store.item(at);
        if (item.deleted) continue;
        if (item.kind == ContentKind::String) delta.text(as_text(store.content(item)));
        if (item.kind == ContentKind::Format) delta.format(format_of(store, item));
        if (item.kind == ContentKind::Embed || item.kind == ContentKind::Type) {
            std::string json;
            append_last_value(json, store, item);
            delta.value(json);
        }
    }
    delta.close();
}

} // namespace denkraum::crdt
