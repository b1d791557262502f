// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/document/document.hpp"
#include "domain/network/access.hpp"

/// A request to take the words of one block away for good.
namespace denkraum::document::redaction {

using RedactionId = Id<struct RedactionTag>;

constexpr std::size_t reason_characters_max = 500;
/// Blocks that are not in the text any more, to choose from.
constexpr std::size_t gone_blocks_shown_max = 500;
/// How often what others made of the blocks is made before a confirmation gives up: each time,
/// another one was faster.
constexpr int preparations_max = 5;

enum class State { Open, Done, Declined };

struct Redaction {
    RedactionId id = {};
    DocumentId document = {};
    std::string uid = {};
    /// Blocks that go with it, since they share words with it: what was joined.
    std::vector<std::string> joined = {};
    std::string reason = {}; ///< why, never what
    network::ActorId requested_by = {};
    network::MemberId requester = {};
    network::AuthorityId requester_house = {};
    Instant requested_at = {};
    State state = State::Open;
    std::optional<network::ActorId> decided_by = {};
    std::optional<Instant> decided_at = {};
};

/// All whose words go.
[[nodiscard]] std::vector<std::string> blocks_of(const Redaction& redaction);

/// A second person, of another house that takes part, or of the coordination.
[[nodiscard]] bool may_confirm(const network::Viewer& viewer, const Redaction& redaction);
/// Whoever may confirm it, and whoever asked.
[[nodiscard]] bool may_decline(const network::Viewer& viewer, const Redaction& redaction);

} // namespace denkraum::document::redaction
