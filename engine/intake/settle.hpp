// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "base/prose/prose.hpp"
#include "engine/intake/ast/draft.hpp"
#include "engine/intake/profile/structure.hpp"
#include "engine/intake/report/report.hpp"

namespace denkraum::intake {

/// Decides for each list item whether its number is implied by its place (1., 2., 3. from the
/// beginning) or has to stand in the text. In texts with legal structure all numbers do, because
/// people cite by them.
void settle_labels(std::vector<Draft>& drafts, ProfileId profile, Report& report);

/// The blocks of the drafts: notes become explanations, the cells of a row one paragraph with
/// ' | ' between them. Fills in Recognised::block.
[[nodiscard]] prose::Prose settle_blocks(std::vector<Draft> drafts, Structure& structure);

} // namespace denkraum::intake
