// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/text/projection.hpp"

#include <fmt/format.h>

#include <unordered_map>

#include "domain/document/text/runs.hpp"
#include "domain/document/text/tables.hpp"

namespace denkraum::document::text {
namespace {

class Projector {
public:
    explicit Projector(const crdt::Doc& doc) : doc_(doc), changed_(attributes_of(doc)) {}

    Projection run() {
        for (crdt::ItemIndex item = doc_.first(text_root); item != crdt::no_item;
             item = doc_.next(item)) {
            const crdt::ItemView view = doc_.view(item);
            if (!view.deleted) read(view);
        }
        if (result_.prose.blocks.empty()) open_virtual();
        give_derived_uids();
        for (prose::Block& block : result_.prose.blocks)
            clamp(block);
        return std::move(result_);
    }

private:
    void read(const crdt::ItemView& view) {
        if (view.kind == crdt::ContentKind::Format) {
            marks_.read(view);
            return;
        }
        if (view.kind == crdt::ContentKind::Embed) {
            if (auto marker = marker_of(view.content)) {
                open(*marker, view.id);
                return;
            }
        }
        if (!shows_something(view)) return;
        append_item(block().content, view, marks_.marks());
        note_content();
    }

    static bool shows_something(const crdt::ItemView& view) {
        return view.kind == crdt::ContentKind::String || view.kind == crdt::ContentKind::Embed;
    }

    void open(const Marker& marker, crdt::Id id) {
        prose::Block& opened = result_.prose.blocks.emplace_back();
        opened.uid = marker.uid;
        const auto changed = changed_.find(marker.uid);
        set_attributes(
            opened, marker.attributes, changed == changed_.end() ? nullptr : &changed->second
        );
        result_.markers.push_back({.uid = marker.uid, .shown_uid = marker.uid, .id = id});
    }

    void open_virtual() {
        result_.prose.blocks.emplace_back();
        result_.has_virtual_first = true;
    }

    prose::Block& block() {
        if (result_.prose.blocks.empty()) open_virtual();
        return result_.prose.blocks.back();
    }

    void note_content() {
        if (!result_.markers.empty()) result_.markers.back().has_content = true;
    }

    /// The last marker of a uid stands before the words, so it keeps the uid.
    void give_derived_uids() {
        std::unordered_map<std::string_view, std::size_t> keeper;
        for (std::size_t i = 0; i < result_.markers.size(); ++i) {
            keeper[result_.markers[i].uid] = i;
        }
        const std::size_t shift = result_.has_virtual_first ? 1 : 0;
        for (std::size_t i = 0; i < result_.markers.size(); ++i) {
            LivingMarker& marker = result_.markers[i];
            if (keeper[marker.uid] == i) {
                fill_table(result_.prose.blocks[i + shift]);
                continue;
            }
            marker.is_keeper = false;
            marker.shown_uid =
                fmt::format("{}~{}.{}", marker.uid, marker.id.client, marker.id.clock);
            prose::Block& twin = result_.prose.blocks[i + shift];
            twin.uid = marker.shown_uid;
            twin.sources.clear();
        }
    }

    /// Of two blocks with one uid only the keeper shows what stands under it in the root map.
    void fill_table(prose::Block& block) {
        const auto found = changed_.find(block.uid);
        if (found == changed_.end() || found->second.rows == crdt::no_item) return;
        const Attributes& attributes = found->second;
        block.table.header_row = attributes.header_row.value_or(true);
        block.table.header_column = attributes.header_column.value_or(false);
        block.table.rows = rows_of(doc_, attributes.rows, cells_left_);
    }

    static void clamp(prose::Block& block) {
        prose::Prose one;
        one.blocks.push_back(std::move(block));
        block = std::move(prose::normalised(std::move(one)).blocks.front());
    }

    const crdt::Doc& doc_;
    AttributeMap changed_;
    MarkState marks_;
    std::size_t cells_left_ = cells_max;
    Projection result_;
};

} // namespace

Projection project(const crdt::Doc& doc) {
    return Projector(doc).run();
}

} // namespace denkraum::document::text
