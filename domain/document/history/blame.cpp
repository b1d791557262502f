// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/history/blame.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.hpp"
#include "domain/document/history/origins.hpp"
#include "domain/document/text/model.hpp"
#include "domain/document/text/tables.hpp"

namespace denkraum::document::history {
namespace {

constexpr std::string_view object_replacement = "\uFFFC";

class Blamer {
public:
    Blamer(
        const crdt::Doc& doc,
        const Arrivals& arrivals,
        const Bindings& bindings,
        std::chrono::microseconds pause
    )
        : doc_(doc),
          arrivals_(arrivals),
          bindings_(bindings),
          pause_(pause),
          origins_(doc, arrivals) {}

    std::vector<BlockBlame> run() {
        for (auto item = doc_.first(text::text_root); item != crdt::no_item;
             item = doc_.next(item)) {
            const crdt::ItemView view = doc_.view(item);
            if (view.deleted) continue;
            if (view.kind == crdt::ContentKind::String) read_words(view);
            if (view.kind == crdt::ContentKind::Embed) read_embed(view);
        }
        if (blocks_.empty()) blocks_.emplace_back();
        derive_uids();
        read_tables();
        return std::move(blocks_);
    }

private:
    void read_embed(const crdt::ItemView& view) {
        auto marker = text::marker_of(view.content);
        if (marker) {
            keeper_[marker->uid] = blocks_.size();
            blocks_.push_back({std::move(marker->uid), {}});
            ids_.resize(blocks_.size());
            ids_.back() = view.id;
            return;
        }
        pieces_.clear();
        origins_.trace(view, pieces_);
        add(object_replacement, pieces_.front());
    }

    void read_words(const crdt::ItemView& view) {
        if (blocks_.empty()) {
            blocks_.emplace_back();
            ids_.resize(1);
        }
        add_words(blocks_.back().runs, view);
    }

    void add_words(std::vector<CreditedRun>& runs, const crdt::ItemView& view) {
        pieces_.clear();
        origins_.trace(view, pieces_);
        std::string_view rest = view.content;
        for (const Origins::Piece& piece : pieces_) {
            const std::size_t bytes = utf8::byte_of_utf16(rest, piece.length);
            add_to(runs, rest.substr(0, bytes), piece);
            rest.remove_prefix(bytes);
        }
    }

    void add(std::string_view words, const Origins::Piece& piece) {
        if (blocks_.empty()) {
            blocks_.emplace_back();
            ids_.resize(1);
        }
        add_to(blocks_.back().runs, words, piece);
    }

    void
    add_to(std::vector<CreditedRun>& runs, std::string_view words, const Origins::Piece& piece) {
        const Credit credit = credit_of(piece);
        if (!runs.empty() && joins(runs.back().credit, credit)) {
            CreditedRun& last = runs.back();
            last.words += words;
            last.units += piece.length;
            last.credit.from = std::min(last.credit.from, credit.from);
            last.credit.to = std::max(last.credit.to, credit.to);
            return;
        }
        runs.push_back({std::string(words), piece.length, credit});
    }

    /// Cells behind the caption, parted as prose::plain_text() parts them.
    void read_tables() {
        for (const auto& [uid, attributes] : text::attributes_of(doc_)) {
            if (attributes.rows == crdt::no_item) continue;
            const auto keeper = keeper_.find(uid);
            if (keeper == keeper_.end()) continue;
            std::vector<CreditedRun>& runs = blocks_[keeper->second].runs;
            for (const auto& row : text::living_cells(doc_, attributes.rows)) {
                std::string_view parting = "\n";
                for (const crdt::ItemIndex cell : row) {
                    if (!runs.empty()) runs.back().words += parting;
                    parting = "\t";
                    read_cell(runs, cell);
                }
            }
        }
    }

    void read_cell(std::vector<CreditedRun>& runs, crdt::ItemIndex cell) {
        for (auto item = doc_.first_in(cell); item != crdt::no_item; item = doc_.next(item)) {
            const crdt::ItemView view = doc_.view(item);
            if (view.deleted) continue;
            if (view.kind == crdt::ContentKind::String) {
                add_words(runs, view);
            } else if (view.kind == crdt::ContentKind::Embed) {
                pieces_.clear();
                origins_.trace(view, pieces_);
                add_to(runs, object_replacement, pieces_.front());
            }
        }
    }

    [[nodiscard]] Credit credit_of(const Origins::Piece& piece) {
        if (piece.seq == 0) return {};
        const update_log::Line& line = arrivals_.line(piece.seq);
        Credit credit{line.kind, line.actor, {}, line.at, line.at};
        if (line.kind == RecordKind::Restored) {
            const auto bound = bindings_.find(piece.written.client);
            if (bound != bindings_.end() && bound->second != line.actor)
                credit.claimed = bound->second;
        }
        return credit;
    }

    [[nodiscard]] bool joins(const Credit& run, const Credit& next) const {
        return run.kind == next.kind && run.actor == next.actor && run.claimed == next.claimed
               && run.from - next.to <= pause_ && next.from - run.to <= pause_;
    }

    /// Of two blocks with one uid the last keeps it, as in text::project().
    void derive_uids() {
        for (std::size_t i = 0; i < blocks_.size(); ++i) {
            BlockBlame& block = blocks_[i];
            if (block.uid.empty() || keeper_[block.uid] == i) continue;
            block.uid = fmt::format("{}~{}.{}", block.uid, ids_[i].client, ids_[i].clock);
        }
    }

    const crdt::Doc& doc_;
    const Arrivals& arrivals_;
    const Bindings& bindings_;
    std::chrono::microseconds pause_;
    Origins origins_;
    std::vector<Origins::Piece> pieces_;
    std::vector<BlockBlame> blocks_;
    std::vector<crdt::Id> ids_;
    std::unordered_map<std::string, std::size_t> keeper_;
};

} // namespace

std::vector<BlockBlame> blame(
    const crdt::Doc& doc,
    const Arrivals& arrivals,
    const Bindings& bindings,
    std::chrono::microseconds pause
) {
    return Blamer(doc, arrivals, bindings, pause).run();
}

} // namespace denkraum::document::history
