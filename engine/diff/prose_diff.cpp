// SPDX-License-Identifier: EUPL-1.2
#include "engine/diff/prose_diff.hpp"

#include <algorithm>
#include <array>

#include "engine/diff/match.hpp"
#include "engine/diff/order.hpp"
#include "engine/diff/parts.hpp"

namespace denkraum::diff {
namespace {

/// A paragraph that has come under another heading has moved, not the heading.
constexpr std::size_t heading_weight = 200;

struct Texts {
    prose::Prose before;
    prose::Prose after;
    Dictionary dictionary;
    std::vector<Signature> before_signatures;
    std::vector<Signature> after_signatures;
};

std::vector<Signature> signatures_of(const prose::Prose& prose, Dictionary& dictionary) {
    std::vector<Signature> signatures;
    signatures.reserve(prose.blocks.size());
    for (const prose::Block& block : prose.blocks)
        signatures.push_back(signature_of(block, dictionary));
    return signatures;
}

Frame frame_of(const prose::Block& block) {
    return {block.uid, block.kind, block.level, block.list, block.indent, block.sources};
}

std::vector<Frame>
frames_of(const std::vector<prose::Block>& blocks, const std::vector<std::size_t>& indexes) {
    std::vector<Frame> frames;
    for (const std::size_t index : indexes)
        frames.push_back(frame_of(blocks[index]));
    return frames;
}

std::vector<const Content*>
contents_of(const std::vector<prose::Block>& blocks, const std::vector<std::size_t>& indexes) {
    std::vector<const Content*> contents;
    for (const std::size_t index : indexes)
        contents.push_back(&blocks[index].content);
    return contents;
}

void compare_frames(Entry& entry) {
    const Frame& was = entry.frames_before.front();
    const Frame& is = entry.frames.front();
    entry.changed.kind = was.kind != is.kind;
    entry.changed.level = was.level != is.level && was.kind == is.kind;
    entry.changed.list = was.list != is.list || was.indent != is.indent;
    entry.changed.sources = was.sources != is.sources;
}

void compare_contents(Entry& entry, Texts& texts) {
    const auto before = contents_of(texts.before.blocks, entry.before);
    const auto after = contents_of(texts.after.blocks, entry.after);
    if (before.size() == 1 && after.size() == 1 && *before.front() == *after.front()) {
        entry.parts = {whole(PieceKind::Kept, *before.front())};
        return;
    }
    entry.parts = compare_parts(before, after, texts.dictionary);
    for (const BlockDiff& part : entry.parts) {
        entry.changed.words = entry.changed.words || part.has_other_words();
        entry.changed.marks = entry.changed.marks || part.has_other_marks();
    }
    const std::string& was = texts.before_signatures[entry.before.front()].label;
    const std::string& is = texts.after_signatures[entry.after.front()].label;
    entry.changed.number = was != is && !was.empty() && !is.empty();
}

void compare_table(Entry& entry, const prose::Table& before, const prose::Table& after) {
    if (before.rows.empty() && after.rows.empty()) return;
    entry.table = compare_tables(before, after);
    entry.changed.table = entry.table->has_changes();
}

Fate fate_of(const Entry& entry) {
    if (entry.after.size() > 1) return Fate::Split;
    if (entry.before.size() > 1) return Fate::Joined;
    return entry.changed == Aspects{} ? Fate::Kept : Fate::Changed;
}

Entry one_sided(Entry entry, const prose::Block& block) {
    const bool is_added = entry.before.empty();
    entry.fate = is_added ? Fate::Added : Fate::Removed;
    entry.parts = {whole(is_added ? PieceKind::Added : PieceKind::Removed, block.content)};
    if (!block.table.rows.empty()) {
        const prose::Table none{block.table.header_row, block.table.header_column, {}};
        entry.table = compare_tables(is_added ? none : block.table, is_added ? block.table : none);
    }
    return entry;
}

Entry entry_of(const Group& group, Texts& texts) {
    Entry entry{
        .before = group.before,
        .after = group.after,
        .frames_before = frames_of(texts.before.blocks, group.before),
        .frames = frames_of(texts.after.blocks, group.after),
    };
    if (group.before.empty())
        return one_sided(std::move(entry), texts.after.blocks[group.after.front()]);
    if (group.after.empty())
        return one_sided(std::move(entry), texts.before.blocks[group.before.front()]);
    compare_frames(entry);
    compare_contents(entry, texts);
    const prose::Table& before = texts.before.blocks[group.before.front()].table;
    compare_table(entry, before, texts.after.blocks[group.after.front()].table);
    entry.fate = fate_of(entry);
    return entry;
}

/// Light blocks have moved past heavy ones, not the other way round.
void mark_moved(std::vector<Entry>& entries, const Texts& texts) {
    std::vector<Entry*> matched;
    std::vector<std::size_t> positions;
    std::vector<std::size_t> weights;
    for (Entry& entry : entries) {
        if (entry.before.empty() || entry.after.empty()) continue;
        matched.push_back(&entry);
        positions.push_back(entry.before.front());
        const bool is_heading = entry.frames.front().kind == prose::Kind::Heading;
        std::size_t weight = is_heading ? heading_weight : 1;
        for (const std::size_t i : entry.before)
            weight += texts.before_signatures[i].words.size();
        weights.push_back(weight);
    }
    const std::vector<bool> stays = in_order(positions, weights);
    for (std::size_t k = 0; k < matched.size(); ++k)
        matched[k]->moved = !stays[k];
}

bool holds_its_place(const Entry& entry) {
    return !entry.before.empty() && !entry.after.empty() && !entry.moved;
}

/// Entries of the newer text in its order, then the removed ones: puts these where they stood.
std::vector<Entry> in_reading_order(std::vector<Entry> entries) {
    const auto removed = std::ranges::find(entries, Fate::Removed, &Entry::fate);
    std::vector<Entry> ordered;
    ordered.reserve(entries.size());
    auto next_removed = removed;
    const auto removed_until = [&](std::size_t before) {
        while (next_removed != entries.end() && next_removed->before.front() < before)
            ordered.push_back(std::move(*next_removed++));
    };
    auto next_place = entries.begin();
    const auto find_place = [&](std::vector<Entry>::iterator from) {
        next_place = std::find_if(from, removed, holds_its_place);
        removed_until(next_place == removed ? nobody : next_place->before.front());
    };
    find_place(entries.begin());
    for (auto entry = entries.begin(); entry != removed; ++entry) {
        ordered.push_back(std::move(*entry));
        if (entry == next_place) find_place(entry + 1);
    }
    return ordered;
}

} // namespace

ProseDiff compare(prose::Prose before, prose::Prose after) {
    Texts texts;
    texts.before = prose::normalised(std::move(before));
    texts.after = prose::normalised(std::move(after));
    texts.before_signatures = signatures_of(texts.before, texts.dictionary);
    texts.after_signatures = signatures_of(texts.after, texts.dictionary);
    const Pairing pairing =
        match_blocks(texts.before, texts.after, texts.before_signatures, texts.after_signatures);
    std::vector<Entry> entries;
    for (const Group& group : grouped(pairing, texts.before_signatures, texts.after_signatures))
        entries.push_back(entry_of(group, texts));
    mark_moved(entries, texts);
    return {in_reading_order(std::move(entries))};
}

} // namespace denkraum::diff
