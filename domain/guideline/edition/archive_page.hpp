// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

#include "base/html/html.hpp"
#include "domain/guideline/edition/edition.hpp"

/// Pages that somebody files: each stands alone, without script and without anything to load.
namespace denkraum::guideline {

/// The whole file. `language` is that of the page; parts in others are marked so.
[[nodiscard]] std::string
archive_page(std::string_view language, std::string_view title, const html::Html& body);

/// What an edition says besides its words, as a list.
[[nodiscard]] html::Html imprint_list(const Edition& edition, std::string_view base_url);

} // namespace denkraum::guideline
