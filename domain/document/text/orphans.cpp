// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/text/orphans.hpp"

#include <algorithm>
#include <optional>

#include "base/utf8.hpp"
#include "domain/document/text/model.hpp"

namespace denkraum::document::text {
namespace {

struct FoundMarker {
    crdt::ItemIndex item;
    crdt::Id id;
    std::string uid;
    bool deleted;
};

std::optional<FoundMarker> marker_at(const crdt::Doc& doc, crdt::ItemIndex item) {
    const crdt::ItemView view = doc.view(item);
    if (view.kind != crdt::ContentKind::Embed) return std::nullopt;
    auto marker = marker_of(view.content);
    if (!marker) return std::nullopt;
    return FoundMarker{item, view.id, std::move(marker->uid), view.deleted};
}

std::optional<FoundMarker> marker_left_of(const crdt::Doc& doc, crdt::ItemIndex item) {
    while (item != crdt::no_item) {
        if (auto marker = marker_at(doc, item)) return marker;
        item = doc.previous(item);
    }
    return std::nullopt;
}

/// Whether another living marker carries the uid, and whether one of those revives this one.
struct Living {
    bool elsewhere = false;
    bool revives = false;
};
Living living_markers(const crdt::Doc& doc, const FoundMarker& dead) {
    Living living;
    for (auto item = doc.first(text_root); item != crdt::no_item; item = doc.next(item)) {
        const auto marker = marker_at(doc, item);
        if (!marker || marker->deleted || marker->uid != dead.uid) continue;
        living.elsewhere = true;
        if (doc.view(item).right_origin == dead.id) living.revives = true;
    }
    return living;
}

bool overlaps(const crdt::IdRange& range, const crdt::ItemView& view) {
    return view.id.client == range.client && view.id.clock < range.end()
           && range.clock < view.id.clock + view.length;
}

/// An item may hold more than the range: runs typed key by key are joined.
bool lies_within(const crdt::IdRange& range, const crdt::ItemView& view) {
    return overlaps(range, view) && view.id.clock >= range.clock
           && view.id.clock + view.length <= range.end();
}

/// Whether anything but the words in question is alive between the dead marker and the next one.
bool rest_is_alive(const crdt::Doc& doc, const FoundMarker& dead, const crdt::IdRange& words) {
    for (auto item = doc.next(dead.item); item != crdt::no_item; item = doc.next(item)) {
        if (marker_at(doc, item)) return false;
        const crdt::ItemView view = doc.view(item);
        if (!view.deleted && view.countable && !lies_within(words, view)) return true;
    }
    return false;
}

std::string words_of(const crdt::Doc& doc, crdt::ItemIndex item, const crdt::IdRange& range) {
    std::string words;
    for (; item != crdt::no_item; item = doc.next(item)) {
        const crdt::ItemView view = doc.view(item);
        if (!overlaps(range, view)) break;
        if (view.deleted || view.kind != crdt::ContentKind::String) continue;
        const crdt::Clock skip = range.clock > view.id.clock ? range.clock - view.id.clock : 0;
        const crdt::Clock end = std::min(view.length, range.end() - view.id.clock);
        const std::size_t from = utf8::byte_of_utf16(view.content, skip);
        words += view.content.substr(from, utf8::byte_of_utf16(view.content, end) - from);
    }
    return words;
}

/// One person's units, cut where the writing went on in another place.
std::vector<crdt::IdRange> places_of(const crdt::Doc& doc, const crdt::IdRange& range) {
    std::vector<crdt::IdRange> parts;
    crdt::ItemIndex last = crdt::no_item;
    for (crdt::Clock clock = range.clock; clock < range.end();) {
        const auto found = doc.find({range.client, clock});
        if (!found) break;
        const crdt::ItemView view = doc.view(found->item);
        const crdt::Clock end = std::min(range.end(), view.id.clock + view.length);
        const bool goes_on = last != crdt::no_item && doc.next(last) == found->item
                             && view.kind == crdt::ContentKind::String;
        if (goes_on) {
            parts.back().length += end - clock;
        } else {
            parts.push_back({range.client, clock, end - clock});
        }
        last = found->item;
        clock = end;
    }
    return parts;
}

bool contains(std::span<const crdt::IdRange> ranges, crdt::Id id) {
    return std::any_of(ranges.begin(), ranges.end(), [&](const crdt::IdRange& range) {
        return range.client == id.client && range.clock <= id.clock && id.clock < range.end();
    });
}

/// The value of the root map that a cell's words stand in.
struct CellPlace {
    std::string uid;
    bool is_gone = false;     ///< the cell, its row or all rows are deleted
    bool gone_by_own = false; ///< by the update itself
};
std::optional<CellPlace>
cell_place(const crdt::Doc& doc, crdt::ItemIndex holder, std::span<const crdt::IdRange> deleted) {
    CellPlace place;
    while (holder != crdt::no_item) {
        const crdt::ItemView view = doc.view(holder);
        place.is_gone = place.is_gone || view.deleted;
        place.gone_by_own = place.gone_by_own || contains(deleted, view.id);
        if (view.root == attribute_root && is_known_key(view.map_key)) {
            place.uid = view.map_key.substr(0, uid_bytes);
            return place;
        }
        holder = view.parent;
    }
    return std::nullopt;
}

bool has_living_marker(const crdt::Doc& doc, std::string_view uid) {
    for (auto item = doc.first(text_root); item != crdt::no_item; item = doc.next(item)) {
        const crdt::ItemView view = doc.view(item);
        if (view.deleted || view.kind != crdt::ContentKind::Embed) continue;
        // Reading the JSON of every marker would take too long for a keystroke.
        if (view.content.find(uid) == std::string_view::npos) continue;
        const auto marker = marker_of(view.content);
        if (marker && marker->uid == uid) return true;
    }
    return false;
}

/// All words of a range of one cell, deleted with it or not.
std::string words_in_cell(const crdt::Doc& doc, crdt::ItemIndex item, const crdt::IdRange& range) {
    std::string words;
    for (; item != crdt::no_item; item = doc.next(item)) {
        const crdt::ItemView view = doc.view(item);
        if (!overlaps(range, view)) break;
        if (view.kind != crdt::ContentKind::String) continue;
        const crdt::Clock skip = range.clock > view.id.clock ? range.clock - view.id.clock : 0;
        const crdt::Clock end = std::min(view.length, range.end() - view.id.clock);
        const std::size_t from = utf8::byte_of_utf16(view.content, skip);
        words += view.content.substr(from, utf8::byte_of_utf16(view.content, end) - from);
    }
    return words;
}

std::optional<Orphan> orphan_in_cell(
    const crdt::Doc& doc,
    crdt::ItemIndex item,
    const crdt::IdRange& range,
    std::span<const crdt::IdRange> deleted
) {
    const crdt::ItemView view = doc.view(item);
    const auto place = cell_place(doc, view.parent, deleted);
    if (!place || place->gone_by_own) return std::nullopt;
    if (view.deleted && !place->is_gone) return std::nullopt;
    if (!place->is_gone && has_living_marker(doc, place->uid)) return std::nullopt;
    std::string words = words_in_cell(doc, item, range);
    if (words.empty()) return std::nullopt;
    return Orphan{Orphan::Why::Deleted, place->uid, std::move(words), range};
}

std::optional<Orphan> orphan_in(
    const crdt::Doc& doc, const crdt::IdRange& range, std::span<const crdt::IdRange> deleted
) {
    const auto found = doc.find({range.client, range.clock});
    if (!found) return std::nullopt;
    const crdt::ItemView view = doc.view(found->item);
    if (view.root.empty() && view.kind == crdt::ContentKind::String) {
        return orphan_in_cell(doc, found->item, range, deleted);
    }
    if (view.root != text_root || view.kind != crdt::ContentKind::String || view.deleted) {
        return std::nullopt;
    }
    const auto marker = marker_left_of(doc, doc.previous(found->item));
    if (!marker || !marker->deleted) return std::nullopt;
    const Living living = living_markers(doc, *marker);
    if (living.revives) return std::nullopt;
    if (!living.elsewhere && rest_is_alive(doc, *marker, range)) return std::nullopt;
    std::string words = words_of(doc, found->item, range);
    if (words.empty()) return std::nullopt;
    const auto why = living.elsewhere ? Orphan::Why::Moved : Orphan::Why::Deleted;
    return Orphan{why, marker->uid, std::move(words), range};
}

} // namespace

std::vector<Orphan> find_orphans(
    const crdt::Doc& doc,
    std::span<const crdt::IdRange> inserted,
    std::span<const crdt::IdRange> deleted
) {
    std::vector<Orphan> orphans;
    for (const crdt::IdRange& range : inserted) {
        for (const crdt::IdRange& part : places_of(doc, range)) {
            if (auto orphan = orphan_in(doc, part, deleted)) orphans.push_back(std::move(*orphan));
        }
    }
    return orphans;
}

} // namespace denkraum::document::text
