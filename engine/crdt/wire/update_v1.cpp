// SPDX-License-Identifier: EUPL-1.2
#include "engine/crdt/wire/update_v1.hpp"

#include <algorithm>

#include "engine/crdt/lib0/any.hpp"
#include "engine/crdt/lib0/json_text.hpp"
#include "engine/crdt/lib0/utf16.hpp"
#include "engine/crdt/limits.hpp"

namespace denkraum::crdt {
namespace {

constexpr std::uint8_t has_origin_bit = 0x80;
constexpr std::uint8_t has_right_origin_bit = 0x40;
constexpr std::uint8_t has_key_bit = 0x20;
constexpr std::uint8_t kind_bits = 0x1f;
constexpr std::uint64_t xml_element_type = 3;
constexpr std::uint64_t xml_hook_type = 5;
constexpr std::uint64_t last_type = 6;

Id read_id(Reader& reader) {
    const ClientId client = reader.var_uint();
    return {client, reader.var_clock()};
}

ByteView since(const std::uint8_t* start, const Reader& reader) {
    return {start, static_cast<std::size_t>(reader.at() - start)};
}

std::string_view read_json(Reader& reader) {
    const std::string_view text = reader.var_string();
    if (!reader.failed() && !is_json(text)) reader.refuse(ErrorCode::Corrupt, "bad JSON");
    return text;
}

void read_elements(Reader& reader, Struct& item) {
    const std::uint64_t count = reader.var_count(1);
    item.length = static_cast<Clock>(count);
    const std::uint8_t* start = reader.at();
    for (std::uint64_t i = 0; i < count && !reader.failed(); ++i) {
        if (item.kind == ContentKind::Any) {
            skip_any(reader);
            continue;
        }
        const std::string_view text = reader.var_string();
        if (!reader.failed() && text != "undefined" && !is_json(text)) {
            reader.refuse(ErrorCode::Corrupt, "bad JSON");
        }
    }
    if (!reader.failed()) item.content = since(start, reader);
}

void read_text(Reader& reader, Struct& item) {
    item.content = reader.var_bytes();
    const auto units = utf16_units(as_text(item.content));
    if (!units) reader.refuse(ErrorCode::Corrupt, "text is not UTF-8");
    item.length = static_cast<Clock>(units.value_or(0));
}

void read_type(Reader& reader) {
    const std::uint64_t type = reader.var_uint();
    if (type > last_type) reader.refuse(ErrorCode::Corrupt, "unknown shared type");
    if (type == xml_element_type || type == xml_hook_type) (void)reader.var_string();
}

void read_content(Reader& reader, Struct& item) {
    item.length = 1;
    const std::uint8_t* start = reader.at();
    switch (item.kind) {
    case ContentKind::Deleted: item.length = reader.var_clock(); return;
    case ContentKind::Json:
    case ContentKind::Any: read_elements(reader, item); return;
    case ContentKind::Binary: item.content = reader.var_bytes(); return;
    case ContentKind::String: read_text(reader, item); return;
    case ContentKind::Embed: item.content = as_bytes(read_json(reader)); return;
    case ContentKind::Format:
        (void)reader.var_string();
        (void)read_json(reader);
        break;
    case ContentKind::Type: read_type(reader); break;
    case ContentKind::Doc:
        (void)reader.var_string();
        skip_any(reader);
        break;
    case ContentKind::Gc:
    case ContentKind::Skip: break;
    }
    if (!reader.failed()) item.content = since(start, reader);
}

/// What an item before it may have left there.
void clear(Struct& item) {
    item.parent_kind = ParentKind::Copied;
    item.has_origin = item.has_right_origin = item.has_key = item.has_key_flag = false;
    item.content = {};
}

void read_place(Reader& reader, Struct& item, std::uint8_t info) {
    item.has_origin = (info & has_origin_bit) != 0;
    item.has_right_origin = (info & has_right_origin_bit) != 0;
    item.has_key_flag = (info & has_key_bit) != 0;
    if (item.has_origin) item.origin = read_id(reader);
    if (item.has_right_origin) item.right_origin = read_id(reader);
    if (item.has_origin || item.has_right_origin) return;
    if (reader.var_uint() == 1) {
        item.parent_kind = ParentKind::Root;
        item.root = reader.var_string();
    } else {
        item.parent_kind = ParentKind::Item;
        item.parent = read_id(reader);
    }
    item.has_key = item.has_key_flag;
    if (item.has_key) item.key = reader.var_string();
}

/// A struct can only name what was there before it.
bool names_itself(const Struct& item) {
    const auto later = [&](Id id) { return id.client == item.client && id.clock >= item.clock; };
    return (item.has_origin && later(item.origin))
           || (item.has_right_origin && later(item.right_origin))
           || (item.parent_kind == ParentKind::Item && later(item.parent));
}

void read_struct(Reader& reader, Struct& item) {
    const std::uint8_t info = reader.byte();
    const std::uint8_t kind = info & kind_bits;
    if (kind > static_cast<std::uint8_t>(ContentKind::Skip)) {
        reader.refuse(ErrorCode::Corrupt, "unknown kind of content");
        return;
    }
    clear(item);
    item.kind = static_cast<ContentKind>(kind);
    if (item.kind == ContentKind::Gc || item.kind == ContentKind::Skip) {
        item.length = reader.var_clock();
    } else {
        read_place(reader, item, info);
        read_content(reader, item);
        if (item.length == 0 && item.kind != ContentKind::Deleted) {
            reader.refuse(ErrorCode::Corrupt, "content without length");
        }
    }
    if (item.length > clock_max - item.clock) {
        reader.refuse(ErrorCode::TooLarge, "clock above clock_max");
    }
    if (names_itself(item)) reader.refuse(ErrorCode::Corrupt, "struct built on a later one");
}

/// Collected structs and holes carry nothing but a length: many are as good as one.
bool joins_previous(DecodedUpdate& update, const Struct& item) {
    if (update.sections.empty() || update.sections.back().count == 0) return false;
    const bool is_bare = item.kind == ContentKind::Gc || item.kind == ContentKind::Skip;
    Struct& previous = update.structs.back();
    if (!is_bare || previous.kind != item.kind) return false;
    previous.length += item.length;
    return true;
}

Done sort_sections(DecodedUpdate& update) {
    const auto higher = [](const Section& a, const Section& b) { return a.client > b.client; };
    const auto same = [](const Section& a, const Section& b) { return a.client == b.client; };
    if (update.sections.size() < 2) return {};
    if (!std::is_sorted(update.sections.begin(), update.sections.end(), higher)) {
        std::sort(update.sections.begin(), update.sections.end(), higher);
    }
    const auto twice = std::adjacent_find(update.sections.begin(), update.sections.end(), same);
    if (twice != update.sections.end()) return fail(ErrorCode::Corrupt, "client named twice");
    return {};
}

void write_id(Writer& writer, Id id) {
    writer.var_uint(id.client);
    writer.var_uint(id.clock);
}

void write_content(Writer& writer, const Struct& item, Clock offset) {
    Bytes tail;
    ByteView content = item.content;
    if (offset > 0 && item.kind == ContentKind::String) {
        const auto [at, inside_a_pair] = cut_at(as_text(content), offset, item.length);
        if (!inside_a_pair) return writer.var_bytes(content.subspan(at));
    }
    if (offset > 0) {
        append_content_part(tail, item, offset, item.length);
        content = tail;
    }
    switch (item.kind) {
    case ContentKind::Deleted: writer.var_uint(item.length - offset); break;
    case ContentKind::Json:
    case ContentKind::Any:
        writer.var_uint(item.length - offset);
        writer.bytes(content);
        break;
    case ContentKind::Binary:
    case ContentKind::String:
    case ContentKind::Embed: writer.var_bytes(content); break;
    case ContentKind::Format:
    case ContentKind::Type:
    case ContentKind::Doc: writer.bytes(content); break;
    case ContentKind::Gc:
    case ContentKind::Skip: break;
    }
}

} // namespace

UpdateReader::UpdateReader(ByteView bytes) : reader_(bytes), clients_(reader_.var_count(3)) {}

bool UpdateReader::next_section(UpdateSection& section) {
    if (clients_ == 0 || reader_.failed()) return false;
    --clients_;
    structs_ = section.count = reader_.var_count(2);
    section.client = client_ = reader_.var_uint();
    section.clock = clock_ = reader_.var_clock();
    return !reader_.failed();
}

bool UpdateReader::next(Struct& item) {
    while (structs_ > 0) {
        --structs_;
        item.client = client_;
        item.clock = clock_;
        read_struct(reader_, item);
        clock_ += item.length;
        if (reader_.failed()) return false;
        if (item.length > 0) return true;
    }
    return false;
}

void read_delete_set(Reader& reader, std::vector<IdRange>& deletes) {
    deletes.clear();
    const std::uint64_t clients = reader.var_count(2);
    for (std::uint64_t i = 0; i < clients && !reader.failed(); ++i) {
        const ClientId client = reader.var_uint();
        const std::uint64_t count = reader.var_count(2);
        for (std::uint64_t n = 0; n < count && !reader.failed(); ++n) {
            const Clock clock = reader.var_clock();
            const Clock length = reader.var_clock();
            if (length > clock_max - clock) {
                reader.refuse(ErrorCode::TooLarge, "deletion above clock_max");
            }
            if (length > 0) deletes.push_back({client, clock, length});
        }
    }
}

Done UpdateReader::deletes(std::vector<IdRange>& deletes) {
    read_delete_set(reader_, deletes);
    if (!reader_.failed() && !reader_.done()) {
        reader_.refuse(ErrorCode::Corrupt, "bytes after the update");
    }
    return reader_.result();
}

Done decode(ByteView bytes, DecodedUpdate& update) {
    update.structs.clear();
    update.sections.clear();
    UpdateReader reader(bytes);
    UpdateSection header;
    Struct item;
    while (reader.next_section(header)) {
        update.sections.push_back(
            {header.client, static_cast<std::uint32_t>(update.structs.size()), 0}
        );
        while (reader.next(item)) {
            if (joins_previous(update, item)) continue;
            if (update.structs.size() == structs_max) {
                return fail(ErrorCode::TooLarge, "too many structs");
            }
            update.structs.push_back(item);
            ++update.sections.back().count;
        }
        if (update.sections.back().count == 0) update.sections.pop_back();
    }
    DK_DO(reader.deletes(update.deletes));
    return sort_sections(update);
}

void append_content_part(Bytes& out, const Struct& item, Clock from, Clock to) {
    const auto append = [&](ByteView bytes) { out.insert(out.end(), bytes.begin(), bytes.end()); };
    if (item.kind == ContentKind::String) {
        const auto [start, half_at_start] = cut_at(as_text(item.content), from, item.length);
        const auto [end, half_at_end] = cut_at(as_text(item.content), to, item.length);
        // Half a pair cannot be written in UTF-8; yjs writes U+FFFD as well.
        if (half_at_start) append(as_bytes(replacement));
        const std::size_t first = half_at_start ? start + 4 : start;
        if (first < end) append(item.content.subspan(first, end - first));
        if (half_at_end) append(as_bytes(replacement));
        return;
    }
    if (item.kind != ContentKind::Any && item.kind != ContentKind::Json) {
        return append(item.content);
    }
    Reader reader(item.content);
    std::size_t start = 0;
    for (Clock i = 0; i < to; ++i) {
        if (i == from) start = item.content.size() - reader.remaining();
        if (item.kind == ContentKind::Any) skip_any(reader);
        if (item.kind == ContentKind::Json) (void)reader.var_bytes();
    }
    append(item.content.subspan(start, item.content.size() - reader.remaining() - start));
}

void write_struct(Writer& writer, const Struct& item, Clock offset) {
    if (item.kind == ContentKind::Gc || item.kind == ContentKind::Skip) {
        writer.byte(static_cast<std::uint8_t>(item.kind));
        writer.var_uint(item.length - offset);
        return;
    }
    const bool has_origin = item.has_origin || offset > 0;
    auto info = static_cast<unsigned>(item.kind);
    if (has_origin) info |= has_origin_bit;
    if (item.has_right_origin) info |= has_right_origin_bit;
    if (item.has_key || item.has_key_flag) info |= has_key_bit;
    writer.byte(static_cast<std::uint8_t>(info));
    if (offset > 0) {
        write_id(writer, {item.client, item.clock + offset - 1});
    } else if (item.has_origin) {
        write_id(writer, item.origin);
    }
    if (item.has_right_origin) write_id(writer, item.right_origin);
    if (!has_origin && !item.has_right_origin) {
        if (item.parent_kind == ParentKind::Root) {
            writer.var_uint(1);
            writer.var_string(item.root);
        } else {
            writer.var_uint(0);
            write_id(writer, item.parent);
        }
        if (item.has_key) writer.var_string(item.key);
    }
    write_content(writer, item, offset);
}

} // namespace denkraum::crdt
