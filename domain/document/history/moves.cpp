// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <map>

#include "base/utf8.hpp"
#include "domain/document/history/limits.hpp"
#include "domain/document/history/origins.hpp"
#include "domain/document/text/model.hpp"

/// The half of Origins that finds moved blocks.
namespace denkraum::document::history {

using crdt::Clock;
using crdt::ContentKind;
using crdt::Id;

void Origins::find_moves() {
    std::map<std::string, std::vector<Marked>> by_uid;
    for (auto item = doc_.first(text::text_root); item != crdt::no_item; item = doc_.next(item)) {
        const crdt::ItemView view = doc_.view(item);
        if (view.kind != ContentKind::Embed) continue;
        const auto marker = text::marker_of(view.content);
        if (!marker) continue;
        by_uid[marker->uid].push_back({item, view.id, came(view.id), went(view.id)});
    }
    for (const auto& [uid, markers] : by_uid) {
        if (markers.size() < 2) continue;
        for (const Marked& fresh : markers)
            find_move(fresh, markers);
    }
    for (auto& [client, copies] : moved_) {
        std::sort(copies.begin(), copies.end(), [](const Copy& a, const Copy& b) {
            return a.from < b.from;
        });
    }
}

/// Two people may move one block at the same time: then the old marker had gone before the second
/// one's record came. What the old block said decides.
void Origins::find_move(const Marked& fresh, const std::vector<Marked>& markers) {
    const auto right = doc_.view(fresh.item).right_origin;
    std::vector<Marked> dead;
    for (const Marked& one : markers) {
        // A marker right before the one it copies is an undone deletion.
        if (right == one.id) return;
        if (one.went > 0 && one.went <= fresh.came && one.id != fresh.id) dead.push_back(one);
    }
    if (dead.empty()) return;
    const std::vector<Unit> copies = copies_behind(fresh);
    if (copies.empty()) return;
    std::vector<Id> best;
    for (const Marked& one : dead) {
        for (const bool strictly : {true, false}) {
            auto sources = sources_of(copies, one, fresh.came, strictly);
            const auto found = [](const std::vector<Id>& ids) {
                return std::count_if(ids.begin(), ids.end(), [](Id id) { return id.client != 0; });
            };
            if (best.empty() || found(sources) > found(best)) best = std::move(sources);
        }
    }
    for (std::size_t i = 0; i < copies.size(); ++i)
        if (best[i].client != 0) note_copy(copies[i].id, best[i]);
}

/// Calls `take` for every unit of an item of words or atoms, until it says false.
template <class Take>
bool Origins::each_unit(const crdt::ItemView& view, Take take) {
    if (view.kind == ContentKind::Embed) return take(Unit{view.id, view.content});
    if (view.kind != ContentKind::String) return true;
    std::string_view rest = view.content;
    for (Clock i = 0; i < view.length && !rest.empty(); ++i) {
        // A pair is two units: the first says both halves, the second nothing.
        const auto first = utf8::decode_first(rest);
        if (!take(Unit{{view.id.client, view.id.clock + i}, rest.substr(0, first.bytes)})) {
            return false;
        }
        rest.remove_prefix(first.bytes);
        if (first.code_point <= 0xFFFFU) continue;
        ++i;
        if (!take(Unit{{view.id.client, view.id.clock + i}, {}})) return false;
    }
    return true;
}

/// What one record wrote behind its new marker, up to the next marker that stood there then.
std::vector<Origins::Unit> Origins::copies_behind(const Marked& fresh) const {
    std::vector<Unit> units;
    for (auto item = doc_.next(fresh.item); item != crdt::no_item; item = doc_.next(item)) {
        const crdt::ItemView view = doc_.view(item);
        if (view.kind == ContentKind::Embed && text::marker_of(view.content)) {
            const Seq gone = went(view.id);
            if (came(view.id) <= fresh.came && (gone == 0 || gone >= fresh.came)) break;
            continue;
        }
        if (view.id.client != fresh.id.client) continue;
        const bool goes_on = each_unit(view, [&](const Unit& unit) {
            if (unit.id.clock > fresh.id.clock && came(unit.id) == fresh.came) {
                units.push_back(unit);
            }
            return units.size() < moved_units_max;
        });
        if (!goes_on) break;
    }
    return units;
}

/// For each copy the deleted unit that says the same, in order, behind the dead marker; client 0
/// where there is none. Strictly: only what went with the very record that brought the copies.
std::vector<Id> Origins::sources_of(
    const std::vector<Unit>& copies, const Marked& dead, Seq seq, bool strictly
) const {
    const std::vector<Unit> candidates = gone_behind(dead, seq, strictly, 4 * copies.size() + 1000);
    std::vector<Id> sources(copies.size());
    std::size_t at = 0;
    for (std::size_t i = 0; i < copies.size(); ++i) {
        // A jump further than this is another place that happens to have the same letter.
        const std::size_t end = std::min(candidates.size(), at + moved_jump_max);
        std::size_t next = at;
        while (next < end && candidates[next].says != copies[i].says)
            ++next;
        if (next == end) continue;
        sources[i] = candidates[next].id;
        at = next + 1;
    }
    return sources;
}

std::vector<Origins::Unit>
Origins::gone_behind(const Marked& dead, Seq seq, bool strictly, std::size_t looked_at_max) const {
    std::vector<Unit> units;
    std::size_t looked_at = 0;
    for (auto item = doc_.next(dead.item); item != crdt::no_item && looked_at < looked_at_max;
         item = doc_.next(item)) {
        const crdt::ItemView view = doc_.view(item);
        looked_at += view.length;
        const bool is_marker = view.kind == ContentKind::Embed && text::marker_of(view.content);
        if (!view.deleted || is_marker) continue;
        each_unit(view, [&](const Unit& unit) {
            const Seq gone = went(unit.id);
            const bool fits = came(unit.id) <= seq && (strictly ? gone == seq : gone <= seq);
            if (fits) units.push_back(unit);
            return true;
        });
    }
    return units;
}

void Origins::note_copy(Id copy, Id source) {
    std::vector<Copy>& copies = moved_[copy.client];
    if (!copies.empty()) {
        Copy& last = copies.back();
        const Clock length = last.end - last.from;
        const bool goes_on = last.end == copy.clock && last.source.client == source.client
                             && last.source.clock + length == source.clock;
        if (goes_on) {
            ++last.end;
            return;
        }
    }
    copies.push_back({copy.clock, copy.clock + 1, source});
}

} // namespace denkraum::document::history
