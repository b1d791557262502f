// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "base/instant.hpp"
#include "base/random.hpp"
#include "base/result.hpp"
#include "domain/document/document.hpp"
#include "domain/document/limits.hpp"
#include "domain/document/room/room.hpp"
#include "domain/network/access.hpp"
#include "platform/http/socket.hpp"
#include "platform/log/log.hpp"
#include "platform/run/loop.hpp"
#include "platform/run/workers.hpp"
#include "platform/sql/append_queue.hpp"
#include "platform/sql/sql.hpp"

namespace denkraum::document::room {

class OpenRoom;

/// All documents that are open on this node: carries out what rooms say. Each room and its sockets
/// live on one strand; the log's thread tells when records are durable; whatever blocks goes to
/// the workers.
class Rooms {
public:
    struct Parts {
        sql::Database& main;
        sql::Database& log;
        const run::Loops& loops;
        const run::Workers& workers;
        const Clock& clock;
        Randomness& randomness;
        log::Log& journal;
        /// Whether what was begun in this session may go on; `has_written` keeps it from running
        /// out. Blocks. Sessions that run out tell nobody, so rooms ask now and then.
        std::function<bool(network::SessionId session, bool has_written)> may_stay = {};
        /// How long a room without guests is kept open, for the next one to come.
        std::chrono::milliseconds linger = room_linger;
    };
    /// Begins to write the log. Requires: all parts outlive it; loops are stopped before it ends.
    explicit Rooms(Parts parts);
    Rooms(const Rooms&) = delete;
    Rooms& operator=(const Rooms&) = delete;
    ~Rooms();

    /// Which client id a connection wants to write under.
    struct Claim {
        std::optional<crdt::ClientId> client = {};
        /// A client that cannot be given another id than it claims (no browser of ours).
        bool is_firm = false;
    };
    /// Lets somebody in: opens the room if nobody is there yet, binds a writer's client id, and
    /// gives what the socket calls. Blocks; call it on a worker. Fails: NotFound for an unknown
    /// document; Conflict for a firm claim of an id that is taken; Unavailable when the log cannot
    /// be read.
    [[nodiscard]] Result<http::SocketEvents>
    enter(DocumentId document, const network::Viewer& viewer, const Claim& claim);

    /// The server changes a document on somebody's behalf, as one update among the others: whoever
    /// writes there sees it, and what they type meanwhile stays. Gives the seq of its record, once
    /// it is durable; the newest one when there was nothing to change.
    /// Blocks; call it on a worker. Fails: NotFound; Unavailable when the log cannot be written.
    [[nodiscard]] Result<Seq> change(DocumentId document, Room::Change change);

    /// Words were taken out of a document's log: a room that is open forgets what it holds and
    /// reads it again. Its guests keep their sockets.
    void read_again(DocumentId document);

    /// Closes the sockets of an ended session, or of a member whose rights have changed, at once.
    void end_session(network::SessionId session);
    void end_member(network::MemberId member);

    /// Ends the log's thread after what is queued has been written.
    void close();

    [[nodiscard]] std::size_t open_count() const;

private:
    friend class OpenRoom;

    /// The one room of the document, whether loaded or not.
    [[nodiscard]] std::shared_ptr<OpenRoom> listed(DocumentId document);
    /// The room, loaded, and held open until the pointer's last copy is gone.
    [[nodiscard]] Result<std::shared_ptr<OpenRoom>> open(DocumentId document);
    void forget_if_unused(DocumentId document);
    /// Looks whether the room is still used a while after a pointer to it has gone.
    void forget_later(DocumentId document);
    void arm_giving_back();
    /// Fails: Conflict when it is another actor's, or somebody writes under it just now.
    [[nodiscard]] Result<crdt::ClientId>
    claimed(OpenRoom& room, const network::Viewer& viewer, crdt::ClientId wanted);
    /// For their presence alone: what they write is refused, so it is nobody's for ever.
    [[nodiscard]] Result<crdt::ClientId>
    reader_client(OpenRoom& room, const network::Viewer& viewer, const Claim& claim);
    [[nodiscard]] Result<crdt::ClientId>
    client_for(OpenRoom& room, const network::Viewer& viewer, const Claim& claim);

    Parts parts_;
    std::atomic<GuestId> last_guest_ = 0;
    mutable std::mutex mutex_;
    std::unordered_map<DocumentId, std::shared_ptr<OpenRoom>> open_;
    std::unique_ptr<sql::AppendQueue> queue_;
    run::Timer giving_back_;
};

} // namespace denkraum::document::room
