// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>

#include "base/json/json.hpp"
#include "domain/guideline/commands.hpp"

namespace denkraum::guideline::commands {

/// The trail entry and the event of one command, written last in its transaction.
/// `action` is "guideline.created" and the like.
struct Deed {
    network::ActorId actor = {};
    Instant at = {};
    std::string_view action;
    GuidelineId guideline = {};
    json::object says = {};
};
[[nodiscard]] Done
record(const Services& services, sql::Transaction& transaction, const Deed& deed);

} // namespace denkraum::guideline::commands
