// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "engine/crdt/id.hpp"

/// Who is here and where their cursor is (y-protocols awareness):
///
///   awareness := varUint(n) n × ( varUint(client) varUint(clock) varString(JSON) )
///
/// `null` as JSON: the client is gone. An entry counts when its clock is higher than what is known,
/// or the same and it says that a client is gone who was there. Clients renew their entry every
/// 15 s and are taken for gone after 30 s. Keeping to that is up to the room and the browsers.
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

} // namespace denkraum::crdt
