// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/history/restore.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "base/json/json.hpp"
#include "base/prose/prose_json.hpp"
#include "base/utf8.hpp"
#include "domain/document/text/model.hpp"
#include "domain/document/text/projection.hpp"
#include "domain/document/text/tables.hpp"
#include "engine/crdt/edit.hpp"
#include "engine/diff/words.hpp"

namespace denkraum::document::history {
namespace {

using text::attribute_root;
using text::text_root;

std::uint64_t units_of(const prose::Inline& run) {
    return run.atom.empty() ? utf8::utf16_length(run.text) : 1;
}

std::uint64_t units_of(const std::vector<prose::Inline>& content) {
    std::uint64_t units = 0;
    for (const prose::Inline& run : content)
        units += units_of(run);
    return units;
}

/// What a block takes in the text: its marker (not the virtual first one's) and everything up to
/// the next one, as the document counts it.
struct Extent {
    std::uint64_t marker = 1;
    std::uint64_t content = 0;
};

std::vector<Extent> extents_of(const crdt::Doc& doc, const text::Projection& shown) {
    std::vector<Extent> extents;
    if (shown.has_virtual_first) extents.push_back({.marker = 0});
    for (auto item = doc.first(text_root); item != crdt::no_item; item = doc.next(item)) {
        const crdt::ItemView view = doc.view(item);
        if (view.deleted || !view.countable) continue;
        const bool is_marker =
            view.kind == crdt::ContentKind::Embed && text::marker_of(view.content).has_value();
        if (is_marker) {
            extents.emplace_back();
        } else if (!extents.empty()) {
            extents.back().content += view.length;
        }
    }
    return extents;
}

/// The uids that keep their place: a longest run of blocks in the same order in both.
std::set<std::string> staying(const prose::Prose& now, const prose::Prose& wanted) {
    std::map<std::string_view, std::size_t> place;
    for (std::size_t i = 0; i < wanted.blocks.size(); ++i)
        place[wanted.blocks[i].uid] = i;
    std::vector<std::size_t> tails;       // last place of the best run of each length
    std::vector<std::size_t> tail_blocks; // and which block of `now` that is
    std::vector<std::size_t> previous(now.blocks.size(), now.blocks.size());
    for (std::size_t i = 0; i < now.blocks.size(); ++i) {
        const auto found = place.find(now.blocks[i].uid);
        if (now.blocks[i].uid.empty() || found == place.end()) continue;
        const auto spot = std::lower_bound(tails.begin(), tails.end(), found->second);
        const auto length = static_cast<std::size_t>(spot - tails.begin());
        if (length > 0) previous[i] = tail_blocks[length - 1];
        if (spot == tails.end()) {
            tails.push_back(found->second);
            tail_blocks.push_back(i);
        } else {
            *spot = found->second;
            tail_blocks[length] = i;
        }
    }
    std::set<std::string> uids;
    if (tail_blocks.empty()) return uids;
    for (std::size_t i = tail_blocks.back(); i < now.blocks.size(); i = previous[i])
        uids.insert(now.blocks[i].uid);
    return uids;
}

/// All marks said, those that are off too.
crdt::Attributes all_attributes(const prose::Marks& marks) {
    crdt::Attributes attributes = text::attributes_for(marks);
    for (const std::string_view key : {"strong", "em", "code", "link", "term"}) {
        const bool is_set = std::any_of(attributes.begin(), attributes.end(), [&](const auto& one) {
            return one.key == key;
        });
        if (!is_set) attributes.push_back({std::string(key), "null"});
    }
    return attributes;
}

class Restoring {
public:
    Restoring(crdt::Doc& doc, crdt::ClientId client, const prose::Prose& wanted)
        : shown_(text::project(doc)),
          extents_(extents_of(doc, shown_)),
          wanted_(wanted),
          stays_(staying(shown_.prose, wanted)),
          doc_(doc),
          edit_(doc, client) {}

    Result<Bytes> run() {
        const auto& blocks = shown_.prose.blocks;
        std::size_t old = 0;
        for (const prose::Block& block : wanted_.blocks) {
            const bool stays = stays_.contains(block.uid);
            while (stays && blocks[old].uid != block.uid)
                DK_DO(remove(extents_[old++]));
            if (!stays) {
                DK_DO(insert(block));
                continue;
            }
            DK_DO(change(blocks[old], extents_[old], block));
            ++old;
        }
        while (old < blocks.size())
            DK_DO(remove(extents_[old++]));
        DK_DO(set_attributes());
        Bytes update = edit_.finish();
        return is_changed_ ? std::move(update) : Bytes{};
    }

private:
    Done remove(const Extent& extent) {
        const std::uint64_t length = extent.marker + extent.content;
        if (length == 0) return {};
        is_changed_ = true;
        return edit_.remove(text_root, crdt::Index{index_}, length);
    }

    Done insert(const prose::Block& block) {
        is_changed_ = true;
        DK_DO(edit_.insert_embed(text_root, crdt::Index{index_}, text::marker_json(block)));
        ++index_;
        return insert(block.content);
    }

    Done insert(const std::vector<prose::Inline>& content) {
        for (const prose::Inline& run : content) {
            is_changed_ = true;
            const crdt::Attributes attributes = text::attributes_for(run.marks);
            const crdt::Index place{index_};
            if (run.atom.empty()) {
                DK_DO(edit_.insert_text(text_root, place, run.text, attributes));
            } else {
                DK_DO(edit_.insert_embed(text_root, place, run.atom, attributes));
            }
            index_ += units_of(run);
        }
        return {};
    }

    Done change(const prose::Block& now, const Extent& extent, const prose::Block& block) {
        index_ += extent.marker;
        if (now.content == block.content) {
            index_ += extent.content;
            return {};
        }
        // What the projection does not show cannot be placed: then the words are replaced.
        if (units_of(now.content) != extent.content) {
            DK_DO(remove({.marker = 0, .content = extent.content}));
            return insert(block.content);
        }
        for (const diff::Piece& piece : diff::compare_words(now.content, block.content).pieces)
            DK_DO(apply(piece));
        return {};
    }

    Done apply(const diff::Piece& piece) {
        const std::uint64_t units = units_of(piece.runs);
        switch (piece.kind) {
        case diff::PieceKind::Kept: index_ += units; return {};
        case diff::PieceKind::Removed: return remove({.marker = 0, .content = units});
        case diff::PieceKind::Added: return insert(piece.runs);
        case diff::PieceKind::Formatted: return format(piece.runs);
        }
        return {};
    }

    Done format(const std::vector<prose::Inline>& runs) {
        is_changed_ = true;
        for (const prose::Inline& run : runs) {
            const std::uint64_t units = units_of(run);
            DK_DO(edit_.format(text_root, crdt::Index{index_}, units, all_attributes(run.marks)));
            index_ += units;
        }
        return {};
    }

    /// What stands beside the text, compared once the blocks are there.
    Done set_attributes() {
        std::map<std::string, prose::Block> now;
        for (prose::Block& block : text::project(doc_).prose.blocks)
            now.emplace(block.uid, std::move(block));
        for (const prose::Block& block : wanted_.blocks) {
            const auto found = now.find(block.uid);
            if (found != now.end()) DK_DO(set_attributes(found->second, block));
        }
        return {};
    }

    Done set_attributes(const prose::Block& now, const prose::Block& block) {
        const bool was_table = now.kind == prose::Kind::Table;
        const bool is_table = block.kind == prose::Kind::Table;
        if (now.kind != block.kind) {
            DK_DO(set(block, "kind", json::value(prose::id_of(block.kind))));
        }
        if (now.level != block.level) DK_DO(set(block, "level", block.level));
        if (now.list != block.list) {
            DK_DO(set(block, "list", json::value(prose::id_of(block.list))));
        }
        if (now.indent != block.indent) DK_DO(set(block, "indent", block.indent));
        if (now.sources != block.sources) {
            DK_DO(set(block, "sources", prose::to_json(block.sources)));
        }
        if (was_table && !is_table) {
            is_changed_ = true;
            return edit_.remove_key(attribute_root, block.uid + "/rows");
        }
        if (!is_table || now.table == block.table) return {};
        if (now.table.rows != block.table.rows) {
            is_changed_ = true;
            DK_DO(text::write_rows(edit_, block.uid, block.table.rows));
        }
        DK_DO(set(block, "header_row", block.table.header_row));
        return set(block, "header_column", block.table.header_column);
    }

    Done set(const prose::Block& block, std::string_view attribute, const json::value& value) {
        is_changed_ = true;
        const std::string key = block.uid + "/" + std::string(attribute);
        return edit_.set_key(attribute_root, key, json::write(value));
    }

    text::Projection shown_;
    std::vector<Extent> extents_;
    const prose::Prose& wanted_;
    std::set<std::string> stays_;
    crdt::Doc& doc_;
    crdt::Edit edit_;
    std::uint64_t index_ = 0;
    bool is_changed_ = false;
};

} // namespace

Result<Bytes> bring_back(crdt::Doc& doc, crdt::ClientId client, const prose::Prose& wanted) {
    return Restoring(doc, client, wanted).run();
}

Result<prose::Prose>
with_block_of(prose::Prose now, const prose::Prose& then, std::string_view uid) {
    const auto named = [&](const prose::Block& block) { return block.uid == uid; };
    const auto old = std::find_if(then.blocks.begin(), then.blocks.end(), named);
    if (uid.empty() || old == then.blocks.end()) {
        return fail(ErrorCode::NotFound, "the paragraph did not stand there then");
    }
    const auto here = std::find_if(now.blocks.begin(), now.blocks.end(), named);
    if (here != now.blocks.end()) {
        *here = *old;
        return now;
    }
    auto place = now.blocks.begin();
    for (auto before = old; before != then.blocks.begin();) {
        --before;
        const auto found =
            std::find_if(now.blocks.begin(), now.blocks.end(), [&](const prose::Block& block) {
                return block.uid == before->uid;
            });
        if (found == now.blocks.end()) continue;
        place = std::next(found);
        break;
    }
    now.blocks.insert(place, *old);
    return now;
}

} // namespace denkraum::document::history
