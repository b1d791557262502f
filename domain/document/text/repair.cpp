// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/text/repair.hpp"

#include "domain/document/text/items.hpp"
#include "domain/document/text/model.hpp"
#include "domain/document/text/projection.hpp"
#include "domain/document/text/seed.hpp"
#include "engine/crdt/edit.hpp"

namespace denkraum::document::text {
namespace {

/// A marker is only one unit long, so one id names it wholly.
crdt::IdRange range_of(crdt::Id id) {
    return {id.client, id.clock, 1};
}

bool is_directly_before_keeper(const Projection& shown, std::size_t index) {
    return !shown.markers[index].has_content && index + 1 < shown.markers.size()
           && shown.markers[index + 1].uid == shown.markers[index].uid;
}

/// Set by a foreign program: nobody reads them, and they would grow for ever.
std::vector<std::string> unknown_keys(const crdt::Doc& doc) {
    std::vector<std::string> unknown;
    for (const crdt::MapEntry& entry : doc.map_entries(attribute_root)) {
        if (is_known_key(entry.key) || doc.view(entry.item).deleted) continue;
        unknown.emplace_back(entry.key);
    }
    return unknown;
}

bool is_embed_of_text(const crdt::ItemView& view) {
    return view.kind == crdt::ContentKind::Embed && view.root == text_root;
}

/// Whether nothing that is shown stands before the first marker.
bool begins_with_marker(const crdt::Doc& doc) {
    for (auto item = doc.first(text_root); item != crdt::no_item; item = doc.next(item)) {
        const crdt::ItemView view = doc.view(item);
        if (view.deleted) continue;
        if (view.kind == crdt::ContentKind::String) return false;
        if (view.kind == crdt::ContentKind::Embed) return marker_of(view.content).has_value();
    }
    return false;
}

} // namespace

bool may_need_repair(const crdt::Doc& doc, const crdt::Changes& changes) {
    bool may = false;
    bool has_words = false;
    each_item(doc, changes.inserted, [&](crdt::ItemIndex, const crdt::ItemView& view) {
        const bool is_attribute = view.root == attribute_root;
        may = may || is_embed_of_text(view) || (is_attribute && !is_known_key(view.map_key));
        has_words = has_words || (view.root == text_root && view.countable);
    });
    each_item(doc, changes.deleted, [&](crdt::ItemIndex, const crdt::ItemView& view) {
        may = may || is_embed_of_text(view);
    });
    return may || (has_words && !begins_with_marker(doc));
}

Result<Bytes> repair(crdt::Doc& doc, crdt::ClientId client, Instant now, Randomness& randomness) {
    const Projection shown = project(doc);
    const std::size_t shift = shown.has_virtual_first ? 1 : 0;
    crdt::Edit edit(doc, client);
    bool changed = false;
    for (std::size_t i = 0; i < shown.markers.size(); ++i) {
        const LivingMarker& marker = shown.markers[i];
        if (marker.is_keeper) continue;
        changed = true;
        if (!is_directly_before_keeper(shown, i)) {
            prose::Block block = shown.prose.blocks[i + shift];
            block.uid = make_uid(now, randomness);
            DK_DO(edit.insert_embed(text_root, crdt::After{marker.id}, marker_json(block)));
        }
        DK_DO(edit.remove_ids(range_of(marker.id)));
    }
    if (shown.has_virtual_first) {
        changed = true;
        prose::Block first;
        first.uid = make_uid(now, randomness);
        DK_DO(edit.insert_embed(text_root, crdt::Index{0}, marker_json(first)));
    }
    for (const std::string& key : unknown_keys(doc)) {
        changed = true;
        DK_DO(edit.remove_key(attribute_root, key));
    }
    Bytes update = edit.finish();
    return changed ? std::move(update) : Bytes{};
}

} // namespace denkraum::document::text
