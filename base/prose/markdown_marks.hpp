// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "base/prose/prose.hpp"

namespace denkraum::prose {

/// The words of one block with their marks as Markdown; further lines after a forced break are
/// separated by a backslash and a line feed. White space at both ends is dropped.
[[nodiscard]] std::string marked_words(const Block& block);

} // namespace denkraum::prose
