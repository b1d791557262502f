// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/text/projection.hpp"

#include <fmt/format.h>

#include <unordered_map>

#include "base/json/json.hpp"

namespace denkraum::document::text {
namespace {

/// The marks in force at a place of the text; unknown formats are passed over.
class MarkState {
public:
    void read(const crdt::ItemView& format) {
        if (format.format_key == "strong") marks_.strong = is_true(format.content);
        if (format.format_key == "em") marks_.em = is_true(format.content);
        if (format.format_key == "code") marks_.code = is_true(format.content);
        if (format.format_key == "link") marks_.link = address(format.content);
    }
    [[nodiscard]] const prose::Marks& marks() const { return marks_; }

private:
    static bool is_true(std::string_view json) { return json != "null" && json != "false"; }
    static std::string address(std::string_view json) {
        const auto parsed = json::parse(json, 64U << 10U);
        if (!parsed || !parsed->is_string()) return {};
        return std::string(parsed->get_string().data(), parsed->get_string().size());
    }

    prose::Marks marks_;
};

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
        } else if (view.kind == crdt::ContentKind::String) {
            prose::append_run(block().content, view.content, marks_.marks());
            note_content();
        } else if (view.kind == crdt::ContentKind::Embed) {
            if (auto marker = marker_of(view.content)) {
                open(*marker, view.id);
            } else {
                block().content.push_back({{}, marks_.marks(), std::string(view.content)});
                note_content();
            }
        }
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
            if (keeper[marker.uid] == i) continue;
            marker.is_keeper = false;
            marker.shown_uid =
                fmt::format("{}~{}.{}", marker.uid, marker.id.client, marker.id.clock);
            result_.prose.blocks[i + shift].uid = marker.shown_uid;
        }
    }

    static void clamp(prose::Block& block) {
        prose::Prose one;
        one.blocks.push_back(std::move(block));
        block = std::move(prose::normalised(std::move(one)).blocks.front());
    }

    const crdt::Doc& doc_;
    AttributeMap changed_;
    MarkState marks_;
    Projection result_;
};

} // namespace

Projection project(const crdt::Doc& doc) {
    return Projector(doc).run();
}

} // namespace denkraum::document::text
