// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/text/orphans.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "base/utf8.hpp"
#include "domain/document/text/items.hpp"
#include "domain/document/text/model.hpp"

namespace denkraum::document::text {
namespace {

/// The range that holds a unit, or the first one behind it. Requires: tidy.
const crdt::IdRange* range_at(std::span<const crdt::IdRange> ranges, crdt::Id id) {
    const auto found = std::lower_bound(
        ranges.begin(),
        ranges.end(),
        id,
        [](const crdt::IdRange& range, crdt::Id wanted) {
            return range.client < wanted.client
                   || (range.client == wanted.client && range.end() <= wanted.clock);
        }
    );
    return found == ranges.end() || found->client != id.client ? nullptr : &*found;
}

bool contains(std::span<const crdt::IdRange> ranges, crdt::Id id) {
    const crdt::IdRange* range = range_at(ranges, id);
    return range != nullptr && range->clock <= id.clock;
}

/// A dead marker left of new words, and what became of its block.
struct DeadMarker {
    crdt::ItemIndex item;
    crdt::Id id;
    std::string uid;
    bool lives_elsewhere = false; ///< another living marker carries the uid
    bool is_revived = false;      ///< and was inserted right before this one
};

/// The value of the root map that a cell's words stand in.
struct CellPlace {
    std::string uid;          ///< empty: in none
    bool is_gone = false;     ///< the cell, its row or all rows are deleted
    bool gone_by_own = false; ///< by the update itself
};

/// Puts new words together; each place that they were written at makes a line.
class Words {
public:
    void add(std::string_view words) {
        if (words.empty()) return;
        if (is_elsewhere_ && !words_.empty()) words_ += '\n';
        is_elsewhere_ = false;
        words_ += words;
    }
    /// Something that was there before stands in between.
    void pass_other() { is_elsewhere_ = true; }
    [[nodiscard]] std::string take() { return std::move(words_); }

private:
    std::string words_;
    bool is_elsewhere_ = false;
};

class Search {
public:
    Search(
        const crdt::Doc& doc,
        std::span<const crdt::IdRange> inserted,
        std::span<const crdt::IdRange> deleted
    )
        : doc_(doc), inserted_(inserted), deleted_(deleted) {}

    std::vector<Orphan> run() {
        each_item(doc_, inserted_, [&](crdt::ItemIndex item, const crdt::ItemView& view) {
            look_at(item, view);
        });
        if (!wanted_.empty()) find_living();
        for (const DeadMarker& marker : dead_)
            judge(marker);
        for (const auto& [cell, uid] : cells_)
            judge(cell, uid);
        return std::move(orphans_);
    }

private:
    void look_at(crdt::ItemIndex item, const crdt::ItemView& view) {
        if (is_word_of_text(view)) {
            look_left_of(item);
        } else if (view.kind == crdt::ContentKind::String && view.parent != crdt::no_item) {
            look_at_cell(view.parent);
        }
    }

    static bool is_word_of_text(const crdt::ItemView& view) {
        return view.root == text_root && view.kind == crdt::ContentKind::String && !view.deleted;
    }

    /// Finds the nearest marker. Whoever meets other new words on the way leaves it to those to go
    /// on: so no item is passed twice.
    void look_left_of(crdt::ItemIndex item) {
        for (item = doc_.previous(item); item != crdt::no_item; item = doc_.previous(item)) {
            const crdt::ItemView view = doc_.view(item);
            if (is_word_of_text(view) && has_new_part(view)) return;
            if (view.kind != crdt::ContentKind::Embed) continue;
            auto marker = marker_of(view.content);
            if (!marker) continue;
            if (!view.deleted || contains(deleted_, view.id)) return;
            wanted_.insert(marker->uid);
            dead_by_id_.emplace(view.id, dead_.size());
            dead_.push_back({.item = item, .id = view.id, .uid = std::move(marker->uid)});
            return;
        }
    }

    void look_at_cell(crdt::ItemIndex cell) {
        if (!seen_cells_.insert(cell).second) return;
        const CellPlace& place = place_of(cell);
        if (place.uid.empty() || place.gone_by_own) return;
        if (!place.is_gone) wanted_.insert(place.uid);
        cells_.emplace_back(cell, place);
    }

    /// Cells may be nested deep, and many stand in one: what holds them is looked at once.
    const CellPlace& place_of(crdt::ItemIndex cell) {
        std::vector<crdt::ItemIndex> inner;
        CellPlace place;
        for (auto holder = cell; holder != crdt::no_item; holder = doc_.view(holder).parent) {
            const auto known = places_.find(holder);
            if (known != places_.end()) {
                place = known->second;
                break;
            }
            inner.push_back(holder);
        }
        for (auto holder = inner.rbegin(); holder != inner.rend(); ++holder) {
            const crdt::ItemView view = doc_.view(*holder);
            if (view.root == attribute_root && is_known_key(view.map_key)) {
                place.uid = view.map_key.substr(0, uid_bytes);
            }
            place.is_gone = place.is_gone || view.deleted;
            place.gone_by_own = place.gone_by_own || contains(deleted_, view.id);
            places_.emplace(*holder, place);
        }
        return places_.at(cell);
    }

    /// Goes once through the document for the living markers of all uids in question.
    void find_living() {
        for (auto item = doc_.first(text_root); item != crdt::no_item; item = doc_.next(item)) {
            // Whoever types in a cell asks for one uid only, and it is there.
            if (dead_.empty() && living_.size() == wanted_.size()) return;
            const crdt::ItemView view = doc_.view(item);
            if (view.deleted || view.kind != crdt::ContentKind::Embed) continue;
            if (!may_be_wanted(view.content)) continue;
            const auto marker = marker_of(view.content);
            if (!marker || !wanted_.contains(marker->uid)) continue;
            living_.insert(marker->uid);
            if (view.right_origin) note_revived(*view.right_origin, marker->uid);
        }
        for (DeadMarker& marker : dead_)
            marker.lives_elsewhere = living_.contains(marker.uid);
    }

    /// Reading the JSON of every marker would take too long for a keystroke.
    [[nodiscard]] bool may_be_wanted(std::string_view embed) const {
        return wanted_.size() > 1 || embed.find(*wanted_.begin()) != std::string_view::npos;
    }

    void note_revived(crdt::Id behind, std::string_view uid) {
        const auto found = dead_by_id_.find(behind);
        if (found == dead_by_id_.end()) return;
        DeadMarker& dead = dead_[found->second];
        if (dead.uid == uid) dead.is_revived = true;
    }

    void judge(const DeadMarker& marker) {
        if (marker.is_revived) return;
        Words words;
        for (auto item = doc_.next(marker.item); item != crdt::no_item; item = doc_.next(item)) {
            const crdt::ItemView view = doc_.view(item);
            const bool is_embed = view.kind == crdt::ContentKind::Embed;
            if (is_embed && marker_of(view.content)) break;
            const bool is_alive = !view.deleted && view.countable;
            if (is_alive && !marker.lives_elsewhere && !is_wholly_new(view)) return;
            read(view, is_alive, words);
        }
        keep(marker.lives_elsewhere ? Orphan::Why::Moved : Orphan::Why::Deleted, marker.uid, words);
    }

    void judge(crdt::ItemIndex cell, const CellPlace& place) {
        if (!place.is_gone && living_.contains(place.uid)) return;
        Words words;
        for (auto item = doc_.first_in(cell); item != crdt::no_item; item = doc_.next(item)) {
            const crdt::ItemView view = doc_.view(item);
            // What was in a cell that is gone was deleted with it.
            read(view, place.is_gone || !view.deleted, words);
        }
        keep(Orphan::Why::Deleted, place.uid, words);
    }

    void read(const crdt::ItemView& view, bool counts, Words& words) const {
        if (!is_wholly_new(view)) words.pass_other();
        if (counts && has_new_part(view)) words.add(new_part(view));
    }

    void keep(Orphan::Why why, const std::string& uid, Words& words) {
        std::string found = words.take();
        if (!found.empty()) orphans_.push_back({why, uid, std::move(found)});
    }

    // An item may hold more than what is new: runs typed key by key are joined.
    [[nodiscard]] bool has_new_part(const crdt::ItemView& view) const {
        const crdt::IdRange* range = range_at(inserted_, view.id);
        return range != nullptr && range->clock < view.id.clock + view.length;
    }
    [[nodiscard]] bool is_wholly_new(const crdt::ItemView& view) const {
        const crdt::IdRange* range = range_at(inserted_, view.id);
        return range != nullptr && range->clock <= view.id.clock
               && view.id.clock + view.length <= range->end();
    }
    /// Requires: it has one. Empty for what is not text.
    [[nodiscard]] std::string_view new_part(const crdt::ItemView& view) const {
        if (view.kind != crdt::ContentKind::String) return {};
        const crdt::IdRange& range = *range_at(inserted_, view.id);
        const crdt::Clock skip = range.clock > view.id.clock ? range.clock - view.id.clock : 0;
        const crdt::Clock end = std::min(view.length, range.end() - view.id.clock);
        const std::size_t from = utf8::byte_of_utf16(view.content, skip);
        return view.content.substr(from, utf8::byte_of_utf16(view.content, end) - from);
    }

    const crdt::Doc& doc_;
    std::span<const crdt::IdRange> inserted_;
    std::span<const crdt::IdRange> deleted_;
    std::vector<DeadMarker> dead_; ///< each once
    std::map<crdt::Id, std::size_t> dead_by_id_;
    std::vector<std::pair<crdt::ItemIndex, CellPlace>> cells_;
    std::unordered_set<crdt::ItemIndex> seen_cells_;
    std::unordered_map<crdt::ItemIndex, CellPlace> places_;
    std::unordered_set<std::string> wanted_; ///< uids of which a living marker is asked for
    std::unordered_set<std::string> living_; ///< those of them that have one
    std::vector<Orphan> orphans_;
};

} // namespace

std::vector<Orphan> find_orphans(
    const crdt::Doc& doc,
    std::span<const crdt::IdRange> inserted,
    std::span<const crdt::IdRange> deleted
) {
    return Search(doc, inserted, deleted).run();
}

} // namespace denkraum::document::text
