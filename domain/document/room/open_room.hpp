// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <atomic>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <set>

#include "domain/document/log/update_log.hpp"
#include "domain/document/room/rooms.hpp"

namespace denkraum::document::room {

/// One open document: the room, its sockets, and the way from the room's outputs to the log, the
/// database and the wire. Unless said otherwise everything runs on the room's strand.
class OpenRoom : public std::enable_shared_from_this<OpenRoom> {
public:
    OpenRoom(const Rooms::Parts& parts, sql::AppendQueue& queue, DocumentId id, run::Strand strand)
        : parts_(parts), queue_(queue), id_(id), strand_(std::move(strand)) {}

    /// Reads the document, once; others wait for the first. Blocks: on a worker.
    [[nodiscard]] Done load();
    /// Words were taken out of the log: what is held here is given up and read again. Any thread.
    void read_again();

    /// Takes a client id for one connection; false when somebody writes under it. Any thread.
    [[nodiscard]] bool reserve(crdt::ClientId client);
    void release(crdt::ClientId client);
    /// Connections that are coming, there or going. Any thread.
    [[nodiscard]] std::size_t reserved() const;

    void join(GuestId id, Guest guest, network::SessionId session, http::Socket socket);
    void frame(GuestId id, ByteView message);
    void leave(GuestId id);
    /// Brings somebody who read too slowly what they missed after a record.
    void catch_up(GuestId id, Seq shown);
    void bind(crdt::ClientId client, network::ActorId actor);
    /// The server changes the document; `done` is told, on the strand, when it is durable.
    void change(const Room::Change& change, std::function<void(Result<Seq>)> done);
    /// Closes the sockets for which `whose` says so.
    struct Sitter {
        http::Socket socket;
        network::SessionId session;
        network::MemberId member;
        bool has_written = false; ///< since the session was last asked for
        Seq joined_at = 0;        ///< what was durable then, the answer to their state vector shows
    };
    void end(const std::function<bool(const Sitter&)>& whose);

    /// Whether it can go: nobody here and everything on the disk.
    [[nodiscard]] bool is_done() const;
    [[nodiscard]] const run::Strand& strand() const { return strand_; }
    [[nodiscard]] DocumentId id() const { return id_; }

private:
    struct Read {
        Opening opening;
        secret::Digest chain;
        std::int64_t since_snapshot = 0;
    };
    [[nodiscard]] Done read_authors(Opening& opening) const;
    [[nodiscard]] Result<Read> read() const;
    void start(Read read);

    void deliver(Outputs outputs);
    void carry_out(Append& append);
    void carry_out(Send& send);
    void carry_out(Broadcast& broadcast);
    void carry_out(Close& close);
    void carry_out(KeepWords& keep);

    [[nodiscard]] Done store_words(const std::vector<KeepWords>& keeps) const;
    void keep_words();
    void keep_later(const std::vector<KeepWords>& keeps);
    void leave_with_sender(const KeepWords& keep, const Error& why);
    void on_kept(const std::vector<KeepWords>& keeps, const Done& done);
    /// Whether no words have to be kept before.
    [[nodiscard]] bool may_be_written(const Append& append) const;

    void on_completed(Seq seq, const Done& done); ///< on the log's thread
    void on_failure(const Error& error);
    void tell_changes(Seq durable);
    void retry();
    void arm_tick();
    void arm_presence_tick();
    void save_snapshot_if_due();
    [[nodiscard]] Done save_snapshot() const; ///< on a worker
    void pack_older_records() const;          ///< on a worker
    void arm_session_check();
    void check_sessions();
    /// Ends the sockets of sessions that have ended; true: it was written in since.
    void check(std::map<network::SessionId, bool> sessions);

    const Rooms::Parts& parts_;
    sql::AppendQueue& queue_;
    const DocumentId id_;
    const run::Strand strand_;

    std::mutex loading_;
    bool is_loaded_ = false;
    mutable std::mutex reserving_;
    std::set<crdt::ClientId> reserved_;

    std::unique_ptr<Room> room_;
    std::map<GuestId, Sitter> sitters_;
    secret::Digest chain_ = {};
    std::int64_t since_snapshot_ = 0;
    bool is_saving_ = false; ///< a snapshot
    Epoch epoch_ = 1;
    bool tick_is_armed_ = false;
    bool presence_tick_is_armed_ = false;
    bool session_check_is_armed_ = false;
    std::vector<KeepWords> to_keep_; ///< while a worker stores those before
    std::size_t bytes_to_keep_ = 0;
    bool is_keeping_ = false;
    std::deque<Seq> unkept_;             ///< records whose words are not stored yet
    std::deque<Append> appends_waiting_; ///< those records and all behind them
    /// Changes of the server's that are not durable yet, by their records.
    std::multimap<Seq, std::function<void(Result<Seq>)>> changes_waiting_;

    std::atomic<Seq> durable_ = 0;
    std::atomic<Seq> appended_ = 0;
    std::atomic<std::int64_t> under_way_ = 0; ///< records that the log has not decided about
    std::atomic<bool> durable_is_posted_ = false;
    std::atomic<int> cleanings_ = 0; ///< of the log, while this is open
};

} // namespace denkraum::document::room
