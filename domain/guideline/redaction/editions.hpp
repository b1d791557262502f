// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>

#include "base/result.hpp"
#include "platform/sql/sql.hpp"

namespace denkraum::guideline::redaction {

/// Puts `notice` in the place of this paragraph's words in every edition, in the files that are
/// made here (Markdown, JSON, HTML), and in drafts that wait or waited for their release. Other
/// files of these editions are taken away and named as missing. Bytes that nobody names any more
/// go, and images that no edition shows any more are for members only. Nothing happens when the
/// paragraph was never published or frozen.
[[nodiscard]] Done take_away(sql::Transaction& main, std::string_view uid, std::string_view notice);

} // namespace denkraum::guideline::redaction
