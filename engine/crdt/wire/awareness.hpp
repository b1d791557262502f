// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "engine/crdt/state/id.hpp"

/// Who is here and where their cursor is (y-protocols awareness):
///
///   awareness := varUint(n) n × ( varUint(client) varUint(clock) varString(JSON) )
///
/// `null` as JSON: the client is gone. Clients renew their entry every 15 s with a higher clock
/// and are taken for gone after 30 s; keeping that time is up to the room.
namespace denkraum::crdt {

struct AwarenessEntry {
    ClientId client = 0;
    std::uint64_t clock = 0;
    std::string json = "null";
    [[nodiscard]] bool is_gone() const { return json == "null"; }
    friend bool operator==(const AwarenessEntry&, const AwarenessEntry&) = default;
};

/// Fails: Corrupt, TooLarge beyond awareness_clients_max or awareness_state_bytes_max.
[[nodiscard]] Result<std::vector<AwarenessEntry>> decode_awareness(ByteView bytes);
[[nodiscard]] Bytes encode_awareness(std::span<const AwarenessEntry> entries);

/// What is known of everyone in one document. Entries of clients that are gone stay, so that an
/// old message does not bring them back.
class AwarenessTable {
public:
    /// Takes over what is newer than what is known: a higher clock, or the same clock saying that
    /// a client is gone who was there. Gives these entries. Holds awareness_clients_max clients,
    /// those beyond are passed over.
    std::vector<AwarenessEntry> take(std::span<const AwarenessEntry> entries);
    /// Says that a client is gone (its socket closed). Gives what to tell the others, or nothing
    /// when it was not there.
    std::vector<AwarenessEntry> leave(ClientId client);
    /// Everyone who is there.
    [[nodiscard]] std::vector<AwarenessEntry> present() const;
    /// Forgets a client altogether.
    void forget(ClientId client) { entries_.erase(client); }

private:
    std::map<ClientId, AwarenessEntry> entries_;
};

} // namespace denkraum::crdt
