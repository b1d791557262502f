// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "base/instant.hpp"
#include "base/result.hpp"
#include "domain/network/access.hpp"
#include "domain/network/services.hpp"
#include "domain/trail/trail.hpp"
#include "platform/sql/sql.hpp"

/// What happened, for consumers such as notices and search. A command writes its events in its own
/// transaction (outbox); consumers keep a cursor and are idempotent. The bus only wakes them up.
namespace denkraum::network {

struct Event {
    std::string kind;           ///< past participle: "member_invited"
    std::string subject_kind;   ///< "member", "document" …
    Bytes subject;              ///< the id's 16 bytes
    std::string payload = "{}"; ///< JSON; ids and states, no names of persons
};

struct StoredEvent {
    std::int64_t seq = 0;
    Instant at = {};
    Event event = {};
};

/// Call it after the trail entry of the same command, whose order it follows.
[[nodiscard]] Done append_event(sql::Transaction& transaction, Instant at, const Event& event);

/// At most `count_max` events after `seq`, oldest first.
[[nodiscard]] Result<std::vector<StoredEvent>>
events_after(sql::Transaction& transaction, std::int64_t seq, std::int64_t count_max);

/// What this folder publishes on the bus after a commit, so that open sockets are closed at once.
/// The payload is the id's text().
namespace topic {
inline constexpr std::string_view session = "session"; ///< this session has ended
inline constexpr std::string_view member = "member";   ///< this member's rights have changed
inline constexpr std::string_view event = "event";     ///< there is something in the outbox
} // namespace topic

/// The one way in which an entry of any folder says who acted: by their actor, which knows the
/// authority and role they had then. A viewer without an actor is a visitor: nobody is named.
[[nodiscard]] trail::Entry
entry_by(const Viewer& by, Instant at, std::string action, trail::Subject subject);
/// The same where only the actor is known; their authority is looked up.
[[nodiscard]] Result<trail::Entry> entry_by(
    sql::Transaction& transaction,
    ActorId by,
    Instant at,
    std::string action,
    trail::Subject subject
);

/// What a member did, for the trail.
struct Deed {
    std::string action;       ///< "network.member_invited"
    std::string subject_kind; ///< "member"
    trail::AnyId subject = {};
    std::string payload = "{}"; ///< JSON; ids and states, no names of persons
};

/// Writes the deed into the trail. Every command of this folder calls it once.
[[nodiscard]] Done
record(sql::Transaction& transaction, const Services& services, const Viewer& by, const Deed& deed);
/// The same, and an event of that kind for consumers.
[[nodiscard]] Done record_and_tell(
    sql::Transaction& transaction, const Services& services, const Viewer& by, const Deed& deed
);

/// Wakes up whoever listens; to be called after the commit. A hint that is lost is only logged.
void announce(const Services& services, std::string_view topic, std::string_view id);
void announce_ended(const Services& services, std::span<const SessionId> sessions);

} // namespace denkraum::network
