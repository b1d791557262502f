// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "base/html/components.hpp"
#include "base/html/html.hpp"
#include "base/i18n/words.hpp"
#include "domain/guideline/edition/change_table.hpp"
#include "domain/guideline/queries.hpp"

/// Parts that several pages of this folder show.
namespace denkraum::guideline::pages {

inline constexpr std::size_t excerpt_bytes_max = 160;

/// The beginning of some words, cut between two of them.
[[nodiscard]] std::string
excerpt(std::string_view words, std::size_t bytes_max = excerpt_bytes_max);
/// "2. Ausgabe".
[[nodiscard]] std::string edition_name(const i18n::Words& say, int number);
/// "2. Ausgabe vom 22. November 2026".
[[nodiscard]] std::string dated_edition(const i18n::Words& say, const Edition& edition);
/// Published, or superseded: a word with an icon.
[[nodiscard]] html::Html state_of(const i18n::Words& say, bool is_superseded);
/// "/leitlinien/ki-einsatz".
[[nodiscard]] std::string guideline_address(std::string_view key);
/// The `lang` of a text, where it differs from the page's.
[[nodiscard]] html::Attribute lang_of(const i18n::Words& say, std::string_view language);
/// Makes of an element an island whose citing links copy what they cite; without script they lead
/// to it. `base_url` stands in front of their addresses.
[[nodiscard]] html::Attributes
citing(const i18n::Words& say, std::string_view base_url, html::Attributes attributes);
/// "Zitieren": `anchor` is the place of its page where the citation stands.
[[nodiscard]] html::Html cite_link(
    const i18n::Words& say,
    const Edition& edition,
    const Paragraph& paragraph,
    std::string_view anchor = {}
);
/// To how a paragraph came about.
[[nodiscard]] html::Html origin_link(const i18n::Words& say, const Paragraph& paragraph);

[[nodiscard]] html::Html paragraph_of_words(std::string_view words);
[[nodiscard]] html::Html heading(std::string_view words, std::string_view anchor = {});
[[nodiscard]] std::vector<html::Link>
trail_to(const i18n::Words& say, const Guideline& guideline, std::vector<html::Link> further = {});
/// "Geändert: andere Quellen": where the words are the same, this is what is different.
[[nodiscard]] std::string what_of(const i18n::Words& say, const ChangeLine& line);
/// "Nr. 3.4, bisher 3.5", as far as there are numbers.
[[nodiscard]] std::string place_of(const i18n::Words& say, const ChangeLine& line);
/// The changes as a list, each with the beginning of its words and its reason. Where there is an
/// edition to read them in, the newer ones are links.
enum class Places { Words, Links };
[[nodiscard]] html::Html
change_list(const i18n::Words& say, const std::vector<ChangeLine>& lines, Places places);
/// Why something was changed, in a line of its own; nothing where nobody said it.
[[nodiscard]] html::Html reason_of(const i18n::Words& say, std::string_view reason);
/// What was typed for places that are gone, to be copied; nothing where there is none.
[[nodiscard]] html::Html homeless(const i18n::Words& say, const std::vector<std::string>& words);
/// What everybody may know of the Verlauf; members get all of it.
[[nodiscard]] html::Html
history(const i18n::Words& say, const std::vector<queries::HistoryLine>& lines, bool is_member);

} // namespace denkraum::guideline::pages
