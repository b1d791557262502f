// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "base/prose/prose.hpp"

/// Beginnings that every installation has, in German as the texts of the network are.
namespace denkraum::document::templates {

enum class Pattern {
    Guideline, ///< value base, topics, commitments, how it is kept up
    Minutes,   ///< of a meeting: who, what, what was agreed, who does what until when
    Checklist, ///< check questions along the six phases of an AI project
};
inline constexpr std::array all_patterns{Pattern::Guideline, Pattern::Minutes, Pattern::Checklist};

/// As it stands in addresses: "leitlinie", "protokoll", "pruefliste".
[[nodiscard]] std::string_view id_of(Pattern pattern);
[[nodiscard]] std::optional<Pattern> pattern_from_id(std::string_view id);

/// Its words; blocks without uids.
[[nodiscard]] prose::Prose words_of(Pattern pattern);

/// What a text is built of: its headings with their words, one empty block for each run of
/// paragraphs of one kind, tables with caption, heads and one empty row. No uids.
[[nodiscard]] prose::Prose outline_of(const prose::Prose& prose);

/// The same words as a text of its own: without uids.
[[nodiscard]] prose::Prose copy_of(prose::Prose prose);

} // namespace denkraum::document::templates
