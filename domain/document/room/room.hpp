// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/bytes.hpp"
#include "base/instant.hpp"
#include "base/random.hpp"
#include "domain/document/document.hpp"
#include "domain/document/log/record.hpp"
#include "domain/document/room/outputs.hpp"
#include "domain/network/network.hpp"
#include "engine/crdt/doc.hpp"
#include "engine/crdt/update.hpp"
#include "engine/crdt/wire/awareness.hpp"
#include "engine/crdt/wire/sync_message.hpp"

/// A room is one document being written: a plain state machine without waiting, I/O or threads.
/// Inputs come in, outputs go out; room/host carries the outputs out, on the document's strand.
///
/// Durable before visible: an update is validated, taken into the document and handed out to be
/// appended to the log; what it changes is sent to others, and acknowledged to its sender, only
/// when durable() has said so. Whatever shows the document (an answer to a state vector) waits
/// until everything in the document is durable.
///
/// Each update frame is settled, in the order in which they came: it is acknowledged, or its sender
/// is told that it was refused. Either comes only when its record is durable and what of its words
/// is kept for their author is stored. After a refusal nothing more is acknowledged on that
/// connection: whatever follows builds on what was refused.
namespace denkraum::document::room {

/// Everything a room is opened with.
struct Opening {
    crdt::Doc doc;
    Seq seq = 0; ///< of the last update in it
    Epoch epoch = 1;
    /// Whose client id is whose, for all who ever wrote here.
    std::unordered_map<crdt::ClientId, network::ActorId> bindings;
    network::ActorId repair_actor = {};
    crdt::ClientId repair_client = 0;
};

class Room {
public:
    Room(Opening opening, Randomness& randomness);

    /// Somebody opens a socket. Whoever may write has a client id that is bound by now (see
    /// bind()).
    [[nodiscard]] Outputs join(GuestId id, Guest guest);
    /// A binary message of theirs. The view is not kept.
    [[nodiscard]] Outputs frame(GuestId id, ByteView message, Instant now);
    /// Their socket has ended.
    [[nodiscard]] Outputs left(GuestId id);

    /// Somebody who read too slowly has read on. `missed` are the durable updates, as one, of which
    /// they were shown none; empty: there are none.
    [[nodiscard]] Outputs caught_up(GuestId id, ByteView missed) const;

    /// The words of a guest's frame are stored (KeepWords).
    [[nodiscard]] Outputs kept(GuestId id, std::uint64_t frame);
    /// Every update up to this one is on the disk.
    [[nodiscard]] Outputs durable(Seq up_to);
    /// The log cannot be written (disk full, read-only): nothing more is taken in until resume().
    /// What became durable nevertheless is shown and acknowledged as always.
    [[nodiscard]] Outputs stopped(std::string_view reason);
    /// Writing works again; the opening is what the log holds. What is not in it is forgotten
    /// here and asked for again. Requires: nothing that was appended is still under way.
    [[nodiscard]] Outputs resume(Opening opening);
    /// Now and then: repairs what people's edits left odd.
    [[nodiscard]] Outputs tick(Instant now);
    /// presence_every has passed since presence was shown: shows the newest state of each whose
    /// presence has changed since, as one message.
    [[nodiscard]] Outputs presence_tick();

    /// The server itself changes the document on somebody's behalf: a restored point, an accepted
    /// proposal. `make` gives the update, empty when there is nothing to do, and has changed the
    /// document accordingly. Goes the way of every update: the log first, then everybody.
    /// Requires: the client id is bound to the actor in the database.
    /// Fails: Unavailable while the log is stopped; as `make` fails, and nothing has changed then.
    struct Change {
        network::ActorId actor = {};
        crdt::ClientId client = 0;
        RecordKind kind = RecordKind::Reverted;
        std::function<Result<Bytes>(crdt::Doc&, crdt::ClientId)> make = {};
    };
    [[nodiscard]] Result<Outputs> change(const Change& change, Instant now);

    /// A client id is this actor's from now on, for ever.
    void bind(crdt::ClientId client, network::ActorId actor) { bindings_[client] = actor; }

    [[nodiscard]] bool is_client_live(crdt::ClientId client) const;
    [[nodiscard]] std::size_t guest_count() const { return guests_.size(); }
    [[nodiscard]] Seq last_seq() const { return seq_; }
    [[nodiscard]] Seq durable_seq() const { return durable_seq_; }
    [[nodiscard]] bool is_stopped() const { return is_stopped_; }
    [[nodiscard]] bool wants_tick() const { return is_dirty_ && !is_stopped_; }
    /// Whether what changes of people's presence waits for presence_tick().
    [[nodiscard]] bool wants_presence_tick() const { return is_presence_shown_; }
    [[nodiscard]] const crdt::Doc& doc() const { return doc_; }

private:
    /// An update frame that is not settled.
    struct Waiting {
        std::uint64_t frame; ///< this connection's count of update frames
        Seq seq;             ///< durable with this record
        bool is_keeping = false;
        bool is_refused = false;
        std::vector<Bytes> told = {}; ///< to its sender, when it is settled

        [[nodiscard]] bool waits_for_disk_alone(Seq record) const {
            return seq == record && !is_keeping && !is_refused;
        }
    };
    struct Refusal {
        KeptReason reason;
        KeptId copy;
        KeptId row;            ///< where words are kept now: a copy that is too long has several
        std::size_t bytes = 0; ///< of words in that row
    };
    struct Seat {
        Guest guest;
        Epoch known_epoch = 0; ///< as the client said; 0: it did not
        bool wants_acks = false;
        bool is_closing = false;
        std::uint64_t frames = 0; ///< update-bearing frames received
        std::uint64_t durable_frames = 0;
        std::deque<Waiting> waiting;
        std::optional<Refusal> refusal; ///< once something was refused on this connection
        std::uint64_t presence_clock = 0;
        std::string presence; ///< JSON with name and authority set by us; empty: none
        Bytes asked;          ///< the newest state vector without an answer; empty: there is none
        Bytes answering;      ///< the one whose answer is held
    };
    /// An output that must not leave before a record is durable.
    struct Held {
        Seq seq;
        Output output;
    };

    [[nodiscard]] Outputs on_message(GuestId id, Seat& seat, ByteView message, Instant now);
    [[nodiscard]] Outputs on_update(GuestId id, Seat& seat, ByteView update, Instant now);
    [[nodiscard]] Outputs on_state_vector(GuestId id, Seat& seat, ByteView state_vector);
    /// What somebody with this state vector lacks of the document as it is now.
    [[nodiscard]] Output answer(GuestId id, ByteView state_vector) const;
    [[nodiscard]] Outputs on_presence(GuestId id, Seat& seat, ByteView payload);
    /// Keeps the newer of two states of one client, as y-protocols would.
    void gather(crdt::AwarenessEntry entry);
    /// Shows what has gathered, if it need not wait.
    [[nodiscard]] Outputs presence_after_quiet();
    [[nodiscard]] static std::string
    with_true_name(std::string_view state_json, const Guest& guest);
    /// Fails: as Doc::apply, and nothing has changed then.
    [[nodiscard]] Result<Outputs>
    take_in(GuestId id, Seat& seat, ByteView update, RecordKind kind, Instant now);
    [[nodiscard]] std::optional<KeptReason>
    reason_to_refuse(const Seat& seat, ByteView news, const crdt::Inspection& seen);
    [[nodiscard]] Outputs
    refuse(GuestId id, Seat& seat, KeptReason reason, ByteView update, Instant now);
    /// Nobody has to write anything to take words out of a full document.
    [[nodiscard]] Outputs take_deletions(
        GuestId id, Seat& seat, ByteView update, const crdt::Inspection& seen, Instant now
    );
    [[nodiscard]] std::vector<Kept> refused_words(Seat& seat, std::string_view words, Instant now);
    /// The words of the newest frame that stand where nobody looks for them.
    [[nodiscard]] Outputs
    keep_orphans(GuestId id, Seat& seat, const crdt::Changes& changes, Instant now);
    /// The newest frame brings nothing.
    [[nodiscard]] Outputs settle(GuestId id, Seat& seat);
    [[nodiscard]] Outputs settle_waiting(GuestId id, Seat& seat);
    [[nodiscard]] Output ack(GuestId id, std::uint64_t frames) const;
    /// Whether the document has no room for it.
    [[nodiscard]] bool is_full_for(ByteView update);
    [[nodiscard]] bool
    is_foreign(const Seat& seat, const std::vector<crdt::IdRange>& new_structs) const;
    [[nodiscard]] Outputs on_hello(GuestId id, Seat& seat, const crdt::Hello& hello);
    /// To everybody who said hello: others do not know our messages.
    [[nodiscard]] Outputs tell_all(std::string_view kind, std::string_view json) const;
    [[nodiscard]] Bytes own_state() const;
    [[nodiscard]] static Bytes presence_message(std::span<const crdt::AwarenessEntry> entries);
    [[nodiscard]] Bytes all_presence(GuestId except) const;
    void forget_undurable();
    /// To those who asked while something was not durable: what may be shown by now.
    [[nodiscard]] Outputs answer_questions();
    void note_clocks(Seq seq, const std::vector<crdt::IdRange>& inserted);
    void hold(Seq seq, Output output) { held_.push_back({seq, std::move(output)}); }
    void hold_update(Seq seq, GuestId except, ByteView update);

    crdt::Doc doc_;
    std::size_t state_bytes_; ///< of the document, at most
    Seq seq_;
    Seq durable_seq_;
    Epoch epoch_;
    std::unordered_map<crdt::ClientId, network::ActorId> bindings_;
    network::ActorId repair_actor_;
    crdt::ClientId repair_client_;
    Randomness& randomness_;

    std::map<GuestId, Seat> guests_;
    /// Presence that has changed since it was last shown to everybody.
    std::map<crdt::ClientId, crdt::AwarenessEntry> gathered_;
    bool is_presence_shown_ = false; ///< less than presence_every ago
    std::deque<Held> held_;
    std::size_t answers_held_bytes_ = 0;
    /// What became known with which record, until that is durable.
    std::deque<std::pair<Seq, crdt::ClientClock>> coming_clocks_;
    std::map<crdt::ClientId, crdt::Clock> durable_clocks_;
    bool is_dirty_ = true;
    bool is_stopped_ = false;
    std::string stopped_notice_;
};

} // namespace denkraum::document::room
