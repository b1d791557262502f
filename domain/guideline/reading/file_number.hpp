// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/html/html.hpp"
#include "base/i18n/words.hpp"
#include "domain/guideline/guideline.hpp"

namespace denkraum::guideline::pages {

/// "Aktenzeichen: I-123" in the head of a guideline, of its draft and of its line in the list;
/// nothing where none was set.
[[nodiscard]] html::Html file_number_of(const i18n::Words& say, const Guideline& guideline);

} // namespace denkraum::guideline::pages
