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

std::optional<Orphan> orphan_in(const crdt::Doc& doc, const crdt::IdRange& range) {
    const auto found = doc.find({range.client, range.clock});
    if (!found) return std::nullopt;
    const crdt::ItemView view = doc.view(found->item);
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

std::vector<Orphan> find_orphans(const crdt::Doc& doc, std::span<const crdt::IdRange> inserted) {
    std::vector<Orphan> orphans;
    for (const crdt::IdRange& range : inserted) {
        if (auto orphan = orphan_in(doc, range)) orphans.push_back(std::move(*orphan));
    }
    return orphans;
}

} // namespace denkraum::document::text
