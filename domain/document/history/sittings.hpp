// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "domain/document/history/index.hpp"

namespace denkraum::document::history {

/// What one actor did to a document without a long pause. Several people may sit at the same time:
/// then their records lie between each other's.
struct Sitting {
    RecordKind kind = RecordKind::Edit;
    network::ActorId actor = {};
    Instant from = {};
    Instant to = {};
    Seq first = 0;
    Seq last = 0;
    std::int64_t words_added = 0;   ///< that still stood when the sitting was over
    std::int64_t words_removed = 0; ///< of what had stood before it
    /// Headings above what was touched, in reading order, each once; empty: before any heading.
    std::vector<std::string> sections = {};
};

/// All sittings, oldest first by their beginning. Words in cells of tables are not counted. One
/// walk through the document and its deletions, one through the records.
[[nodiscard]] std::vector<Sitting> sittings_of(const Index& index);

} // namespace denkraum::document::history
