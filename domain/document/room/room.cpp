// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/room/room.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/check.hpp"
#include "base/json/json.hpp"
#include "domain/document/limits.hpp"
#include "domain/document/room/limits.hpp"
#include "domain/document/text/repair.hpp"
#include "engine/crdt/update.hpp"
#include "engine/crdt/wire/awareness.hpp"
#include "engine/crdt/wire/sync_message.hpp"

namespace denkraum::document::room {
namespace {

std::map<crdt::ClientId, crdt::Clock> as_map(const std::vector<crdt::ClientClock>& clocks) {
    std::map<crdt::ClientId, crdt::Clock> map;
    for (const auto& [client, clock] : clocks)
        map[client] = clock;
    return map;
}

void add(Outputs& out, Outputs more) {
    std::move(more.begin(), more.end(), std::back_inserter(out));
}

} // namespace

Room::Room(Opening opening, Randomness& randomness)
    : doc_(std::move(opening.doc)),
      state_bytes_(doc_.encode_state().size()),
      seq_(opening.seq),
      durable_seq_(opening.seq),
      epoch_(opening.epoch),
      bindings_(std::move(opening.bindings)),
      repair_actor_(opening.repair_actor),
      repair_client_(opening.repair_client),
      randomness_(randomness),
      durable_clocks_(as_map(doc_.clocks())) {}

bool Room::is_client_live(crdt::ClientId client) const {
    return std::any_of(guests_.begin(), guests_.end(), [&](const auto& entry) {
        return entry.second.guest.client == client;
    });
}

Outputs Room::join(GuestId id, Guest guest) {
    CHECK(!guests_.contains(id), "a guest joins once");
    CHECK(
        !guest.may_write || bindings_.contains(guest.client),
        "client ids are bound before their guest writes"
    );
    if (guests_.size() >= guests_max) {
        return {Close{id, close_code::full, "too many people in this document"}};
    }
    Seat& seat = guests_[id];
    seat.guest = std::move(guest);

    Outputs out;
    out.push_back(Send{id, own_state()});
    Bytes present = all_presence(id);
    if (!present.empty()) out.push_back(Send{id, std::move(present)});
    return out;
}

Outputs Room::left(GuestId id) {
    const auto found = guests_.find(id);
    if (found == guests_.end()) return {};
    const Seat seat = std::move(found->second);
    guests_.erase(found);
    if (seat.presence.empty()) return {};
    gather({.client = seat.guest.client, .clock = seat.presence_clock + 1});
    return presence_after_quiet();
}

Outputs Room::durable(Seq up_to) {
    durable_seq_ = std::max(durable_seq_, std::min(up_to, seq_));
    while (!coming_clocks_.empty() && coming_clocks_.front().first <= durable_seq_) {
        const auto& [client, clock] = coming_clocks_.front().second;
        crdt::Clock& known = durable_clocks_[client];
        known = std::max(known, clock);
        coming_clocks_.pop_front();
    }
    Outputs out;
    while (!held_.empty() && held_.front().seq <= durable_seq_) {
        if (const auto* answer = std::get_if<Send>(&held_.front().output)) {
            answers_held_bytes_ -= answer->message.size();
            const auto asker = guests_.find(answer->to);
            if (asker != guests_.end()) asker->second.answering.clear();
        }
        out.push_back(std::move(held_.front().output));
        held_.pop_front();
    }
    add(out, answer_questions());
    for (auto& [id, seat] : guests_) {
        Outputs settled = settle_waiting(id, seat);
        std::move(settled.begin(), settled.end(), std::back_inserter(out));
    }
    return out;
}

// The answer is what the document holds now, and waits for what of it is not durable. Its size is
// the document's: each guest has one waiting, however often they ask.
Outputs Room::answer_questions() {
    Outputs out;
    if (is_stopped_) return out;
    for (auto& [id, seat] : guests_) {
        if (seat.asked.empty() || !seat.answering.empty()) continue;
        if (answers_held_bytes_ >= answers_held_bytes_max) return out;
        seat.answering = std::exchange(seat.asked, {});
        Output made = answer(id, seat.answering);
        const auto* message = std::get_if<Send>(&made);
        if (seq_ > durable_seq_ && message != nullptr) {
            answers_held_bytes_ += message->message.size();
            hold(seq_, std::move(made));
        } else {
            seat.answering.clear();
            out.push_back(std::move(made));
        }
    }
    return out;
}

Outputs Room::caught_up(GuestId id, ByteView missed) const {
    const auto found = guests_.find(id);
    if (found == guests_.end()) return {};
    Outputs out;
    if (!missed.empty()) out.push_back(Send{id, crdt::encode_message(crdt::SyncUpdate{missed})});
    Bytes present = all_presence(id);
    if (!present.empty()) out.push_back(Send{id, std::move(present)});
    const Seat& seat = found->second;
    if (seat.wants_acks && seat.durable_frames > 0) out.push_back(ack(id, seat.durable_frames));
    return out;
}

Output Room::ack(GuestId id, std::uint64_t frames) const {
    // Of the sender's own id alone: a document that many wrote in has thousands.
    std::vector<crdt::ClientClock> clocks;
    const auto own = durable_clocks_.find(guests_.at(id).guest.client);
    if (own != durable_clocks_.end()) clocks.push_back({own->first, own->second});
    const Bytes known = crdt::encode_state_vector(clocks);
    return Send{id, crdt::encode_message(crdt::Ack{frames, known}), true};
}

Outputs Room::stopped(std::string_view reason) {
    if (is_stopped_) return {};
    is_stopped_ = true;
    json::object says;
    says["reason"] = reason;
    stopped_notice_ = json::write(says);
    return tell_all("writing_stopped", stopped_notice_);
}

Outputs Room::tell_all(std::string_view kind, std::string_view json) const {
    Outputs out;
    for (const auto& [id, seat] : guests_) {
        if (seat.wants_acks)
            out.emplace_back(Send{id, crdt::encode_message(crdt::Notice{kind, json})});
    }
    return out;
}

Outputs Room::resume(Opening opening) {
    // What the log took after all is not sent again by anybody, so it must be shown now.
    Outputs out = durable(opening.seq);
    forget_undurable();
    is_stopped_ = false;
    doc_ = std::move(opening.doc);
    state_bytes_ = doc_.encode_state().size();
    seq_ = opening.seq;
    durable_seq_ = opening.seq;
    durable_clocks_ = as_map(doc_.clocks());
    is_dirty_ = true;
    // Everybody is asked for what the log lacks: the answer carries what was typed meanwhile.
    add(out, tell_all("writing_resumed", "{}"));
    const Bytes known = own_state();
    for (const auto& [id, seat] : guests_)
        out.emplace_back(Send{id, known});
    add(out, answer_questions());
    return out;
}

void Room::forget_undurable() {
    held_.clear();
    answers_held_bytes_ = 0;
    coming_clocks_.clear();
    for (auto& [id, seat] : guests_) {
        seat.waiting.clear();
        Bytes unanswered = std::exchange(seat.answering, {});
        if (seat.asked.empty()) seat.asked = std::move(unanswered);
    }
}

Outputs Room::tick(Instant now) {
    if (!wants_tick()) return {};
    is_dirty_ = false;
    const auto before = doc_.next_clock(repair_client_);
    const auto made = text::repair(doc_, repair_client_, now, randomness_);
    if (!made || made->empty()) return {};
    ++seq_;
    const auto after = doc_.next_clock(repair_client_);
    note_clocks(seq_, {{repair_client_, before, after - before}});
    hold_update(seq_, 0, *made);
    return {Append{seq_, RecordKind::Repair, repair_actor_, now, *made}};
}

Result<Outputs> Room::change(const Change& change, Instant now) {
    if (is_stopped_) return fail(ErrorCode::Unavailable, "the log cannot be written");
    bind(change.client, change.actor);
    const auto before = doc_.next_clock(change.client);
    DK_TRY(const Bytes made, change.make(doc_, change.client));
    if (made.empty()) return Outputs{};
    ++seq_;
    is_dirty_ = true;
    state_bytes_ += made.size();
    const auto after = doc_.next_clock(change.client);
    if (after > before) note_clocks(seq_, {{change.client, before, after - before}});
    hold_update(seq_, 0, made);
    return Outputs{Append{seq_, change.kind, change.actor, now, made}};
}

void Room::hold_update(Seq seq, GuestId except, ByteView update) {
    hold(seq, Broadcast{except, crdt::encode_message(crdt::SyncUpdate{update}), seq});
}

void Room::note_clocks(Seq seq, const std::vector<crdt::IdRange>& inserted) {
    for (const crdt::IdRange& range : inserted) {
        coming_clocks_.push_back({seq, {range.client, range.end()}});
    }
}

Bytes Room::own_state() const {
    const Bytes known = doc_.state_vector();
    return crdt::encode_message(crdt::SyncStep1{known});
}

void Room::gather(crdt::AwarenessEntry entry) {
    const auto [found, is_first] = gathered_.try_emplace(entry.client, entry);
    crdt::AwarenessEntry& known = found->second;
    const bool goes = entry.is_gone() && entry.clock == known.clock;
    if (!is_first && (entry.clock > known.clock || goes)) known = std::move(entry);
}

Outputs Room::presence_after_quiet() {
    // People come and go as fast as they like; one message never tells of more than can be here.
    if (is_presence_shown_ && gathered_.size() < guests_max) return {};
    return presence_tick();
}

Outputs Room::presence_tick() {
    is_presence_shown_ = !gathered_.empty();
    if (gathered_.empty()) return {};
    std::vector<crdt::AwarenessEntry> entries;
    entries.reserve(gathered_.size());
    for (auto& [client, entry] : gathered_)
        entries.push_back(std::move(entry));
    gathered_.clear();
    // To those who sent them too: y-websocket clients take silence for a lost connection.
    return {Broadcast{0, presence_message(entries)}};
}

Bytes Room::all_presence(GuestId except) const {
    std::vector<crdt::AwarenessEntry> entries;
    for (const auto& [id, seat] : guests_) {
        if (id == except || seat.presence.empty()) continue;
        entries.push_back(
            {.client = seat.guest.client, .clock = seat.presence_clock, .json = seat.presence}
        );
    }
    return entries.empty() ? Bytes{} : presence_message(entries);
}

} // namespace denkraum::document::room
