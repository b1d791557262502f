// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/guideline/edition/edition.hpp"

/// What every file of an edition says besides its words, in the language of the words.
namespace denkraum::guideline {

/// Key and value, in reading order; what is not known is left out. `base_url` stands in front of
/// the address; empty: the address is a path.
[[nodiscard]] std::vector<std::pair<std::string, std::string>>
imprint_of(const Edition& edition, std::string_view base_url = {});

/// "22. November 2026", "22 November 2026".
[[nodiscard]] std::string spoken_day(Instant date, std::string_view language);

/// The same for "2026-11-22"; anything else as it stands.
[[nodiscard]] std::string spoken_iso_day(std::string_view iso, std::string_view language);

/// "2. Ausgabe vom 22. November 2026".
[[nodiscard]] std::string dated_name_of(const Edition& edition);

/// "KI-Einsatz, Az. I-123, https://…, eingesehen am 22. November 2026".
[[nodiscard]] std::string words_of(const prose::Source& source, std::string_view language);

/// Words and what they mean, each once, in the order of the text.
[[nodiscard]] std::vector<std::pair<std::string, std::string>>
terms_of(const std::vector<Paragraph>& paragraphs);

/// What stands behind the text in files that have no better place for it: explained terms, then
/// sources with the number of their paragraph. Headings of level 1 and items, without uid, eid and
/// number; empty where the text has neither.
[[nodiscard]] std::vector<Paragraph>
back_matter(const std::vector<Paragraph>& paragraphs, std::string_view language);

/// The second half of it alone.
[[nodiscard]] std::vector<Paragraph>
list_of_sources(const std::vector<Paragraph>& paragraphs, std::string_view language);

} // namespace denkraum::guideline
