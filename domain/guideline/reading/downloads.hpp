// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>
#include <vector>

#include "base/html/html.hpp"
#include "base/i18n/words.hpp"
#include "domain/guideline/edition_store.hpp"

namespace denkraum::guideline::pages {

/// The files of an edition as links with their sizes, those for reading first; then what is
/// missing. `address` is that of the edition.
[[nodiscard]] html::Html downloads(
    const i18n::Words& say, const std::vector<store::ListedFile>& files, std::string_view address
);

} // namespace denkraum::guideline::pages
