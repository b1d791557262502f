// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <iterator>

#include "base/check.hpp"
#include "base/json/json.hpp"
#include "base/utf8.hpp"
#include "domain/document/limits.hpp"
#include "domain/document/room/room.hpp"
#include "domain/document/text/orphans.hpp"
#include "engine/crdt/wire/sync_message.hpp"

/// What is not taken over, what is kept of it for its author, and when they are told.
namespace denkraum::document::room {
namespace {

std::string_view code_of(KeptReason reason) {
    switch (reason) {
    case KeptReason::Foreign: return "foreign";
    case KeptReason::Moved: return "moved";
    case KeptReason::Deleted: return "deleted";
    case KeptReason::NoWriter: return "no_writer";
    case KeptReason::Full: return "full";
    case KeptReason::Contradicting: return "contradicting";
    }
    return "foreign";
}

void append(Outputs& out, Outputs more) {
    std::move(more.begin(), more.end(), std::back_inserter(out));
}

/// Cuts off the longest beginning of so many bytes. PostgreSQL keeps no NUL in a text.
std::string take_first(std::string_view& words, std::size_t bytes_max) {
    std::string first(utf8::truncate(words, bytes_max));
    words.remove_prefix(first.size());
    std::erase(first, '\0');
    return first;
}

} // namespace

std::optional<KeptReason>
Room::reason_to_refuse(const Seat& seat, ByteView news, const crdt::Inspection& seen) {
    // Whatever follows on a connection builds on what was refused.
    if (seat.refusal) return seat.refusal->reason;
    if (!seen.contradicting.empty()) return KeptReason::Contradicting;
    if (seen.new_structs.empty()) return std::nullopt;
    if (!seat.guest.may_write) return KeptReason::NoWriter;
    const bool is_restoring = seat.known_epoch > 0 && seat.known_epoch < epoch_;
    if (!is_restoring && is_foreign(seat, seen.new_structs)) return KeptReason::Foreign;
    if (is_full_for(news)) return KeptReason::Full;
    return std::nullopt;
}

Outputs Room::refuse(GuestId id, Seat& seat, KeptReason reason, ByteView update, Instant now) {
    const auto seen = crdt::inspect(update, doc_);
    CHECK(seen.has_value(), "what is refused was inspected before");
    std::vector<crdt::IdRange> lost = seen->contradicting;
    lost.insert(lost.end(), seen->new_structs.begin(), seen->new_structs.end());
    std::sort(lost.begin(), lost.end());
    const auto words = crdt::text_in(update, lost);
    CHECK(words.has_value(), "what was inspected has a text");
    if (!seat.refusal) {
        const auto copy = KeptId::make(now, randomness_);
        seat.refusal = Refusal{.reason = reason, .copy = copy, .row = copy};
    }
    Outputs out;
    if (reason == KeptReason::Full) out = take_deletions(id, seat, update, *seen, now);
    const bool is_partly_taken = !out.empty();
    const bool has_words_or_news = is_partly_taken || !words->empty();
    // Whoever says nothing again and again is told once, and takes no room.
    const bool is_said_again = !has_words_or_news && !seat.waiting.empty()
                               && seat.waiting.back().is_refused && !seat.waiting.back().is_keeping;
    if (!is_partly_taken && !is_said_again)
        seat.waiting.push_back({.frame = seat.frames, .seq = seq_});
    Waiting& waiting = seat.waiting.back();
    waiting.frame = seat.frames;
    waiting.is_refused = true;
    if (is_said_again) waiting.told.pop_back();
    const std::string copy = seat.refusal->copy.text();
    waiting.told.push_back(
        seat.wants_acks ? crdt::encode_message(crdt::Refused{seat.frames, code_of(reason), copy})
                        : crdt::encode_message(crdt::PermissionDenied{code_of(reason)})
    );
    std::vector<Kept> kept = refused_words(seat, *words, now);
    if (!kept.empty()) {
        waiting.is_keeping = true;
        out.emplace_back(KeepWords{.from = id, .frame = seat.frames, .words = std::move(kept)});
    }
    append(out, settle_waiting(id, seat));
    return out;
}

Outputs Room::take_deletions(
    GuestId id, Seat& seat, ByteView update, const crdt::Inspection& seen, Instant now
) {
    // Those of what is refused, here or before, would wait for it for ever, and take what is typed
    // under the same ids later.
    const auto rest = crdt::deletions_of_known(update, seen, doc_);
    if (!rest) return {};
    const auto brings = crdt::inspect(*rest, doc_);
    if (!brings || brings->new_deletes.empty()) return {};
    return take_in(id, seat, *rest, RecordKind::Edit, now).value_or(Outputs{});
}

std::vector<Kept> Room::refused_words(Seat& seat, std::string_view words, Instant now) {
    std::vector<Kept> kept;
    Refusal& refusal = *seat.refusal;
    while (!words.empty()) {
        std::string part = take_first(words, kept_words_bytes_max - refusal.bytes);
        if (part.empty()) {
            refusal.row = KeptId::make(now, randomness_);
            refusal.bytes = 0;
            continue;
        }
        refusal.bytes += part.size();
        kept.push_back(
            {.id = refusal.row,
             .member = seat.guest.member,
             .at = now,
             .reason = refusal.reason,
             .words = std::move(part)}
        );
    }
    return kept;
}

Outputs Room::keep_orphans(GuestId id, Seat& seat, const crdt::Changes& changes, Instant now) {
    std::vector<Kept> kept;
    Waiting& waiting = seat.waiting.back();
    for (text::Orphan& orphan : text::find_orphans(doc_, changes.inserted, changes.deleted)) {
        const bool was_moved = orphan.why == text::Orphan::Why::Moved;
        const KeptReason reason = was_moved ? KeptReason::Moved : KeptReason::Deleted;
        if (seat.wants_acks) {
            json::object says;
            says["reason"] = code_of(reason);
            says["uid"] = orphan.uid;
            says["words"] = utf8::truncate(orphan.words, 200);
            const std::string notice = json::write(says);
            waiting.told.push_back(crdt::encode_message(crdt::Notice{"orphaned", notice}));
        }
        for (std::string_view words = orphan.words; !words.empty();) {
            kept.push_back(
                {.id = KeptId::make(now, randomness_),
                 .member = seat.guest.member,
                 .at = now,
                 .reason = reason,
                 .uid = orphan.uid,
                 .words = take_first(words, kept_words_bytes_max)}
            );
        }
    }
    if (kept.empty()) return {};
    waiting.is_keeping = true;
    return {KeepWords{id, seat.frames, std::move(kept), seq_}};
}

Outputs Room::kept(GuestId id, std::uint64_t frame) {
    const auto found = guests_.find(id);
    if (found == guests_.end()) return {};
    Seat& seat = found->second;
    // What was not settled when the log stopped is sent again, as another frame.
    const auto waiting = std::ranges::find(seat.waiting, frame, &Waiting::frame);
    if (waiting != seat.waiting.end()) waiting->is_keeping = false;
    return settle_waiting(id, seat);
}

Outputs Room::settle(GuestId id, Seat& seat) {
    // What brings nothing waits with what came before it: however often it is said while the disk
    // is slow, it takes no room.
    if (!seat.waiting.empty() && seat.waiting.back().waits_for_disk_alone(seq_)) {
        seat.waiting.back().frame = seat.frames;
    } else {
        seat.waiting.push_back({.frame = seat.frames, .seq = seq_});
    }
    return settle_waiting(id, seat);
}

Outputs Room::settle_waiting(GuestId id, Seat& seat) {
    Outputs out;
    std::uint64_t frames = 0;
    while (!seat.waiting.empty()) {
        Waiting& first = seat.waiting.front();
        if (first.is_keeping || first.seq > durable_seq_) break;
        for (Bytes& message : first.told)
            out.emplace_back(Send{id, std::move(message)});
        if (!first.is_refused) frames = first.frame;
        seat.waiting.pop_front();
    }
    if (frames == 0) return out;
    seat.durable_frames = frames;
    if (seat.wants_acks) out.push_back(ack(id, frames));
    return out;
}

} // namespace denkraum::document::room
