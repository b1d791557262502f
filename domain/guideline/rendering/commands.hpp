// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/guideline/commands.hpp"
#include "domain/guideline/edition/rendering.hpp"

namespace denkraum::guideline::commands {

/// Delegates, deputies and the coordination.
[[nodiscard]] bool renders(const network::Viewer* viewer);

struct WantedRenderings {
    GuidelineId guideline = {};
    std::string language = {};
    /// Language and time are set here; without words, the one for these words goes.
    std::vector<Rendering> all = {};
};

/// One trail entry and one event for all of them; nothing when there are none.
/// Fails: Forbidden unless renders(); Invalid for a language this guideline cannot be rendered
/// into; TooLarge with the uid as its field for a rendering that is too long.
[[nodiscard]] Done keep_renderings(
    const Services& services, const network::Viewer& viewer, const WantedRenderings& wanted
);

} // namespace denkraum::guideline::commands
