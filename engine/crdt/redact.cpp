// SPDX-License-Identifier: EUPL-1.2
#include "engine/crdt/redact.hpp"

#include <algorithm>
#include <set>

#include "engine/crdt/limits.hpp"
#include "engine/crdt/state/id_ranges.hpp"
#include "engine/crdt/wire/update_v1.hpp"

namespace denkraum::crdt {
namespace {

bool has_content(ContentKind kind) {
    switch (kind) {
    case ContentKind::Json:
    case ContentKind::Binary:
    case ContentKind::String:
    case ContentKind::Embed:
    case ContentKind::Format:
    case ContentKind::Any:
    case ContentKind::Doc: return true;
    case ContentKind::Gc:
    case ContentKind::Deleted:
    case ContentKind::Type:
    case ContentKind::Skip: return false;
    }
    return false;
}

/// Cuts structs where redaction begins and ends. Parts of contents live in `kept`.
class Cutter {
public:
    explicit Cutter(std::vector<IdRange> ranges) : ranges_(std::move(ranges)) { tidy(ranges_); }

    /// Appends the struct, whole or in parts.
    void add(const Struct& item, std::vector<Struct>& out, std::vector<Bytes>& kept) const {
        if (!has_content(item.kind)) {
            out.push_back(item);
            return;
        }
        Clock at = item.clock;
        for (const IdRange& range : ranges_) {
            if (range.client != item.client || range.end() <= at) continue;
            if (range.clock >= item.end()) break;
            const Clock from = std::max(range.clock, at);
            if (from > at) out.push_back(part(item, at, from, kept));
            at = std::min(range.end(), item.end());
            Struct gone = part(item, from, at, kept);
            gone.kind = ContentKind::Deleted;
            gone.content = {};
            out.push_back(gone);
        }
        if (at == item.clock) {
            out.push_back(item);
        } else if (at < item.end()) {
            out.push_back(part(item, at, item.end(), kept));
        }
    }

private:
    static Struct part(const Struct& item, Clock from, Clock to, std::vector<Bytes>& kept) {
        Struct piece = item;
        piece.clock = from;
        piece.length = to - from;
        if (from > item.clock) {
            piece.has_origin = true;
            piece.origin = {item.client, from - 1};
            piece.parent_kind = ParentKind::Copied;
            piece.has_key = false;
        }
        const bool is_whole = from == item.clock && to == item.end();
        if (is_whole) return piece;
        append_content_part(kept.emplace_back(), item, from - item.clock, to - item.clock);
        piece.content = kept.back();
        return piece;
    }

    std::vector<IdRange> ranges_;
};

void write_deletes(Writer& writer, std::vector<IdRange> deletes) {
    tidy(deletes);
    std::size_t clients = 0;
    for (std::size_t i = 0; i < deletes.size(); ++i) {
        if (i == 0 || deletes[i].client != deletes[i - 1].client) ++clients;
    }
    writer.var_uint(clients);
    for (std::size_t i = 0; i < deletes.size();) {
        std::size_t end = i;
        while (end < deletes.size() && deletes[end].client == deletes[i].client)
            ++end;
        writer.var_uint(deletes[i].client);
        writer.var_uint(end - i);
        for (; i < end; ++i) {
            writer.var_uint(deletes[i].clock);
            writer.var_uint(deletes[i].length);
        }
    }
}

/// Every item that the document knows, client by client.
template <class Take>
void each_item(const Doc& document, Take take) {
    for (const ClientClock& client : document.clocks()) {
        for (Clock clock = 0; clock < client.clock;) {
            const auto found = document.find({client.client, clock});
            if (!found) {
                ++clock;
                continue;
            }
            const ItemView view = document.view(found->item);
            take(found->item, view);
            clock = std::max(clock + 1, view.id.clock + view.length);
        }
    }
}

} // namespace

Result<Bytes> redact(ByteView update, std::span<const IdRange> ranges) {
    if (update.size() > update_bytes_max) return fail(ErrorCode::TooLarge, "update too long");
    DecodedUpdate decoded;
    DK_DO(decode(update, decoded));
    const Cutter cutter(std::vector<IdRange>(ranges.begin(), ranges.end()));
    Writer writer;
    writer.var_uint(decoded.sections.size());
    for (const Section& section : decoded.sections) {
        std::vector<Struct> structs;
        std::vector<Bytes> kept;
        for (std::uint32_t i = 0; i < section.count; ++i)
            cutter.add(decoded.structs[section.first + i], structs, kept);
        writer.var_uint(structs.size());
        writer.var_uint(section.client);
        writer.var_uint(structs.front().clock);
        for (const Struct& item : structs)
            write_struct(writer, item, 0);
    }
    write_deletes(writer, decoded.deletes);
    return writer.take();
}

std::vector<IdRange> units_below(
    const Doc& document,
    std::string_view root,
    const std::function<bool(std::string_view key)>& is_meant
) {
    std::vector<IdRange> units;
    std::set<ItemIndex> types;
    // A type within a type may be met before the one it stands in.
    std::size_t types_before = 0;
    do {
        types_before = types.size();
        units.clear();
        each_item(document, [&](ItemIndex index, const ItemView& view) {
            const bool is_value =
                view.root == root && !view.map_key.empty() && is_meant(view.map_key);
            const bool is_below = view.parent != no_item && types.contains(view.parent);
            if (!is_value && !is_below) return;
            if (view.kind == ContentKind::Type) {
                types.insert(index);
            } else {
                units.push_back({view.id.client, view.id.clock, view.length});
            }
        });
    } while (types.size() != types_before);
    tidy(units);
    return units;
}

} // namespace denkraum::crdt
