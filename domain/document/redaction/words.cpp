// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/redaction/words.hpp"

#include <algorithm>
#include <deque>
#include <limits>

#include "base/utf8.hpp"
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

/// Whether this says or shows something: text, an image, a note, where a link leads.
bool holds_words(const crdt::ItemView& view) {
    using crdt::ContentKind;
    if (view.kind == ContentKind::Format) {
        return view.content != "null" && (view.format_key == "link" || view.format_key == "term");
    }
    return view.kind == ContentKind::String || view.kind == ContentKind::Embed;
}

constexpr Seq never = std::numeric_limits<Seq>::max();
/// Of what is in the document, but not in its log as it was read.
constexpr Seq not_read_yet = never - 2;

/// There after the record that brought it, until the one that took it away.
struct Life {
    Seq came = 0;
    Seq went = never;
};

/// Goes through the text and knows the markers that it passed.
class Walk {
public:
    explicit Walk(const history::Arrivals& arrivals) : arrivals_(arrivals) {}

    void take(const crdt::ItemView& view, const std::function<void(const Stay&)>& tell) {
        if (view.kind == crdt::ContentKind::Embed) {
            if (auto marker = text::marker_of(view.content)) {
                crdt::Clock end = view.id.clock + 1;
                pass(std::move(marker->uid), life_of(view, view.id.clock, end));
                return;
            }
        }
        if (!holds_words(view)) return;
        std::string_view rest = view.kind == crdt::ContentKind::String ? view.content : "";
        const crdt::Clock end = view.id.clock + view.length;
        for (crdt::Clock at = view.id.clock; at < end;) {
            crdt::Clock next = end;
            const Life life = life_of(view, at, next);
            const std::size_t bytes = utf8::byte_of_utf16(rest, next - at);
            tell(
                {.units = {view.id.client, at, next - at},
                 .words = rest.substr(0, bytes),
                 .is_living = !view.deleted,
                 .blocks = blocks_of(life)}
            );
            rest.remove_prefix(bytes);
            at = next;
        }
    }

private:
    static constexpr std::size_t none = std::numeric_limits<std::size_t>::max();
    struct Mark {
        std::string uid;
        Life life;
        std::size_t living = none; ///< the last living one up to here
        Seq last_went = 0;         ///< of those behind that
    };

    /// Of the unit at a clock; `end` becomes that of those that share it.
    Life life_of(const crdt::ItemView& view, crdt::Clock at, crdt::Clock& end) const {
        const auto seq_in = [&](const history::SpanTable& table) {
            const history::Span* span = table.find({view.id.client, at});
            end = std::min(end, span == nullptr ? at + 1 : span->end);
            return span == nullptr ? not_read_yet : Seq{span->seq};
        };
        Life life;
        life.came = seq_in(arrivals_.inserted());
        // What one record brought and took stood there as long as that record.
        if (view.deleted) life.went = std::max(seq_in(arrivals_.deleted()), life.came + 1);
        return life;
    }

    void pass(std::string uid, const Life& life) {
        Mark mark{.uid = std::move(uid), .life = life};
        if (life.went == never) {
            mark.living = marks_.size();
            mark.last_went = never;
        } else {
            mark.last_went = life.went;
            if (!marks_.empty()) {
                const Mark& before = marks_.back();
                mark.living = before.living;
                if (before.life.went != never)
                    mark.last_went = std::max(mark.last_went, before.last_went);
            }
        }
        marks_.push_back(std::move(mark));
    }

    /// When a marker goes, what stands behind it falls to the one before.
    std::vector<std::string_view> blocks_of(const Life& life) const {
        std::vector<std::string_view> blocks;
        Seq from = life.came;
        for (std::size_t i = marks_.size(); i > 0;) {
            const Mark& mark = marks_[--i];
            if (from >= mark.last_went) {
                if (mark.living == none) break;
                i = mark.living + 1;
                continue;
            }
            const bool have_met = mark.life.came < life.went && from < mark.life.went;
            if (!have_met) continue;
            if (std::ranges::find(blocks, mark.uid) == blocks.end()) blocks.emplace_back(mark.uid);
            if (life.went <= mark.life.went) break;
            from = mark.life.went;
        }
        return blocks;
    }

    const history::Arrivals& arrivals_;
    std::deque<Mark> marks_;
};

/// Whoever names a block means the living words that stand in it now, and the deleted ones that
/// ever did.
bool stood_in(const Stay& stay, std::string_view uid) {
    if (stay.is_living) return !stay.blocks.empty() && stay.blocks.back() == uid;
    return std::ranges::find(stay.blocks, uid) != stay.blocks.end();
}

void add(std::vector<crdt::IdRange>& ranges, const crdt::IdRange& units) {
    const bool goes_on = !ranges.empty() && ranges.back().client == units.client
                         && ranges.back().end() == units.clock;
    if (goes_on) {
        ranges.back().length += units.length;
    } else {
        ranges.push_back(units);
    }
}

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

void each_stay(
    const crdt::Doc& doc,
    const history::Arrivals& arrivals,
    const std::function<void(const Stay&)>& tell
) {
    Walk walk(arrivals);
    for (auto item = doc.first(text::text_root); item != crdt::no_item; item = doc.next(item))
        walk.take(doc.view(item), tell);
}

std::vector<crdt::IdRange>
units_of(const crdt::Doc& doc, const history::Arrivals& arrivals, std::string_view uid) {
    std::vector<crdt::IdRange> units;
    each_stay(doc, arrivals, [&](const Stay& stay) {
        if (stood_in(stay, uid)) add(units, stay.units);
    });
    const std::string prefix = std::string(uid) + "/";
    const auto is_meant = [&](std::string_view key) {
        return key.starts_with(prefix) && !is_form(key.substr(prefix.size()));
    };
    auto below = crdt::units_below(doc, text::attribute_root, is_meant);
    units.insert(units.end(), below.begin(), below.end());
    return units;
}

std::vector<std::string>
words_of(const crdt::Doc& doc, const history::Arrivals& arrivals, std::string_view uid) {
    std::string living;
    std::string ever;
    each_stay(doc, arrivals, [&](const Stay& stay) {
        if (!stood_in(stay, uid)) return;
        ever += stay.words;
        if (stay.is_living) living += stay.words;
    });
    const auto attributes = text::attributes_of(doc);
    const auto found = attributes.find(std::string(uid));
    const bool has_rows = found != attributes.end() && found->second.rows != crdt::no_item;
    const auto rows = has_rows ? text::cells_ever(doc, found->second.rows) : text::CellItems();
    for (const auto& row : rows) {
        for (const crdt::ItemIndex cell : row) {
            ever += '\n';
            living += '\n';
            for (auto item = doc.first_in(cell); item != crdt::no_item; item = doc.next(item)) {
                const crdt::ItemView view = doc.view(item);
                if (view.kind != crdt::ContentKind::String) continue;
                ever += view.content;
                if (!view.deleted) living += view.content;
            }
        }
    }
    return {std::move(living), std::move(ever)};
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
