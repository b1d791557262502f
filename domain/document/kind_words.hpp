// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "base/i18n/words.hpp"
#include "base/prose/prose.hpp"

namespace denkraum::document {

/// What a kind of paragraph is called above it; empty for plain paragraphs, headings and quotes.
[[nodiscard]] std::string kind_label(const i18n::Words& say, prose::Kind kind);

} // namespace denkraum::document
