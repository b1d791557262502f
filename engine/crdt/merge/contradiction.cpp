// SPDX-License-Identifier: EUPL-1.2
#include "engine/crdt/merge/contradiction.hpp"

#include <algorithm>

#include "engine/crdt/lib0/utf16.hpp"
#include "engine/crdt/state/id_ranges.hpp"

namespace denkraum::crdt {
namespace {

/// Goes through a text in units, from left to right only: each byte is looked at once.
class TextCursor {
public:
    TextCursor() = default;
    TextCursor(std::string_view text, Clock length) : rest_(text), units_(length) {}

    /// The next units; halves of a pair at the borders are left out and remembered.
    std::string_view take(Clock count) {
        halved_ = inside_;
        if (inside_ && count > 0) {
            rest_.remove_prefix(4);
            --units_;
            --count;
            inside_ = false;
        }
        // Counted from the start, so that the cost is what is passed.
        const Cut cut = count == units_ && !inside_ ? Cut{rest_.size(), false} : pass(count);
        const std::string_view taken = rest_.substr(0, cut.bytes);
        rest_.remove_prefix(cut.bytes);
        units_ -= count;
        if (cut.inside_a_pair) {
            inside_ = halved_ = true;
            ++units_;
        }
        return taken;
    }
    void skip(Clock count) { (void)take(count); }
    [[nodiscard]] bool halved() const { return halved_; }

private:
    [[nodiscard]] Cut pass(Clock count) const {
        return rest_.size() == units_ ? Cut{count, false} : cut_from_start(rest_, count);
    }

    std::string_view rest_;
    Clock units_ = 0; ///< units of rest_, the whole of a pair that is begun included
    bool inside_ = false;
    bool halved_ = false;
};

bool says_nothing(ContentKind kind) {
    return kind == ContentKind::Gc || kind == ContentKind::Deleted || kind == ContentKind::Skip;
}

/// Compares what an update tells of one client with what is known, both by rising clock.
class Comparison {
public:
    Comparison(const Store& store, ClientIndex client)
        : store_(store), client_(client), log_(store.log(client)) {}

    void compare(const Struct& told, std::vector<IdRange>& found) {
        TextCursor told_text;
        if (told.kind == ContentKind::String) told_text = {as_text(told.content), told.length};
        const Clock end = std::min(told.end(), log_.next);
        for (Clock clock = told.clock; clock < end;) {
            go_to(clock);
            const Clock to = std::min(end, known_->end());
            const IdRange common{told.client, clock, to - clock};
            if (!agree(told, told_text, common)) found.push_back(common);
            clock = to;
        }
    }

private:
    /// Makes `known_` the item that holds this clock, and its text stand there.
    void go_to(Clock clock) {
        if (known_ == nullptr || known_->end() <= clock) {
            known_ = &store_.item(store_.find(client_, clock));
            known_at_ = known_->clock;
            known_text_ = {};
            if (known_->kind == ContentKind::String) {
                known_text_ = {as_text(store_.content(*known_)), known_->length};
            }
        }
        if (known_->kind == ContentKind::String) known_text_.skip(clock - known_at_);
        known_at_ = clock;
    }

    bool agree(const Struct& told, TextCursor& told_text, const IdRange& common) {
        std::string_view mine;
        std::string_view theirs;
        bool halved = false;
        if (known_->kind == ContentKind::String) {
            halved = known_text_.halved();
            mine = known_text_.take(common.length);
            halved = halved || known_text_.halved();
        }
        if (told.kind == ContentKind::String) {
            theirs = told_text.take(common.length);
            halved = halved || told_text.halved();
        }
        known_at_ += common.length;
        if (says_nothing(told.kind) || says_nothing(known_->kind)) return true;
        if (told.kind != known_->kind) return false;
        if (told.kind == ContentKind::String) {
            return mine == theirs || halved || mine.contains(replacement)
                   || theirs.contains(replacement);
        }
        if (told.clock != known_->clock || told.length != known_->length) return true;
        return std::ranges::equal(told.content, store_.content(*known_));
    }

    const Store& store_;
    ClientIndex client_;
    const ClientLog& log_;
    const Item* known_ = nullptr;
    TextCursor known_text_;
    Clock known_at_ = 0;
};

} // namespace

std::vector<IdRange> contradictions(const Store& store, const DecodedUpdate& update) {
    std::vector<IdRange> found;
    for (const Section& section : update.sections) {
        const auto client = store.find_client(section.client);
        if (!client) continue;
        Comparison comparison(store, *client);
        for (std::uint32_t i = 0; i < section.count; ++i) {
            comparison.compare(update.structs[section.first + i], found);
        }
    }
    tidy(found);
    return found;
}

} // namespace denkraum::crdt
