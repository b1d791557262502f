// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/room/open_room.hpp"

#include <utility>

#include "domain/document/authorship.hpp"
#include "domain/document/limits.hpp"
#include "domain/document/log/packing_store.hpp"
#include "domain/document/room/limits.hpp"
#include "domain/document/store.hpp"

namespace denkraum::document::room {
namespace {

/// Documents that are written at the same pace must not all save at the same moment.
std::int64_t snapshot_after(DocumentId id) {
    return snapshot_every + id.raw().back() * snapshot_every / 256;
}

std::string_view reason_of(const Error& error) {
    const auto why = sql::stopped_because(error);
    if (why == sql::Stopped::DiskFull) return "disk_full";
    if (why == sql::Stopped::ReadOnly) return "read_only";
    return "unavailable";
}

} // namespace

Done OpenRoom::read_authors(Opening& opening) const {
    {
        DK_TRY(auto main, parts_.main.begin(sql::Access::Write));
        DK_DO(store::find(main, id_));
        const Instant now = parts_.clock.now();
        DK_TRY(opening.epoch, epoch(main));
        DK_TRY(opening.repair_actor, repair_actor(main, now, parts_.randomness));
        DK_TRY(
            opening.repair_client,
            repair_client(main, id_, opening.repair_actor, now, parts_.randomness)
        );
        DK_DO(std::move(main).commit());
    }
    // There may be many, and no command has to wait for them.
    DK_TRY(auto main, parts_.main.begin(sql::Access::Read));
    DK_TRY(const auto bindings, store::bindings(main, id_));
    for (const auto& [client, actor] : bindings)
        opening.bindings[client] = actor;
    return {};
}

Result<OpenRoom::Read> OpenRoom::read() const {
    Read read;
    DK_DO(read_authors(read.opening));

    DK_TRY(auto log, parts_.log.begin(sql::Access::Read));
    DK_TRY(auto loaded, update_log::load(log, id_));
    read.opening.doc = std::move(loaded.doc);
    read.opening.seq = loaded.seq;
    read.chain = loaded.chain;
    read.since_snapshot = loaded.since_snapshot;
    return read;
}

Done OpenRoom::load() {
    const std::lock_guard lock(loading_);
    if (is_loaded_) return {};
    DK_TRY(Read loaded, read());
    is_loaded_ = true;
    durable_ = loaded.opening.seq;
    appended_ = loaded.opening.seq;
    strand_.post([self = shared_from_this(), loaded = std::move(loaded)]() mutable {
        self->start(std::move(loaded));
    });
    return {};
}

void OpenRoom::start(Read loaded) {
    chain_ = loaded.chain;
    since_snapshot_ = loaded.since_snapshot;
    epoch_ = loaded.opening.epoch;
    room_ = std::make_unique<Room>(std::move(loaded.opening), parts_.randomness);
    arm_tick();
}

bool OpenRoom::reserve(crdt::ClientId client) {
    const std::lock_guard lock(reserving_);
    return reserved_.insert(client).second;
}

void OpenRoom::release(crdt::ClientId client) {
    const std::lock_guard lock(reserving_);
    reserved_.erase(client);
}

std::size_t OpenRoom::reserved() const {
    const std::lock_guard lock(reserving_);
    return reserved_.size();
}

bool OpenRoom::is_done() const {
    return durable_ >= appended_ && reserved() == 0;
}

void OpenRoom::bind(crdt::ClientId client, network::ActorId actor) {
    room_->bind(client, actor);
}

void OpenRoom::join(GuestId id, Guest guest, network::SessionId session, http::Socket socket) {
    sitters_.emplace(
        id,
        Sitter{
            .socket = std::move(socket),
            .session = session,
            .member = guest.member,
            .joined_at = room_->durable_seq()
        }
    );
    if (guest.may_write) room_->bind(guest.client, guest.actor);
    deliver(room_->join(id, std::move(guest)));
    // The session may have ended between the door and here.
    check({{session, false}});
    arm_session_check();
}

void OpenRoom::frame(GuestId id, ByteView message) {
    // Sync step 2 and updates; presence alone keeps no session alive.
    const bool writes = message.size() > 2 && message[0] == 0 && message[1] != 0;
    const auto sitter = sitters_.find(id);
    if (writes && sitter != sitters_.end()) sitter->second.has_written = true;
    deliver(room_->frame(id, message, parts_.clock.now()));
}

void OpenRoom::leave(GuestId id) {
    sitters_.erase(id);
    deliver(room_->left(id));
    save_snapshot_if_due();
}

void OpenRoom::catch_up(GuestId id, Seq shown) {
    const auto sitter = sitters_.find(id);
    if (sitter == sitters_.end()) return;
    shown = std::max(shown, sitter->second.joined_at);
    const auto give_up = [](const Sitter& slow) {
        slow.socket.close(http::close_code::try_later, "too slow");
    };
    // Taken from the log: exactly the records they lack, whatever else is in the document by now.
    const bool posted = parts_.workers.try_post([self = shared_from_this(), id, shown, give_up] {
        const auto read = [&]() -> Result<Bytes> {
            DK_TRY(auto log, self->parts_.log.begin(sql::Access::Read));
            return update_log::merged_after(log, self->id_, shown);
        };
        self->strand_.post([self, id, give_up, missed = read()] {
            const auto slow = self->sitters_.find(id);
            if (slow == self->sitters_.end()) return;
            if (!missed) return give_up(slow->second);
            self->deliver(self->room_->caught_up(id, *missed));
        });
    });
    if (!posted) give_up(sitter->second);
}

void OpenRoom::change(const Room::Change& change, std::function<void(Result<Seq>)> done) {
    auto outputs = room_->change(change, parts_.clock.now());
    if (!outputs) {
        done(std::unexpected(outputs.error()));
        return;
    }
    const Seq seq = room_->last_seq();
    if (outputs->empty() && durable_ >= seq) {
        done(seq);
        return;
    }
    changes_waiting_.emplace(seq, std::move(done));
    deliver(*std::move(outputs));
}

void OpenRoom::tell_changes(Seq durable) {
    const auto end = changes_waiting_.upper_bound(durable);
    for (auto it = changes_waiting_.begin(); it != end; ++it)
        it->second(it->first);
    changes_waiting_.erase(changes_waiting_.begin(), end);
}

void OpenRoom::end(const std::function<bool(const Sitter&)>& whose) {
    for (const auto& [id, sitter] : sitters_) {
        if (whose(sitter)) sitter.socket.close(close_code::session_ended, "session ended");
    }
}

void OpenRoom::deliver(Outputs outputs) {
    for (Output& output : outputs) {
        std::visit([this](auto& what) { carry_out(what); }, output);
    }
    arm_tick();
    arm_presence_tick();
}

void OpenRoom::carry_out(Append& append) {
    // What follows a failure is read as missing, and asked for again.
    if (room_->is_stopped()) return;
    if (!may_be_written(append)) {
        appends_waiting_.push_back(std::move(append));
        return;
    }
    const Record record{
        .document = id_,
        .seq = append.seq,
        .epoch = epoch_,
        .kind = append.kind,
        .actor = append.actor,
        .at = append.at,
        .update = std::move(append.update)
    };
    const Seal made = seal(chain_, record, parts_.randomness);
    std::vector<sql::AppendQueue::Row> rows;
    rows.push_back(update_log::row_of(record, made));
    ++under_way_;
    const auto taken = queue_.append(
        std::move(rows),
        [self = shared_from_this(), seq = append.seq](const Done& done) {
            self->on_completed(seq, done);
            --self->under_way_;
        }
    );
    if (!taken) {
        --under_way_;
        on_failure(taken.error());
        return;
    }
    chain_ = made.chain;
    ++since_snapshot_;
    appended_ = append.seq;
}

void OpenRoom::carry_out(Send& send) {
    if (send.message.empty()) return;
    const auto sitter = sitters_.find(send.to);
    if (sitter == sitters_.end()) return;
    const auto message = http::Message::binary(send.message);
    if (send.is_of_stream) {
        sitter->second.socket.stream(message, 0);
    } else {
        sitter->second.socket.send(message);
    }
}

void OpenRoom::carry_out(Broadcast& broadcast) {
    const auto message = http::Message::binary(broadcast.message);
    const auto mark = static_cast<http::StreamMark>(broadcast.seq);
    for (const auto& [id, sitter] : sitters_) {
        if (id != broadcast.except) sitter.socket.stream(message, mark);
    }
}

void OpenRoom::carry_out(Close& close) {
    const auto sitter = sitters_.find(close.who);
    if (sitter == sitters_.end()) return;
    parts_.journal.warning(
        "socket closed", {{"document", id_.text()}, {"code", close.code}, {"reason", close.reason}}
    );
    sitter->second.socket.close(close.code, close.reason);
}

void OpenRoom::on_completed(Seq seq, const Done& done) {
    if (!done) {
        strand_.post([self = shared_from_this(), error = done.error()] { self->on_failure(error); }
        );
        return;
    }
    durable_ = seq;
    // One hop for all records of a commit.
    if (durable_is_posted_.exchange(true)) return;
    strand_.post([self = shared_from_this()] {
        self->durable_is_posted_ = false;
        const Seq durable = self->durable_;
        self->deliver(self->room_->durable(durable));
        self->tell_changes(durable);
        self->save_snapshot_if_due();
    });
}

void OpenRoom::on_failure(const Error& error) {
    // Whether these have reached the disk is known again when writing goes on; nobody waits so
    // long.
    const auto waiting = std::exchange(changes_waiting_, {});
    for (const auto& [seq, done] : waiting)
        done(std::unexpected(error));
    appends_waiting_.clear();
    unkept_.clear();
    to_keep_.clear();
    bytes_to_keep_ = 0;
    if (room_->is_stopped()) return;
    parts_.journal.failure(log::Level::Error, "writing stopped", error, {{"document", id_.text()}});
    deliver(room_->stopped(reason_of(error)));
    retry();
}

void OpenRoom::read_again() {
    ++cleanings_;
    strand_.post([self = shared_from_this()] {
        if (!self->room_) return;
        self->on_failure(Error{ErrorCode::Unavailable, "the log was changed"});
    });
}

void OpenRoom::retry() {
    strand_
        .after(
            retry_after,
            [self = shared_from_this()] {
                const bool writes = self->queue_.state() == sql::AppendQueue::State::Writing;
                // What is still queued would be read as missing, and its numbers given twice.
                if (!writes || self->under_way_ > 0 || self->is_keeping_) {
                    self->retry();
                    return;
                }
                const bool posted = self->parts_.workers.try_post([self] {
                    auto again = self->read();
                    self->strand_.post([self, again = std::move(again)]() mutable {
                        if (!again) {
                            self->retry();
                            return;
                        }
                        self->chain_ = again->chain;
                        self->durable_ = again->opening.seq;
                        self->appended_ = again->opening.seq;
                        self->deliver(self->room_->resume(std::move(again->opening)));
                    });
                });
                if (!posted) self->retry();
            }
        )
        .detach();
}

void OpenRoom::arm_tick() {
    if (tick_is_armed_ || !room_->wants_tick()) return;
    tick_is_armed_ = true;
    strand_
        .after(
            repair_after,
            [self = shared_from_this()] {
                self->tick_is_armed_ = false;
                self->deliver(self->room_->tick(self->parts_.clock.now()));
            }
        )
        .detach();
}

void OpenRoom::arm_presence_tick() {
    if (presence_tick_is_armed_ || !room_->wants_presence_tick()) return;
    presence_tick_is_armed_ = true;
    strand_
        .after(
            presence_every,
            [self = shared_from_this()] {
                self->presence_tick_is_armed_ = false;
                self->deliver(self->room_->presence_tick());
            }
        )
        .detach();
}

void OpenRoom::arm_session_check() {
    if (session_check_is_armed_ || sitters_.empty() || !parts_.may_stay) return;
    session_check_is_armed_ = true;
    strand_
        .after(
            session_check_every,
            // A room that everybody has left is not kept for this.
            [weak = weak_from_this()] {
                const auto self = weak.lock();
                if (!self) return;
                self->session_check_is_armed_ = false;
                self->check_sessions();
                self->arm_session_check();
            }
        )
        .detach();
}

void OpenRoom::check_sessions() {
    std::map<network::SessionId, bool> written;
    for (auto& [id, sitter] : sitters_) {
        written[sitter.session] = written[sitter.session] || sitter.has_written;
        sitter.has_written = false;
    }
    check(std::move(written));
}

void OpenRoom::check(std::map<network::SessionId, bool> sessions) {
    if (!parts_.may_stay) return;
    const bool posted =
        parts_.workers.try_post([self = shared_from_this(), sessions = std::move(sessions)] {
            for (const auto& [session, has_written] : sessions) {
                if (self->parts_.may_stay(session, has_written)) continue;
                self->strand_.post([self, ended = session] {
                    self->end([&](const Sitter& sitter) { return sitter.session == ended; });
                });
            }
        });
    if (!posted) parts_.journal.warning("sessions could not be checked");
}

void OpenRoom::pack_older_records() const {
    // A commit of its own for each: whoever types waits for the log no longer than one takes.
    const auto pack_one = [&]() -> Result<bool> {
        DK_TRY(auto log, parts_.log.begin(sql::Access::Write));
        DK_TRY(const bool has_packed, packing_store::pack_oldest(log, id_));
        if (has_packed) DK_DO(std::move(log).commit());
        return has_packed;
    };
    for (int packs = 0; packs < packs_at_once_max; ++packs) {
        const auto packed = pack_one();
        if (!packed) {
            parts_.journal.failure(log::Level::Warning, "log not packed", packed.error());
        }
        if (!packed.value_or(false)) return;
    }
}

void OpenRoom::save_snapshot_if_due() {
    const bool nobody_writes =
        sitters_.empty() && since_snapshot_ > 0 && durable_ >= room_->last_seq();
    if (since_snapshot_ < snapshot_after(id_) && !nobody_writes) return;
    if (is_saving_ || room_->is_stopped()) return;
    is_saving_ = parts_.workers.try_post([self = shared_from_this()] {
        const Done saved = self->save_snapshot();
        if (saved) {
            self->pack_older_records();
        } else {
            self->parts_.journal.failure(
                log::Level::Warning, "snapshot not written", saved.error()
            );
        }
        self->strand_.post([self] { self->is_saving_ = false; });
    });
    if (is_saving_) since_snapshot_ = 0;
}

// What the log holds: in the room there may always be something that is not on the disk yet.
Done OpenRoom::save_snapshot() const {
    update_log::Snapshot snapshot{.document = id_};
    const int cleanings = cleanings_;
    {
        DK_TRY(auto log, parts_.log.begin(sql::Access::Read));
        DK_TRY(const auto loaded, update_log::load(log, id_));
        snapshot.seq = loaded.seq;
        snapshot.at = loaded.at;
        snapshot.state = loaded.doc.encode_state();
        snapshot.chain = loaded.chain;
    }
    DK_TRY(auto log, parts_.log.begin(sql::Access::Write));
    // What was read may hold words that have been taken out since.
    if (cleanings != cleanings_) return {};
    DK_DO(update_log::save_snapshot(log, snapshot));
    return std::move(log).commit();
}

} // namespace denkraum::document::room
