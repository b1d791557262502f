// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "base/json/json.hpp"
#include "domain/document/limits.hpp"
#include "domain/document/room/limits.hpp"
#include "domain/document/room/room.hpp"
#include "domain/document/text/model.hpp"
#include "domain/document/text/repair.hpp"
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
    // Who typed before telling all they had, and was cut off then, left words waiting here and with
    // everybody else: whoever comes back brings them along with their own.
    if (doc_.has_pending() && is_foreign(seat, seen->new_structs)) {
        crdt::count_waiting_as_known(*seen, doc_);
    }
    Bytes unknown;
    ByteView news = update;
    if (seen->structs != seen->new_structs || seen->deletes != seen->new_deletes) {
        // What is known stands in the log already, or was taken out of it for good: an old copy of
        // redacted words must not come back with somebody's next letter. And whoever comes back
        // brings every deletion there ever was.
        auto made = crdt::news_of(update, *seen);
        if (!made) return close_for(id, made.error());
        unknown = *std::move(made);
        news = unknown;
    }
    if (const auto reason = reason_to_refuse(seat, news, *seen)) {
        return refuse(id, seat, *reason, update, now);
    }
    const bool brings_nothing = seen->new_structs.empty() && seen->new_deletes.empty();
    // Readers' browsers tidy redundant format marks by themselves; that is no writing.
    if (brings_nothing || !seat.guest.may_write) return settle(id, seat);
    const bool foreign = is_foreign(seat, seen->new_structs);
    const RecordKind kind = foreign ? RecordKind::Restored : RecordKind::Edit;
    auto taken = take_in(id, seat, news, kind, now);
    if (taken) return *std::move(taken);
    if (taken.error().code != ErrorCode::TooLarge) return close_for(id, taken.error());
    return refuse(id, seat, KeptReason::Full, news, now);
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

Result<Outputs>
Room::take_in(GuestId id, Seat& seat, ByteView update, RecordKind kind, Instant now) {
    DK_TRY(const crdt::Changes changes, doc_.apply(update));
    ++seq_;
    state_bytes_ += update.size();
    is_dirty_ = is_dirty_ || text::may_need_repair(doc_, changes);
    note_clocks(seq_, changes.inserted);
    seat.waiting.push_back({.frame = seat.frames, .seq = seq_});
    Outputs out = keep_orphans(id, seat, changes, now);
    out.push_back(Append{seq_, kind, seat.guest.actor, now, Bytes(update.begin(), update.end())});
    hold_update(seq_, id, update);
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
