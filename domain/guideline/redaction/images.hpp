// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <set>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "domain/guideline/edition/edition.hpp"
#include "platform/sql/sql.hpp"

/// What was published is public for ever, but for what was taken away.
namespace denkraum::guideline::redaction {

/// The hashes of the images that these paragraphs show in any edition.
[[nodiscard]] Result<std::set<std::string>>
images_of(sql::Transaction& main, const std::vector<std::string>& uids);

/// Leaves those of them that nothing shows: no edition, and no draft that was frozen for its
/// release. What no edition shows is for members only from now on. Reads the editions of all
/// guidelines, since images are shared; whoever redacts can wait for that.
[[nodiscard]] Done withdraw_unshown(sql::Transaction& main, std::set<std::string>& images);

} // namespace denkraum::guideline::redaction
