// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "base/json/json.hpp"
#include "base/utf8.hpp"
#include "domain/document/limits.hpp"
#include "domain/document/room/limits.hpp"
#include "domain/document/room/room.hpp"
#include "domain/document/text/model.hpp"
#include "domain/document/text/orphans.hpp"
#include "engine/crdt/update.hpp"
#include "engine/crdt/wire/awareness.hpp"
#include "engine/crdt/wire/sync_message.hpp"

/// What comes over a socket: the half of Room that reads messages.
namespace denkraum::document::room {
namespace {

Outputs close_for(GuestId id, const Error& error) {
    if (error.code == ErrorCode::TooLarge) return {Close{id, close_code::too_large, error.detail}};
    return {Close{id, close_code::bad_frame, error.detail}};
}

std::string_view code_of(KeptReason reason) {
    switch (reason) {
    case KeptReason::Foreign: return "foreign";
    case KeptReason::Moved: return "moved";
    case KeptReason::Deleted: return "deleted";
    case KeptReason::NoWriter: return "no_writer";
    }
    return "foreign";
}

constexpr std::uint64_t epoch_max = 1'000'000'000;

} // namespace

Bytes Room::presence_message(std::span<const crdt::AwarenessEntry> entries) {
    const Bytes encoded = crdt::encode_awareness(entries);
    return crdt::encode_message(crdt::AwarenessUpdate{encoded});
}

Outputs Room::frame(GuestId id, ByteView message, Instant now) {
    const auto found = guests_.find(id);
    if (found == guests_.end() || found->second.is_closing) return {};
    Outputs out = on_message(id, found->second, message, now);
    // More may arrive before the socket has ended; nothing of it is looked at.
    found->second.is_closing = std::any_of(out.begin(), out.end(), [](const Output& output) {
        return std::holds_alternative<Close>(output);
    });
    return out;
}

Outputs Room::on_message(GuestId id, Seat& seat, ByteView message, Instant now) {
    if (message.size() > frame_bytes_max) {
        return {Close{id, close_code::too_large, "message too large"}};
    }
    const auto decoded = crdt::decode_message(message);
    if (!decoded) return close_for(id, decoded.error());
    if (const auto* step1 = std::get_if<crdt::SyncStep1>(&*decoded)) {
        return on_state_vector(id, seat, step1->state_vector);
    }
    if (const auto* step2 = std::get_if<crdt::SyncStep2>(&*decoded)) {
        return on_update(id, seat, step2->update, now);
    }
    if (const auto* update = std::get_if<crdt::SyncUpdate>(&*decoded)) {
        return on_update(id, seat, update->update, now);
    }
    if (const auto* presence = std::get_if<crdt::AwarenessUpdate>(&*decoded)) {
        return on_presence(id, seat, presence->entries);
    }
    if (std::holds_alternative<crdt::QueryAwareness>(*decoded)) {
        Bytes present = all_presence(0);
        if (present.empty()) return {};
        return {Send{id, std::move(present)}};
    }
    if (const auto* hello = std::get_if<crdt::Hello>(&*decoded)) return on_hello(id, seat, *hello);
    // What only a server says; from a client it means nothing.
    return {Close{id, close_code::bad_frame, "not a message of clients"}};
}

Outputs Room::on_hello(GuestId id, Seat& seat, const crdt::Hello& hello) {
    seat.wants_acks = true;
    seat.known_epoch = static_cast<Epoch>(std::min<std::uint64_t>(hello.epoch, epoch_max));
    Outputs out{Send{
        id,
        crdt::encode_message(crdt::Welcome{
            .epoch = static_cast<std::uint64_t>(epoch_),
            .client = seat.guest.client,
            .may_write = seat.guest.may_write
        })
    }};
    if (is_stopped_) {
        out.push_back(
            Send{id, crdt::encode_message(crdt::Notice{"writing_stopped", stopped_notice_})}
        );
    }
    return out;
}

Outputs Room::on_state_vector(GuestId id, Seat& seat, ByteView state_vector) {
    if (state_vector.size() > state_vector_bytes_max) {
        return {Close{id, close_code::too_large, "state vector too large"}};
    }
    if (const auto read = crdt::decode_state_vector(state_vector); !read) {
        return close_for(id, read.error());
    }
    if (seq_ <= durable_seq_) return {answer(id, state_vector)};
    seat.asked.assign(state_vector.begin(), state_vector.end());
    return {};
}

Output Room::answer(GuestId id, ByteView state_vector) const {
    const auto missing = doc_.diff(state_vector);
    if (!missing) return close_for(id, missing.error()).front();
    return Send{id, crdt::encode_message(crdt::SyncStep2{*missing})};
}

Outputs Room::on_update(GuestId id, Seat& seat, ByteView update, Instant now) {
    ++seat.frames;
    // While the log is stopped nothing is taken in; resume() asks for it again.
    if (is_stopped_) return {};
    auto seen = crdt::inspect(update, doc_);
    if (!seen) return close_for(id, seen.error());
    if (!seen->contradicting.empty()) {
        return {Close{id, close_code::bad_frame, "two writers under one client id"}};
    }
    const bool brings_nothing = seen->new_structs.empty() && seen->new_deletes.empty();
    if (brings_nothing) return settle(id, seat);
    if (!seat.guest.may_write) {
        // Readers' browsers tidy redundant format marks by themselves; that is no writing.
        if (seen->new_structs.empty()) return settle(id, seat);
        return refuse(id, seat, KeptReason::NoWriter, update, now);
    }
    const bool foreign = is_foreign(seat, seen->new_structs);
    const bool is_restoring = seat.known_epoch > 0 && seat.known_epoch < epoch_;
    if ((foreign && !is_restoring) || !seat.kept_id.is_none()) {
        return refuse(id, seat, KeptReason::Foreign, update, now);
    }
    if (!seen->new_structs.empty() && is_full_for(update)) {
        return {Close{id, close_code::too_large, "the document is full"}};
    }
    const RecordKind kind = foreign ? RecordKind::Restored : RecordKind::Edit;
    if (seen->structs == seen->new_structs) return take_in(id, seat, update, kind, now);
    // What is known stands in the log already, or was taken out of it for good: an old copy of
    // redacted words must not come back with somebody's next letter.
    auto unknown = crdt::diff_update(update, doc_.state_vector());
    if (!unknown) return close_for(id, unknown.error());
    return take_in(id, seat, *unknown, kind, now);
}

bool Room::is_full_for(ByteView update) {
    if (state_bytes_ + update.size() <= state_bytes_max) return false;
    // Updates take more room than they leave behind: only now is it worth looking closely.
    state_bytes_ = doc_.encode_state().size();
    return state_bytes_ + update.size() > state_bytes_max;
}

bool Room::is_foreign(const Seat& seat, const std::vector<crdt::IdRange>& new_structs) const {
    return std::any_of(new_structs.begin(), new_structs.end(), [&](const crdt::IdRange& range) {
        const auto owner = bindings_.find(range.client);
        return owner == bindings_.end() || owner->second != seat.guest.actor;
    });
}

Outputs Room::take_in(GuestId id, Seat& seat, ByteView update, RecordKind kind, Instant now) {
    auto changes = doc_.apply(update);
    if (!changes) return close_for(id, changes.error());
    ++seq_;
    state_bytes_ += update.size();
    is_dirty_ = true;
    note_clocks(seq_, changes->inserted);
    Outputs out = keep_orphans(id, seat, *changes, now);
    out.push_back(Append{seq_, kind, seat.guest.actor, now, Bytes(update.begin(), update.end())});
    hold_update(seq_, id, update);
    seat.waiting.push_back({seat.frames, seq_});
    return out;
}

Outputs Room::settle(GuestId id, Seat& seat) {
    if (seq_ <= durable_seq_ && seat.waiting.empty()) {
        seat.durable_frames = seat.frames;
        if (seat.wants_acks) return {ack(id, seat.frames)};
        return {};
    }
    seat.waiting.push_back({seat.frames, seq_});
    return {};
}

Outputs Room::refuse(GuestId id, Seat& seat, KeptReason reason, ByteView update, Instant now) {
    const auto seen = crdt::inspect(update, doc_);
    if (!seen) return close_for(id, seen.error());
    auto words = crdt::text_in(update, seen->new_structs);
    if (!words) return close_for(id, words.error());
    // Whatever follows on this connection builds on what was refused, so it is kept as well.
    if (seat.kept_id.is_none()) seat.kept_id = KeptId::make(now, randomness_);
    const std::string copy = seat.kept_id.text();
    const Bytes told = seat.wants_acks
                           ? crdt::encode_message(crdt::Refused{seat.frames, code_of(reason), copy})
                           : crdt::encode_message(crdt::PermissionDenied{code_of(reason)});
    if (words->empty()) return {Send{id, told}};
    const Kept kept{
        .id = KeptId::make(now, randomness_),
        .member = seat.guest.member,
        .at = now,
        .reason = reason,
        .words = std::string(utf8::truncate(*words, kept_words_bytes_max))
    };
    return {KeepWords{kept, id, told}};
}

Outputs
Room::keep_orphans(GuestId id, const Seat& seat, const crdt::Changes& changes, Instant now) {
    Outputs out;
    for (text::Orphan& orphan : text::find_orphans(doc_, changes.inserted, changes.deleted)) {
        const bool was_moved = orphan.why == text::Orphan::Why::Moved;
        const KeptReason reason = was_moved ? KeptReason::Moved : KeptReason::Deleted;
        json::object says;
        says["reason"] = code_of(reason);
        says["uid"] = orphan.uid;
        says["words"] = utf8::truncate(orphan.words, 200);
        const Kept kept{
            .id = KeptId::make(now, randomness_),
            .member = seat.guest.member,
            .at = now,
            .reason = reason,
            .uid = std::move(orphan.uid),
            .words = std::string(utf8::truncate(orphan.words, kept_words_bytes_max))
        };
        const std::string notice = json::write(says);
        const Bytes told =
            seat.wants_acks ? crdt::encode_message(crdt::Notice{"orphaned", notice}) : Bytes{};
        out.push_back(KeepWords{kept, id, told});
    }
    return out;
}

Outputs Room::on_presence(GuestId id, Seat& seat, ByteView payload) {
    const auto entries = crdt::decode_awareness(payload);
    if (!entries) return close_for(id, entries.error());
    for (const crdt::AwarenessEntry& entry : *entries) {
        // Nobody speaks for another one's presence.
        if (entry.client != seat.guest.client) continue;
        // As in y-protocols: a higher clock, or the same one saying that somebody is gone.
        const bool goes = entry.is_gone() && !seat.presence.empty();
        const bool is_newer = seat.presence_clock < entry.clock;
        if (!is_newer && !(goes && seat.presence_clock == entry.clock)) continue;
        if (entry.json.size() > presence_bytes_max) continue;
        seat.presence_clock = entry.clock;
        seat.presence = with_true_name(entry.json, seat.guest);
        std::string shown = seat.presence.empty() ? "null" : seat.presence;
        gather({.client = entry.client, .clock = entry.clock, .json = std::move(shown)});
    }
    return gathered_.empty() ? Outputs{} : presence_after_quiet();
}

std::string Room::with_true_name(std::string_view state_json, const Guest& guest) {
    auto state = json::parse(state_json, presence_bytes_max);
    if (!state || !state->is_object()) return {};
    json::object user;
    user["name"] = guest.name;
    user["authority"] = guest.authority;
    state->get_object()["user"] = std::move(user);
    return json::write(*state);
}

} // namespace denkraum::document::room
