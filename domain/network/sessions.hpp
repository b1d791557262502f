// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "domain/network/access.hpp"
#include "domain/network/network.hpp"
#include "platform/secret/hash.hpp"
#include "platform/sql/sql.hpp"

/// The tables session and ticket: who holds which key to the door. Only hashes of keys are stored.
/// A session is open until it is ended, idle for session_idle_max or session_age_max old, and as
/// long as its member is active and neither their authority nor the one whose unit it is has left.
namespace denkraum::network::store {

/// As its owner sees it in their account.
struct Session {
    SessionId id = {};
    std::string user_agent = {};
    Instant created_at = {};
    Instant seen_at = {};
};

struct OpenSession {
    Viewer viewer = {};
    Instant seen_at = {};
};

struct NewSession {
    SessionId id = {};
    MemberId member = {};
    secret::Digest token_hash = {};
    std::string user_agent = {};
    Instant now = {};
};

/// Notes when the member was here before, and forgets sessions that ended long ago.
[[nodiscard]] Done insert_session(sql::Transaction& transaction, const NewSession& session);

[[nodiscard]] Result<std::optional<OpenSession>>
find_open_session(sql::Transaction& transaction, const secret::Digest& token_hash, Instant now);
[[nodiscard]] Result<std::optional<OpenSession>>
find_open_session(sql::Transaction& transaction, SessionId id, Instant now);

/// Notes that the session was used; after a pause that is another visit.
[[nodiscard]] Done
touch_session(sql::Transaction& transaction, const OpenSession& session, Instant now);

[[nodiscard]] Result<std::vector<Session>>
list_open_sessions(sql::Transaction& transaction, MemberId member, Instant now);

/// False when the member has no such open session.
[[nodiscard]] Result<bool>
end_session(sql::Transaction& transaction, MemberId member, SessionId session, Instant now);
/// Ends all sessions of the member but `kept`, and returns which those were.
[[nodiscard]] Result<std::vector<SessionId>> end_sessions(
    sql::Transaction& transaction, MemberId member, std::optional<SessionId> kept, Instant now
);

/// What sessions tell about a person's machines goes, the sessions stay.
[[nodiscard]] Done erase_user_agents(sql::Transaction& transaction, MemberId member);

/// Expired tickets go with it.
[[nodiscard]] Done insert_ticket(
    sql::Transaction& transaction, const secret::Digest& token_hash, SessionId session, Instant now
);
/// The ticket's session, once; nothing for an unknown, used or expired one.
[[nodiscard]] Result<std::optional<SessionId>>
take_ticket(sql::Transaction& transaction, const secret::Digest& token_hash, Instant now);

} // namespace denkraum::network::store
