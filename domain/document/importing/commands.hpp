// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "base/result.hpp"
#include "domain/document/commands.hpp"
#include "domain/document/importing/jobs.hpp"
#include "domain/network/access.hpp"

namespace denkraum::document::importing {

/// The preview becomes a draft: its pictures and words are stored first, then the draft with its
/// comments all at once.
/// Fails: Invalid for an empty or too long title. Requires: the job is Ready.
[[nodiscard]] Result<DocumentId> take_over(
    const commands::Services& services,
    const network::Viewer& viewer,
    const Job& job,
    std::string title
);

} // namespace denkraum::document::importing
