// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>

#include "base/random.hpp"
#include "base/result.hpp"
#include "domain/network/access.hpp"
#include "domain/network/network.hpp"
#include "platform/sql/sql.hpp"

/// What other folders' commands do to the network, inside their own transaction. What members do
/// stands in login/commands.hpp and member/commands.hpp.
namespace denkraum::network::commands {

/// An actor that is no member by itself: an import, a repair, an accepted proposal, a restored
/// text, the system. `by` is the actor who set it going, whose member, authority and role it
/// takes over. Requires: kind is not ActorKind::Member.
/// Fails: NotFound for an unknown `by`.
[[nodiscard]] Result<ActorId> make_actor(
    sql::Transaction& transaction,
    ActorKind kind,
    std::optional<ActorId> by,
    Instant now,
    Randomness& randomness
);

/// In which language the member reads, on every machine.
[[nodiscard]] Done set_language(
    sql::Database& database,
    const Clock& clock,
    Randomness& randomness,
    const Viewer& by,
    i18n::Language language
);

/// Whether the network reads the member's name beside what they wrote: in the time line of a text
/// and where a paragraph says how it came about. Nobody is named before they agreed.
[[nodiscard]] Done set_named(
    sql::Database& database,
    const Clock& clock,
    Randomness& randomness,
    const Viewer& by,
    bool is_named
);

} // namespace denkraum::network::commands
