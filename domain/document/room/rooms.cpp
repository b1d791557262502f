// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/room/rooms.hpp"

#include <array>
#include <cstring>
#include <future>

#include "domain/document/authorship.hpp"
#include "domain/document/limits.hpp"
#include "domain/document/room/open_room.hpp"
#include "domain/network/access.hpp"
#include "platform/run/memory.hpp"

namespace denkraum::document::room {
namespace {

/// Gives the client id back when the socket's callbacks are gone, whether it ever opened or not.
class Reservation {
public:
    Reservation(std::shared_ptr<OpenRoom> room, crdt::ClientId client)
        : room_(std::move(room)), client_(client) {}
    Reservation(const Reservation&) = delete;
    Reservation& operator=(const Reservation&) = delete;
    ~Reservation() { room_->release(client_); }

private:
    std::shared_ptr<OpenRoom> room_;
    crdt::ClientId client_;
};

} // namespace

Rooms::Rooms(Parts parts)
    : parts_(parts),
      queue_(std::make_unique<sql::AppendQueue>(
          parts_.log, std::string(update_log::insert_statement), sql::AppendQueue::Options{}
      )) {
    arm_giving_back();
}

Rooms::~Rooms() {
    close();
}

void Rooms::close() {
    queue_->close();
}

void Rooms::arm_giving_back() {
    giving_back_ = parts_.loops.next().after(give_back_every, [this] {
        // A full queue of tasks has better to do.
        (void)parts_.workers.try_post([] { run::give_back_memory(); });
        arm_giving_back();
    });
}

std::size_t Rooms::open_count() const {
    const std::lock_guard lock(mutex_);
    return open_.size();
}

std::shared_ptr<OpenRoom> Rooms::listed(DocumentId document) {
    const std::lock_guard lock(mutex_);
    auto& entry = open_[document];
    if (!entry) {
        entry = std::make_shared<OpenRoom>(parts_, *queue_, document, parts_.loops.next());
    }
    return entry;
}

Result<std::shared_ptr<OpenRoom>> Rooms::open(DocumentId document) {
    auto room = listed(document);
    const Done loaded = room->load();
    if (!loaded) {
        // It stays listed while others still try: two rooms of one document would both give the
        // same numbers to their records.
        room.reset();
        forget_if_unused(document);
        return std::unexpected(loaded.error());
    }
    OpenRoom* const opened = room.get();
    return std::shared_ptr<OpenRoom>(
        opened,
        [this, document, room = std::move(room)](OpenRoom*) mutable {
            room.reset();
            forget_later(document);
        }
    );
}

void Rooms::forget_if_unused(DocumentId document) {
    {
        const std::lock_guard lock(mutex_);
        const auto found = open_.find(document);
        // Whoever is there looks again when they have left.
        if (found == open_.end() || found->second->reserved() > 0) return;
        // Two pointers: the map's and nobody's. Whoever enters holds one from before the
        // reservation.
        if (found->second.use_count() == 1 && found->second->is_done()) {
            open_.erase(found);
            return;
        }
    }
    // It has something to do yet: what waits for the disk, a repair, a snapshot.
    forget_later(document);
}

void Rooms::forget_later(DocumentId document) {
    parts_.loops.next().after(
                           parts_.linger, [this, document] { forget_if_unused(document); }
    ).detach();
}

Result<crdt::ClientId>
Rooms::claimed(OpenRoom& room, const network::Viewer& viewer, crdt::ClientId wanted) {
    DK_TRY(auto main, parts_.main.begin(sql::Access::Write));
    DK_TRY(
        const crdt::ClientId claimed,
        claim_client(main, room.id(), viewer.actor, wanted, parts_.clock.now())
    );
    DK_DO(std::move(main).commit());
    if (room.reserve(claimed)) return claimed;
    return fail(ErrorCode::Conflict, "somebody writes under this client id");
}

Result<crdt::ClientId>
Rooms::reader_client(OpenRoom& room, const network::Viewer& viewer, const Claim& claim) {
    if (claim.client) {
        DK_TRY(auto main, parts_.main.begin(sql::Access::Read));
        const Done allowed = may_claim(main, room.id(), viewer.actor, *claim.client);
        if (allowed && room.reserve(*claim.client)) return *claim.client;
        if (claim.is_firm && !allowed) return std::unexpected(allowed.error());
        if (claim.is_firm) return fail(ErrorCode::Conflict, "somebody is here under this id");
    }
    constexpr int tries_max = 16;
    for (int tries = 0; tries < tries_max; ++tries) {
        std::array<std::uint8_t, 4> raw{};
        parts_.randomness.fill(raw);
        std::uint32_t client = 0;
        std::memcpy(&client, raw.data(), sizeof client);
        if (client != 0 && room.reserve(client)) return client;
    }
    return fail(ErrorCode::Unavailable, "no free client id found");
}

Result<crdt::ClientId>
Rooms::client_for(OpenRoom& room, const network::Viewer& viewer, const Claim& claim) {
    if (!network::writes(&viewer)) return reader_client(room, viewer, claim);
    if (claim.client) {
        auto client = claimed(room, viewer, *claim.client);
        if (client || claim.is_firm) return client;
    }
    DK_TRY(auto main, parts_.main.begin(sql::Access::Write));
    DK_TRY(
        const crdt::ClientId fresh,
        issue_client(main, room.id(), viewer.actor, parts_.clock.now(), parts_.randomness)
    );
    DK_DO(std::move(main).commit());
    if (!room.reserve(fresh)) return fail(ErrorCode::Conflict, "a fresh client id is taken");
    return fresh;
}

Result<http::SocketEvents>
Rooms::enter(DocumentId document, const network::Viewer& viewer, const Claim& claim) {
    DK_TRY(const auto room, open(document));
    DK_TRY(const crdt::ClientId client, client_for(*room, viewer, claim));
    const auto reservation = std::make_shared<Reservation>(room, client);
    const Guest guest{
        .actor = viewer.actor,
        .member = viewer.member,
        .client = client,
        .may_write = network::writes(&viewer),
        .name = viewer.name,
        .authority = viewer.authority_name
    };
    const GuestId id = ++last_guest_;
    http::SocketEvents events;
    events.strand = room->strand();
    events.on_open = [room, id, guest, session = viewer.session](http::Socket socket) {
        room->join(id, guest, session, std::move(socket));
    };
    events.on_message = [room, id](ByteView payload, http::MessageKind kind) {
        // y-protocols are binary; a text frame is nothing we know and is passed over.
        if (kind == http::MessageKind::Binary) room->frame(id, payload);
    };
    events.on_caught_up = [room, id](http::StreamMark mark) {
        room->catch_up(id, static_cast<Seq>(mark));
    };
    events.on_close = [room, id, reservation](http::CloseCode) { room->leave(id); };
    return events;
}

Result<Seq> Rooms::change(DocumentId document, Room::Change change) {
    DK_TRY(const auto room, open(document));
    const auto told = std::make_shared<std::promise<Result<Seq>>>();
    auto answer = told->get_future();
    room->strand().post([room, told, change = std::move(change)] {
        room->change(change, [told](const Result<Seq>& seq) { told->set_value(seq); });
    });
    const bool is_told = answer.wait_for(change_patience) == std::future_status::ready;
    if (!is_told) return fail(ErrorCode::Unavailable, "the log did not answer in time");
    return answer.get();
}

void Rooms::read_again(DocumentId document) {
    const std::lock_guard lock(mutex_);
    const auto found = open_.find(document);
    if (found != open_.end()) found->second->read_again();
}

void Rooms::end_session(network::SessionId session) {
    const std::lock_guard lock(mutex_);
    for (const auto& [id, room] : open_) {
        room->strand().post([room, session] {
            room->end([&](const OpenRoom::Sitter& sitter) { return sitter.session == session; });
        });
    }
}

void Rooms::end_member(network::MemberId member) {
    const std::lock_guard lock(mutex_);
    for (const auto& [id, room] : open_) {
        room->strand().post([room, member] {
            room->end([&](const OpenRoom::Sitter& sitter) { return sitter.member == member; });
        });
    }
}

} // namespace denkraum::document::room
