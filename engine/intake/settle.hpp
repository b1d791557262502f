// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "base/prose/prose.hpp"
#include "base/result.hpp"
#include "engine/intake/ast/draft.hpp"
#include "engine/intake/profile/structure.hpp"
#include "engine/intake/report/report.hpp"

namespace denkraum::intake {

/// Decides for each list item whether its number is implied by its place (1., 2., 3. from the
/// beginning) or has to stand in the text. In texts with legal structure all numbers do, because
/// people cite by them.
void settle_labels(std::vector<Draft>& drafts, ProfileId profile, Report& report);

/// The blocks of the drafts: tables; notes at their place, or as explanations after their paragraph
/// where they are too long, hold an image, or nothing refers to them. A table of one cell is a
/// frame and becomes a paragraph. Fills in Recognised::block. Fails: TooLarge for more cells than a
/// text may have.
[[nodiscard]] Result<prose::Prose>
settle_blocks(std::vector<Draft> drafts, Structure& structure, Report& report);

} // namespace denkraum::intake
