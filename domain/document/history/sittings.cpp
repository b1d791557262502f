// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/history/sittings.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "base/utf8.hpp"
#include "domain/document/history/limits.hpp"
#include "domain/document/text/model.hpp"
#include "domain/document/text/projection.hpp"
#include "domain/document/text/tables.hpp"

namespace denkraum::document::history {
namespace {

using crdt::Clock;
using crdt::ContentKind;
using crdt::Id;

/// The sitting of every record, by seq; 0 stands for no record.
struct Grouping {
    std::vector<Sitting> sittings;
    std::vector<std::uint32_t> of_record;
};

constexpr std::uint32_t nobody = 0xffff'ffffU;

Grouping group(const std::vector<update_log::Line>& lines) {
    Grouping result;
    result.of_record.assign(lines.size() + 1, nobody);
    std::map<std::pair<network::ActorId, RecordKind>, std::uint32_t> open;
    for (const update_log::Line& line : lines) {
        const auto found = open.find({line.actor, line.kind});
        if (found != open.end() && line.at - result.sittings[found->second].to <= pause_max) {
            Sitting& sitting = result.sittings[found->second];
            sitting.to = std::max(sitting.to, line.at);
            sitting.last = line.seq;
            result.of_record[static_cast<std::size_t>(line.seq)] = found->second;
            continue;
        }
        const auto number = static_cast<std::uint32_t>(result.sittings.size());
        result.sittings.push_back(
            {.kind = line.kind,
             .actor = line.actor,
             .from = line.at,
             .to = line.at,
             .first = line.seq,
             .last = line.seq}
        );
        open[{line.actor, line.kind}] = number;
        result.of_record[static_cast<std::size_t>(line.seq)] = number;
    }
    return result;
}

/// Counts words of units that follow each other in one sitting.
class WordCounter {
public:
    /// Units of another sitting, or none, end a word.
    [[nodiscard]] std::int64_t read(std::uint32_t sitting, std::string_view words) {
        if (sitting != sitting_) is_inside_ = false;
        sitting_ = sitting;
        std::int64_t count = 0;
        for (const char c : words) {
            const bool is_space = c == ' ' || c == '\n' || c == '\t';
            if (!is_space && !is_inside_) ++count;
            is_inside_ = !is_space;
        }
        return count;
    }
    void pause() { sitting_ = nobody; }

private:
    std::uint32_t sitting_ = nobody;
    bool is_inside_ = false;
};

class Counting {
public:
    explicit Counting(const Index& index)
        : index_(index),
          grouping_(group(index.arrivals.lines())),
          shown_(text::project(index.doc)),
          attributes_(text::attributes_of(index.doc)),
          touched_(grouping_.sittings.size()) {}

    std::vector<Sitting> run() {
        const crdt::Doc& doc = index_.doc;
        find_gone_tables();
        enter_block(0);
        std::size_t blocks = shown_.has_virtual_first ? 1 : 0;
        for (auto item = doc.first(text::text_root); item != crdt::no_item; item = doc.next(item)) {
            const crdt::ItemView view = doc.view(item);
            const bool is_marker =
                view.kind == ContentKind::Embed && text::marker_of(view.content).has_value();
            if (is_marker && !view.deleted) {
                enter_block(blocks);
                read_table(blocks++);
            }
            if (is_marker) {
                if (view.deleted) read_gone_table(view.id);
                added_.pause();
                removed_.pause();
            }
            read(view, is_marker);
        }
        for (std::size_t i = 0; i < touched_.size(); ++i)
            for (const std::size_t section : touched_[i])
                grouping_.sittings[i].sections.push_back(headings_[section]);
        return std::move(grouping_.sittings);
    }

private:
    void enter_block(std::size_t number) {
        const auto& blocks = shown_.prose.blocks;
        if (number >= blocks.size()) return;
        if (blocks[number].kind == prose::Kind::Heading) {
            headings_.push_back(prose::plain_text(blocks[number]));
            while (!headings_.back().empty() && headings_.back().back() == '\n')
                headings_.back().pop_back();
        }
        // Number 0 is what stands before any heading.
        section_ = headings_.size() - 1;
    }

    /// Deleting a table deletes its marker and leaves its cells where they are, for those who write
    /// in them meanwhile: the marker that went last takes them with it.
    void find_gone_tables() {
        std::set<std::string_view> living;
        for (const prose::Block& block : shown_.prose.blocks)
            living.insert(block.uid);
        const crdt::Doc& doc = index_.doc;
        std::map<std::string, Gone> last;
        for (auto item = doc.first(text::text_root); item != crdt::no_item; item = doc.next(item)) {
            const crdt::ItemView view = doc.view(item);
            if (!view.deleted || view.kind != ContentKind::Embed) continue;
            const auto marker = text::marker_of(view.content);
            if (!marker || living.contains(marker->uid)) continue;
            const auto attributes = attributes_.find(marker->uid);
            const bool has_rows =
                attributes != attributes_.end() && attributes->second.rows != crdt::no_item;
            const Span* gone = index_.arrivals.deleted().find(view.id);
            if (!has_rows || gone == nullptr) continue;
            Gone& one = last[marker->uid];
            if (gone->seq >= one.seq) one = {view.id, gone->seq, attributes->second.rows};
        }
        for (const auto& [uid, one] : last)
            gone_tables_.push_back(one);
    }

    void read_gone_table(const Id& marker) {
        const auto found = std::ranges::find_if(gone_tables_, [&](const Gone& one) {
            return one.marker == marker;
        });
        if (found == gone_tables_.end()) return;
        gone_with_ = grouping_.of_record[found->seq];
        read_cells(found->rows);
        gone_with_ = nobody;
    }

    /// Cells are words of the section that their table stands in.
    void read_table(std::size_t number) {
        const auto& blocks = shown_.prose.blocks;
        if (number >= blocks.size() || blocks[number].kind != prose::Kind::Table) return;
        const auto rows = attributes_.find(blocks[number].uid);
        if (rows == attributes_.end() || rows->second.rows == crdt::no_item) return;
        read_cells(rows->second.rows);
    }

    void read_cells(crdt::ItemIndex rows) {
        const crdt::Doc& doc = index_.doc;
        for (const auto& row : text::cells_ever(doc, rows)) {
            for (const crdt::ItemIndex cell : row) {
                added_.pause();
                removed_.pause();
                for (auto item = doc.first_in(cell); item != crdt::no_item; item = doc.next(item))
                    read(doc.view(item), false);
            }
        }
    }

    /// A marker that was deleted, the record that did it, and the cells that went with it.
    struct Gone {
        Id marker = {};
        std::uint32_t seq = 0;
        crdt::ItemIndex rows = crdt::no_item;
    };

    [[nodiscard]] std::uint32_t sitting_of(const Span* span) const {
        return span == nullptr ? nobody : grouping_.of_record[span->seq];
    }

    /// Parts an item where another record brought or deleted it.
    void read(const crdt::ItemView& view, bool is_marker) {
        std::string_view rest = view.kind == ContentKind::String ? view.content : "";
        Clock at = view.id.clock;
        const Clock end = at + view.length;
        while (at < end) {
            const Id id{view.id.client, at};
            const Span* came = index_.arrivals.inserted().find(id);
            const Span* gone = view.deleted ? index_.arrivals.deleted().find(id) : nullptr;
            Clock next = end;
            if (came != nullptr) next = std::min(next, came->end);
            if (gone != nullptr) next = std::min(next, gone->end);
            const std::size_t bytes = utf8::byte_of_utf16(rest, next - at);
            const std::uint32_t taken = gone == nullptr ? gone_with_ : sitting_of(gone);
            count(sitting_of(came), taken, rest.substr(0, bytes), is_marker);
            rest.remove_prefix(bytes);
            at = next;
        }
    }

    void count(std::uint32_t came, std::uint32_t gone, std::string_view words, bool is_marker) {
        if (came == gone) return;
        if (came != nobody && (gone == nobody || !is_marker)) touch(came);
        if (gone != nobody) touch(gone);
        if (came != nobody) {
            grouping_.sittings[came].words_added += added_.read(came, words);
        }
        if (gone == nobody) {
            removed_.pause();
            return;
        }
        grouping_.sittings[gone].words_removed += removed_.read(gone, words);
    }

    void touch(std::uint32_t sitting) {
        std::vector<std::size_t>& sections = touched_[sitting];
        if (sections.empty() || sections.back() != section_) sections.push_back(section_);
    }

    const Index& index_;
    Grouping grouping_;
    text::Projection shown_;
    text::AttributeMap attributes_;
    std::vector<std::string> headings_ = {""};
    std::size_t section_ = 0;
    std::vector<std::vector<std::size_t>> touched_;
    std::vector<Gone> gone_tables_;
    std::uint32_t gone_with_ = nobody; ///< while the cells of a deleted table are read
    WordCounter added_;
    WordCounter removed_;
};

} // namespace

std::vector<Sitting> sittings_of(const Index& index) {
    return Counting(index).run();
}

} // namespace denkraum::document::history
