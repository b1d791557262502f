// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/history/index.hpp"

#include <algorithm>

#include "domain/document/history/limits.hpp"
#include "domain/document/text/projection.hpp"
#include "engine/crdt/update.hpp"

namespace denkraum::document::history {
namespace {

/// So many records become one update before the document takes them in.
constexpr std::size_t merged_max = 1000;

Done take_in(crdt::Doc& doc, std::vector<Bytes>& updates) {
    if (updates.empty()) return {};
    const std::vector<ByteView> views(updates.begin(), updates.end());
    DK_TRY(const Bytes merged, crdt::merge_updates(views));
    DK_DO(doc.apply(merged));
    updates.clear();
    return {};
}

} // namespace

Done catch_up(sql::Transaction& log, DocumentId document, Index& index, Seq until) {
    std::vector<Bytes> waiting;
    const auto take = [&](const update_log::Line& line, ByteView update) -> Done {
        DK_DO(index.arrivals.add(line, update));
        waiting.emplace_back(update.begin(), update.end());
        if (waiting.size() < merged_max) return {};
        return take_in(index.doc, waiting);
    };
    DK_DO(update_log::each_record(log, document, index.arrivals.seq(), until, take));
    return take_in(index.doc, waiting);
}

std::shared_ptr<Histories::Entry> Histories::entry(DocumentId document) {
    const std::lock_guard lock(mutex_);
    const auto found = std::find_if(entries_.begin(), entries_.end(), [&](const auto& one) {
        return one->document == document;
    });
    if (found != entries_.end()) {
        entries_.splice(entries_.begin(), entries_, found);
    } else {
        auto fresh = std::make_shared<Entry>();
        fresh->document = document;
        entries_.push_front(std::move(fresh));
        if (entries_.size() > indexes_max) entries_.pop_back();
    }
    return entries_.front();
}

Done Histories::with(DocumentId document, const std::function<Done(const Index&)>& use) {
    const auto mine = entry(document);
    const std::lock_guard lock(mine->mutex);
    {
        DK_TRY(auto log, log_.begin(sql::Access::Read));
        const Done done = catch_up(log, document, mine->index);
        if (!done) {
            // What was taken in by halves would be wrong for ever.
            mine->index = Index();
            return done;
        }
    }
    return use(mine->index);
}

Result<std::shared_ptr<const Reading>> Histories::reading(DocumentId document, Seq seq) {
    std::uint64_t began = 0;
    {
        const std::lock_guard lock(mutex_);
        began = forgotten_;
        const auto found = std::find_if(readings_.begin(), readings_.end(), [&](const Kept& one) {
            return one.document == document && one.reading->seq == seq;
        });
        if (found != readings_.end()) {
            readings_.splice(readings_.begin(), readings_, found);
            return readings_.front().reading;
        }
    }
    DK_TRY(auto log, log_.begin(sql::Access::Read));
    DK_TRY(const auto loaded, update_log::load_until(log, document, seq));
    if (loaded.seq != seq || seq < 1) return fail(ErrorCode::NotFound, "no such record");
    auto made = std::make_shared<const Reading>(
        Reading{text::project(loaded.doc).prose, loaded.seq, loaded.at}
    );
    const std::lock_guard lock(mutex_);
    if (began != forgotten_) return made;
    readings_.push_front({document, made});
    if (readings_.size() > readings_max) readings_.pop_back();
    return made;
}

void Histories::forget(DocumentId document) {
    std::shared_ptr<Entry> mine;
    {
        const std::lock_guard lock(mutex_);
        ++forgotten_;
        std::erase_if(readings_, [&](const Kept& one) { return one.document == document; });
        const auto found = std::ranges::find_if(entries_, [&](const auto& one) {
            return one->document == document;
        });
        if (found == entries_.end()) return;
        mine = *found;
    }
    const std::lock_guard lock(mine->mutex);
    mine->index = Index();
}

} // namespace denkraum::document::history
