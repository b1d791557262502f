// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/redaction/words.hpp"

#include "domain/document/log/cleaning_store.hpp"
#include "domain/document/text/model.hpp"
#include "domain/document/text/tables.hpp"
#include "engine/crdt/edit.hpp"
#include "engine/crdt/redact.hpp"

namespace denkraum::document::redaction {
namespace {

constexpr std::int64_t records_at_once = 200;

/// Attributes of a block that say nothing about anybody.
bool is_form(std::string_view attribute) {
    return attribute == "kind" || attribute == "level" || attribute == "list"
           || attribute == "indent";
}

/// Goes through the text and knows in which block it is: that of the last living marker, or that
/// of a marker that was deleted, for what was deleted with it.
class Walk {
public:
    explicit Walk(std::string_view uid) : uid_(uid) {}

    void take(const crdt::ItemView& view) {
        if (view.kind == crdt::ContentKind::Embed) {
            if (const auto marker = text::marker_of(view.content)) {
                dead_ = view.deleted ? marker->uid == uid_ : false;
                if (!view.deleted) is_in_ = marker->uid == uid_;
                return;
            }
        }
        const bool is_meant = is_in_ || (dead_ && view.deleted);
        if (!is_meant || !holds_words(view)) return;
        units.push_back({view.id.client, view.id.clock, view.length});
        read(view);
    }
    void read(const crdt::ItemView& view) {
        if (view.kind != crdt::ContentKind::String) return;
        ever += view.content;
        if (!view.deleted) living += view.content;
    }
    void pause() {
        ever += '\n';
        living += '\n';
    }

    std::vector<crdt::IdRange> units;
    std::string living; ///< the words that stand there
    std::string ever;   ///< and those that stood there once

private:
    std::string_view uid_;
    bool is_in_ = false;
    bool dead_ = false;
};

std::optional<crdt::Id> marker_id(const crdt::Doc& doc, std::string_view uid) {
    std::optional<crdt::Id> found;
    for (auto item = doc.first(text::text_root); item != crdt::no_item; item = doc.next(item)) {
        const crdt::ItemView view = doc.view(item);
        if (view.deleted || view.kind != crdt::ContentKind::Embed) continue;
        const auto marker = text::marker_of(view.content);
        if (marker && marker->uid == uid) found = view.id;
    }
    return found;
}

Done clean_snapshot(
    sql::Transaction& log, DocumentId document, std::span<const crdt::IdRange> units
) {
    DK_TRY(const auto state, cleaning_store::snapshot(log, document));
    if (!state) return {};
    DK_TRY(const Bytes cleaned, crdt::redact(*state, units));
    return cleaning_store::replace_snapshot(log, document, cleaned);
}

} // namespace

bool holds_words(const crdt::ItemView& view) {
    using crdt::ContentKind;
    if (view.kind == ContentKind::Format) {
        return view.content != "null" && (view.format_key == "link" || view.format_key == "term");
    }
    return view.kind == ContentKind::String || view.kind == ContentKind::Embed;
}

std::vector<crdt::IdRange> units_of(const crdt::Doc& doc, std::string_view uid) {
    Walk walk(uid);
    for (auto item = doc.first(text::text_root); item != crdt::no_item; item = doc.next(item))
        walk.take(doc.view(item));
    const std::string prefix = std::string(uid) + "/";
    const auto is_meant = [&](std::string_view key) {
        return key.starts_with(prefix) && !is_form(key.substr(prefix.size()));
    };
    auto below = crdt::units_below(doc, text::attribute_root, is_meant);
    walk.units.insert(walk.units.end(), below.begin(), below.end());
    return std::move(walk.units);
}

std::vector<std::string> words_of(const crdt::Doc& doc, std::string_view uid) {
    Walk walk(uid);
    for (auto item = doc.first(text::text_root); item != crdt::no_item; item = doc.next(item))
        walk.take(doc.view(item));
    const auto attributes = text::attributes_of(doc);
    const auto found = attributes.find(std::string(uid));
    const bool has_rows = found != attributes.end() && found->second.rows != crdt::no_item;
    const auto rows = has_rows ? text::cells_ever(doc, found->second.rows) : text::CellItems();
    for (const auto& row : rows) {
        for (const crdt::ItemIndex cell : row) {
            walk.pause();
            for (auto item = doc.first_in(cell); item != crdt::no_item; item = doc.next(item))
                walk.read(doc.view(item));
        }
    }
    return {std::move(walk.living), std::move(walk.ever)};
}

Result<Bytes> delete_units(
    crdt::Doc& doc,
    crdt::ClientId client,
    std::span<const std::string> blocks,
    std::span<const crdt::IdRange> units,
    std::string_view notice
) {
    std::optional<crdt::Id> marker;
    for (const std::string& uid : blocks) {
        if (!marker) marker = marker_id(doc, uid);
    }
    crdt::Edit edit(doc, client);
    for (const crdt::IdRange& range : units)
        DK_DO(edit.remove_ids(range));
    if (marker) {
        DK_DO(edit.insert_text(text::text_root, crdt::After{*marker}, notice, crdt::Attributes{}));
    }
    return edit.finish();
}

Result<std::int64_t>
clean_log(sql::Transaction& log, DocumentId document, std::span<const crdt::IdRange> units) {
    std::int64_t changed = 0;
    Seq seq = 0;
    for (;;) {
        DK_TRY(const auto lines, cleaning_store::lines_after(log, document, seq, records_at_once));
        for (const cleaning_store::Line& line : lines) {
            seq = line.seq;
            DK_TRY(const Bytes cleaned, crdt::redact(line.update, units));
            if (cleaned == line.update) continue;
            DK_DO(cleaning_store::replace_update(log, document, line.seq, cleaned));
            ++changed;
        }
        if (static_cast<std::int64_t>(lines.size()) < records_at_once) break;
    }
    DK_DO(clean_snapshot(log, document, units));
    return changed;
}

} // namespace denkraum::document::redaction
